import { ModelError } from '../errors.ts'

const SCHEDULER_FILE = 'scheduler/scheduler_config.json'

export const PREDICTION_TYPES = ['epsilon', 'v_prediction', 'sample'] as const
export const SPACINGS = ['leading', 'trailing', 'linspace'] as const

/** flow_prediction: the velocity of rectified flow; only some classes know it. */
export type PredictionType = (typeof PREDICTION_TYPES)[number] | 'flow_prediction'
export type Spacing = (typeof SPACINGS)[number]

/**
 * Options of other diffusers schedulers, found in configs that were written by one class and read by another
 * (`from_config`). A class that does not have an option ignores it, as in diffusers; a name that no class has is an error.
 */
const OPTIONS_SOMEWHERE = new Set(
  `algorithm_type alpha_cum_end alpha_cum_start base_image_seq_len base_shift beta_end beta_max beta_min beta_schedule
  beta_start clip_denoised clip_sample clip_sample_range correct_steps corrector_k corrector_order corrector_selection
  corrector_selection_tau corrector_steps denoise_final disable_corrector dynamic_thresholding_ratio eps eta
  euler_at_final final_sigmas_type final_step_size_scale flow_shift gamma gamma_cum_end gamma_cum_start
  interpolation_type invert_sigmas lambda_min_clipped lower_order_final max_image_seq_len max_shift n_grid noise_mode
  num_inference_steps num_train_timesteps num_vec_classes original_inference_steps predict_x0 prediction_type
  predictor_order rescale_betas_zero_snr rho s s_churn s_max s_min s_noise sample_max_value sampling_eps scale_factors
  scaler schedule_mode scheduler_type set_alpha_to_one shift shift_terminal sigma_data sigma_max sigma_min
  sigma_schedule skip_prk_steps snr snr_shift_scale solver_order solver_p solver_type stage_range stages steps_offset
  stochastic_sampling t_lim_ode t_lim_ode_below t_max t_min tail_step_multiplier tail_steps tau_func thresholding
  time_shift_type timestep_scaling timestep_spacing timestep_type trained_betas tsr_k tsr_sigma upscale_mode
  use_beta_sigmas use_dynamic_shifting use_exponential_sigmas use_flow_sigmas use_karras_sigmas use_lu_lambdas
  variance_type`.split(/\s+/),
)

/** Reads one scheduler config; every method throws a ModelError naming the option. */
export type OptionReader = {
  /** null is false. */
  flag(name: string, fallback: boolean): boolean
  number(name: string, fallback: number, minimum?: number): number
  integer(name: string, fallback: number, minimum?: number): number
  optionalNumber(name: string): number | undefined
  numbers(name: string): readonly number[] | undefined
  integers(name: string): readonly number[] | undefined
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T
  /** At most one of these flags may be set: its name, or undefined. */
  oneOf<T extends string>(names: readonly T[]): T | undefined
  /** As it stands in the config; null where it does not. */
  raw(name: string): unknown
}

export function optionReader(config: Readonly<Record<string, unknown>>): OptionReader {
  for (const name of Object.keys(config)) {
    if (!name.startsWith('_') && !OPTIONS_SOMEWHERE.has(name)) {
      throw wrong(name, 'is not an option that this painter knows')
    }
  }
  /** Absent options have the fallback; null stays null, as Python's None would. */
  const get = (name: string, fallback: unknown) => (config[name] === undefined ? fallback : config[name])
  const number = (name: string, fallback: number, minimum = -Infinity) => {
    const value = get(name, fallback)
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw wrong(name, `must be a number, is ${show(value)}`)
    if (value < minimum) throw wrong(name, `must be at least ${minimum}, is ${value}`)
    return value
  }
  const flag = (name: string, fallback: boolean) => {
    const value = get(name, fallback) ?? false
    if (typeof value !== 'boolean') throw wrong(name, `must be true or false, is ${show(value)}`)
    return value
  }
  const choice = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const value = get(name, fallback)
    const found = choices.find((choice) => choice === value)
    if (found === undefined) throw wrong(name, `is ${show(value)}, must be one of ${choices.join(', ')}`)
    return found
  }
  const list = (name: string, isRight: (value: unknown) => boolean, what: string): number[] | undefined => {
    const value = get(name, null)
    if (value === null) return undefined
    if (Array.isArray(value) && value.every(isRight)) return value
    throw wrong(name, `must be a list of ${what}`)
  }
  return {
    number,
    flag,
    choice,
    integer(name, fallback, minimum = 0) {
      const value = number(name, fallback, minimum)
      if (!Number.isSafeInteger(value)) throw wrong(name, `must be a whole number, is ${value}`)
      return value
    },
    optionalNumber: (name) => (get(name, null) === null ? undefined : number(name, 0)),
    numbers: (name) => list(name, Number.isFinite, 'numbers'),
    integers: (name) => list(name, Number.isSafeInteger, 'whole numbers'),
    oneOf(names) {
      const [first, second] = names.filter((name) => flag(name, false))
      if (first !== undefined && second !== undefined) throw wrong(second, `and ${first} exclude each other`)
      return first
    },
    raw: (name) => get(name, null),
  }
}

export function wrong(name: string, problem: string): ModelError {
  return new ModelError(SCHEDULER_FILE, `${name} ${problem}`)
}

export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
