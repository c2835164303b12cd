import { ModelError } from '../errors.ts'

const SCHEDULER_FILE = 'scheduler/scheduler_config.json'

export const PREDICTION_TYPES = ['epsilon', 'v_prediction', 'sample'] as const
export const BETA_SCHEDULES = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const
export const SPACINGS = ['leading', 'trailing', 'linspace'] as const

export type PredictionType = (typeof PREDICTION_TYPES)[number]
export type BetaSchedule = (typeof BETA_SCHEDULES)[number]
export type Spacing = (typeof SPACINGS)[number]

/**
 * Options of other diffusers schedulers, found in configs that were written by one class and read by another
 * (`from_config`). A class that does not have an option ignores it, as in diffusers; a name that no class has is an error.
 */
const OPTIONS_ELSEWHERE = new Set(
  `algorithm_type beta_end beta_schedule beta_start clip_sample clip_sample_range denoise_final dynamic_thresholding_ratio
  euler_at_final final_sigmas_type interpolation_type lambda_min_clipped lower_order_final num_train_timesteps
  original_inference_steps predict_x0 prediction_type rescale_betas_zero_snr sample_max_value set_alpha_to_one
  sigma_data sigma_max sigma_min skip_prk_steps solver_order solver_p solver_type steps_offset thresholding
  timestep_scaling timestep_spacing timestep_type trained_betas use_beta_sigmas use_exponential_sigmas
  use_flow_sigmas flow_shift use_karras_sigmas use_lu_lambdas variance_type disable_corrector use_dynamic_shifting
  time_shift_type solver_order`.split(/\s+/),
)

/** Reads one scheduler config; every method throws a ModelError naming the option. */
export type OptionReader = {
  flag(name: string, fallback: boolean): boolean
  number(name: string, fallback: number, minimum?: number): number
  integer(name: string, fallback: number, minimum?: number): number
  optionalNumber(name: string): number | undefined
  numbers(name: string): Float32Array | undefined
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T
  /** Throws unless the option is absent, null, false or one of the values given. */
  mustBeOff(name: string): void
}

export function optionReader(config: Readonly<Record<string, unknown>>): OptionReader {
  for (const name of Object.keys(config)) {
    if (!name.startsWith('_') && !OPTIONS_ELSEWHERE.has(name)) {
      throw wrong(name, 'is not an option that this painter knows')
    }
  }
  const get = (name: string) => config[name] ?? undefined
  const number = (name: string, fallback: number, minimum = -Infinity) => {
    const value = get(name) ?? fallback
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw wrong(name, `must be a number, is ${show(value)}`)
    if (value < minimum) throw wrong(name, `must be at least ${minimum}, is ${value}`)
    return value
  }
  return {
    number,
    flag(name, fallback) {
      const value = get(name) ?? fallback
      if (typeof value !== 'boolean') throw wrong(name, `must be true or false, is ${show(value)}`)
      return value
    },
    integer(name, fallback, minimum = 0) {
      const value = number(name, fallback, minimum)
      if (!Number.isSafeInteger(value)) throw wrong(name, `must be a whole number, is ${value}`)
      return value
    },
    optionalNumber: (name) => (get(name) === undefined ? undefined : number(name, 0)),
    numbers(name) {
      const value = get(name)
      if (value === undefined) return undefined
      if (Array.isArray(value) && value.length > 0 && value.every(Number.isFinite))
        return Float32Array.from(value)
      throw wrong(name, 'must be a list of numbers')
    },
    choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
      const value = get(name) ?? fallback
      const found = choices.find((choice) => choice === value)
      if (found === undefined) throw wrong(name, `is ${show(value)}, must be one of ${choices.join(', ')}`)
      return found
    },
    mustBeOff(name) {
      const value = get(name)
      if (value !== undefined && value !== false)
        throw wrong(name, `is ${show(value)}, which is not supported`)
    },
  }
}

export function wrong(name: string, problem: string): ModelError {
  return new ModelError(SCHEDULER_FILE, `${name} ${problem}`)
}

export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
