import { combine, divide, exp32, f32, log32, sqrt32, variance32 } from './arithmetic.ts'
import { sigmasOf } from './noise-schedule.ts'
import { interpolate, linspace32 } from './numpy.ts'
import type { PredictionType } from './options.ts'
import { type LayoutOptions, layOut, timestepOf } from './sigma-layout.ts'
import { requireRoom, type SpacingOptions, spaceTimesteps } from './spacing.ts'
import type { Plan } from './walk-scheduler.ts'

/**
 * What Euler, Euler ancestral and Heun share. Their samples carry noise of standard deviation sigma on top of the whole
 * picture (Karras et al. 2022), so the model's input must be scaled.
 */
export type SigmaOptions = LayoutOptions & {
  /** alphas_cumprod */
  alphas: Float32Array
  spacing: SpacingOptions
  interpolation?: 'linear' | 'log_linear'
  finalSigma?: 'zero' | 'sigma_min'
}

/** sigmas: [calls + 1], falling; Euler's log_linear schedule has one more, as in diffusers. */
export type SigmaPlan = Plan & { sigmas: Float32Array }
export type Sigmas = Pick<SigmaPlan, 'timesteps' | 'sigmas' | 'initNoiseSigma'>

/** One timestep a solver step, from step `from` on. */
export function planSigmas(steps: number, from: number, options: SigmaOptions): Sigmas {
  requireRoom(steps, options.alphas.length)
  const trainSigmas = sigmasOf(options.alphas)
  let timesteps = Float32Array.from(spaceTimesteps(steps, options.spacing))
  let inner = alongSchedule(timesteps, trainSigmas, options)
  if (options.layout !== 'training') {
    inner = layOut(steps, inner[0]!, inner.at(-1)!, options)
    const logSigmas = trainSigmas.map(Math.log)
    timesteps = Float32Array.from(inner, (sigma) => timestepOf(sigma, logSigmas))
  }
  const sigmas = Float32Array.of(...inner, options.finalSigma === 'sigma_min' ? trainSigmas[0]! : 0)
  const largest = sigmas.reduce((a, b) => Math.max(a, b), 0)
  const initNoiseSigma = options.spacing.spacing === 'leading' ? sqrt32(variance32(largest)) : largest
  return { timesteps: timesteps.slice(from), sigmas: sigmas.slice(from), initNoiseSigma }
}

function alongSchedule(timesteps: Float32Array, trainSigmas: Float32Array, options: SigmaOptions): number[] {
  if (options.interpolation !== 'log_linear') return Array.from(timesteps, (t) => interpolate(t, trainSigmas))
  const [highest, lowest] = [log32(trainSigmas.at(-1)!), log32(trainSigmas[0]!)]
  return Array.from(linspace32(highest, lowest, timesteps.length + 1), exp32)
}

export function scaleBySigma(plan: SigmaPlan, i: number, sample: Float32Array): Float32Array {
  return divide(sample, sqrt32(variance32(plan.sigmas[i]!)))
}

export function addNoiseOfSigma(
  plan: SigmaPlan,
  i: number,
  sample: Float32Array,
  noise: Float32Array,
): Float32Array {
  return combine([1, sample], [plan.sigmas[i]!, noise])
}

type SigmaPrediction = {
  prediction: PredictionType
  modelOutput: Float32Array
  sample: Float32Array
  sigma: number
}

/** The model's output at this sigma as a predicted picture (x0). */
export function originalAtSigma({ prediction, modelOutput, sample, sigma }: SigmaPrediction): Float32Array {
  if (prediction === 'sample') return modelOutput.slice()
  if (prediction === 'epsilon') return combine([1, sample], [-sigma, modelOutput])
  const total = variance32(sigma)
  return combine([f32(-sigma / sqrt32(total)), modelOutput], [1, divide(sample, total)])
}

/** d(sample) / d(sigma). */
export function derivativeOf(sample: Float32Array, original: Float32Array, sigma: number): Float32Array {
  return divide(combine([1, sample], [-1, original]), sigma)
}
