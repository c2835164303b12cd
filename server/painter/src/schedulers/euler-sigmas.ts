import { interpolate, linspace, linspace32 } from './numpy.ts'
import { type OptionReader, type PredictionType, SPACINGS, type Spacing, wrong } from './options.ts'
import { spaceTimesteps } from './spacing.ts'

export type SigmaOptions = {
  spacing: Spacing
  stepsOffset: number
  interpolation: 'linear' | 'log_linear'
  /** How the sigmas between the ends are laid out. */
  layout: 'training' | 'karras' | 'exponential'
  sigmaMin: number | undefined
  sigmaMax: number | undefined
  finalSigma: 'zero' | 'sigma_min'
  /** The model is told ln(sigma)/4 instead of a timestep. */
  continuous: boolean
}

export function readSigmaOptions(options: OptionReader, prediction: PredictionType): SigmaOptions {
  const karras = options.flag('use_karras_sigmas', false)
  const exponential = options.flag('use_exponential_sigmas', false)
  options.mustBeOff('use_beta_sigmas')
  if (karras && exponential) throw wrong('use_exponential_sigmas', 'and use_karras_sigmas exclude each other')
  const timestepType = options.choice('timestep_type', ['discrete', 'continuous'] as const, 'discrete')
  return {
    spacing: options.choice('timestep_spacing', SPACINGS, 'linspace'),
    stepsOffset: options.integer('steps_offset', 0),
    interpolation: options.choice('interpolation_type', ['linear', 'log_linear'] as const, 'linear'),
    layout: karras ? 'karras' : exponential ? 'exponential' : 'training',
    sigmaMin: options.optionalNumber('sigma_min'),
    sigmaMax: options.optionalNumber('sigma_max'),
    finalSigma: options.choice('final_sigmas_type', ['zero', 'sigma_min'] as const, 'zero'),
    continuous: timestepType === 'continuous' && prediction === 'v_prediction',
  }
}

export type SigmaPlan = {
  /** [steps] */
  timesteps: Float32Array
  /** [steps + 1], falling; a log_linear schedule has one more, as in diffusers. */
  sigmas: Float32Array
}

/** trainSigmas: [num_train_timesteps] float32, rising. */
export function planSigmas(steps: number, trainSigmas: Float32Array, options: SigmaOptions): SigmaPlan {
  const { spacing, stepsOffset } = options
  const spaced = spaceTimesteps(steps, { spacing, trainTimesteps: trainSigmas.length, stepsOffset })
  let timesteps = Float32Array.from(spaced)
  let sigmas = alongSchedule(timesteps, trainSigmas, options)
  if (options.layout !== 'training') {
    sigmas = layOut(sigmas, steps, options)
    const logSigmas = trainSigmas.map(Math.log)
    timesteps = Float32Array.from(sigmas, (sigma) => timestepOf(sigma, logSigmas))
  }
  const plan = Float32Array.of(...sigmas, options.finalSigma === 'zero' ? 0 : trainSigmas[0]!)
  if (options.continuous) timesteps = plan.slice(0, -1).map((sigma) => 0.25 * Math.fround(Math.log(sigma)))
  return { timesteps, sigmas: plan }
}

function alongSchedule(timesteps: Float32Array, trainSigmas: Float32Array, options: SigmaOptions): number[] {
  if (options.interpolation === 'linear') return Array.from(timesteps, (t) => interpolate(t, trainSigmas))
  const highest = Math.fround(Math.log(trainSigmas.at(-1)!))
  const lowest = Math.fround(Math.log(trainSigmas[0]!))
  return Array.from(linspace32(highest, lowest, timesteps.length + 1), (log) => Math.fround(Math.exp(log)))
}

/** Karras et al. 2022, formula 5 (rho 7), or evenly spaced logarithms. */
function layOut(sigmas: readonly number[], steps: number, options: SigmaOptions): number[] {
  const minimum = options.sigmaMin ?? sigmas.at(-1)!
  const maximum = options.sigmaMax ?? sigmas[0]!
  if (options.layout === 'exponential')
    return linspace(Math.log(maximum), Math.log(minimum), steps).map(Math.exp)
  const rho = 7
  const low = minimum ** (1 / rho)
  const high = maximum ** (1 / rho)
  return linspace(0, 1, steps).map((ramp) => (high + ramp * (low - high)) ** rho)
}

/** The fractional training timestep that has this sigma. logSigmas: rising. */
function timestepOf(sigma: number, logSigmas: Float32Array): number {
  const log = Math.log(Math.max(sigma, 1e-10))
  const notAbove = logSigmas.findLastIndex((value) => value <= log)
  const below = Math.min(Math.max(notAbove, 0), logSigmas.length - 2)
  const low = logSigmas[below]!
  const share = (low - log) / (low - logSigmas[below + 1]!)
  return below + Math.min(Math.max(share, 0), 1)
}
