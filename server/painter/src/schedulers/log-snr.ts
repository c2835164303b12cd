import { combine, f32, log32, sqrt32, variance32 } from './arithmetic.ts'
import { readAlphasCumprod, sigmasOf } from './noise-schedule.ts'
import { interpolate, roundHalfEven } from './numpy.ts'
import { type OptionReader, type PredictionType, wrong } from './options.ts'
import type { Shares } from './prediction.ts'
import { type LayoutOptions, readLayout, timestepOf } from './sigma-layout.ts'
import { readSpacing, type SpacingOptions } from './spacing.ts'
import { type Plan, singleCalls } from './walk-scheduler.ts'

/** One noise level. `lambda`: half the logarithm of the signal-to-noise ratio, the time that these solvers integrate over. */
export type Level = Shares & { sigma: number; lambda: number }

/** `levels`: of the whole walk, [steps + 1]; a walk that begins at step `from` is at `levels[from + i]` at call `i`. */
export type LogSnrPlan = Plan & { levels: readonly Level[]; from: number; steps: number }

export const LOG_SNR_PREDICTIONS = ['epsilon', 'v_prediction', 'sample', 'flow_prediction'] as const

/** What DPM-Solver and UniPC read alike. */
export type LogSnrOptions = LayoutOptions & {
  /** alphas_cumprod */
  alphas: Float32Array
  /** [num_train_timesteps], rising */
  trainSigmas: Float32Array
  prediction: PredictionType
  spacing: SpacingOptions
  lowerOrderFinal: boolean
  finalSigma: 'zero' | 'sigma_min'
  /** Sigmas of rectified flow: a sample is (1 - sigma) picture + sigma noise. */
  flow: boolean
  flowShift: number
  dynamicShift: boolean
}

export function readLogSnrOptions(options: OptionReader): LogSnrOptions {
  const alphas = readAlphasCumprod(options, { zeroSnr: 'nearly nothing' })
  return {
    alphas,
    trainSigmas: sigmasOf(alphas),
    prediction: options.choice('prediction_type', LOG_SNR_PREDICTIONS, 'epsilon'),
    spacing: readSpacing(options, alphas.length, 'linspace'),
    lowerOrderFinal: options.flag('lower_order_final', true),
    finalSigma: options.choice('final_sigmas_type', ['zero', 'sigma_min'] as const, 'zero'),
    flow: options.flag('use_flow_sigmas', false),
    flowShift: options.number('flow_shift', 1),
    dynamicShift: options.flag('use_dynamic_shifting', false),
    ...readLayout(options),
  }
}

/** Above 3 there is nothing in DPM-Solver, and in UniPC equations too ill-conditioned for float32. */
export function readSolverOrder(options: OptionReader): number {
  const order = options.integer('solver_order', 2, 1)
  if (order > 3) throw wrong('solver_order', `must be 1, 2 or 3, is ${order}`)
  return order
}

/** The sigmas of a walk [steps + 1 once it is whole], and its timesteps [steps], which diffusers cuts down to whole ones. */
export type Laid = { sigmas: readonly number[]; timesteps: readonly number[] }

export function planLevels({ sigmas, timesteps }: Laid, from: number, flow: boolean): LogSnrPlan {
  const told = Float32Array.from(timesteps.slice(from), Math.trunc)
  return {
    timesteps: told,
    solverSteps: singleCalls(told.length),
    initNoiseSigma: 1,
    levels: sigmas.map((sigma) => levelOf(f32(sigma), flow)),
    from,
    steps: timesteps.length,
  }
}

/** sigma: float32. */
function levelOf(sigma: number, flow: boolean): Level {
  const signal = flow ? f32(1 - sigma) : f32(1 / sqrt32(variance32(sigma)))
  const noise = flow ? sigma : f32(sigma * signal)
  return { sigma, signal, noise, lambda: f32(log32(signal) - log32(noise)) }
}

/** What a flow model is told: sigma itself, over the training timesteps. */
export function flowTimesteps(sigmas: readonly number[], trainTimesteps: number): Laid {
  return { sigmas, timesteps: sigmas.map((sigma) => sigma * trainTimesteps) }
}

/** The timesteps that have these sigmas in the training schedule. */
export function laidTimesteps(sigmas: readonly number[], trainSigmas: Float32Array, rounded: boolean): Laid {
  const logSigmas = trainSigmas.map(Math.log)
  const timesteps = sigmas.map((sigma) => timestepOf(sigma, logSigmas))
  return { sigmas, timesteps: rounded ? timesteps.map(roundHalfEven) : timesteps }
}

/** The training schedule's own sigmas at these timesteps. */
export function trainedSigmas(timesteps: readonly number[], trainSigmas: Float32Array): Laid {
  return { timesteps, sigmas: timesteps.map((t) => interpolate(t, trainSigmas)) }
}

export function addNoiseOfLevel(
  plan: LogSnrPlan,
  i: number,
  sample: Float32Array,
  noise: Float32Array,
): Float32Array {
  const level = plan.levels[plan.from + i]!
  return combine([level.signal, sample], [level.noise, noise])
}

/** The signal share by which a prediction is to be converted: diffusers takes flow_prediction's noise share as it is. */
export function sharesFor(prediction: PredictionType, level: Level): Shares {
  return prediction === 'flow_prediction' ? { signal: level.signal, noise: level.sigma } : level
}

/**
 * Some options leave no finite numbers at some step, in diffusers too: said here instead of painting them.
 * `factors`: what the step at this index multiplies by.
 */
export function requireFinite(factors: readonly number[], index: number, steps: number): void {
  if (factors.every(Number.isFinite)) return
  throw wrong(
    'final_sigmas_type',
    `and the other options leave no finite numbers at step ${index + 1} of ${steps}`,
  )
}
