import { planSigmas, readSigmaOptions } from './euler-sigmas.ts'
import { readAlphasCumprod } from './noise-schedule.ts'
import { type OptionReader, PREDICTION_TYPES, type PredictionType, wrong } from './options.ts'
import type { Scheduler, SchedulerStep } from './scheduler.ts'

const f32 = Math.fround

/**
 * Euler's method on the probability-flow ODE, without churn. Samples carry noise of standard deviation sigma on top of
 * the whole picture, so the model's input must be scaled. Source: Karras et al. 2022, algorithm 2 with S_churn = 0.
 */
export function createEuler(options: OptionReader): Scheduler {
  const alphas = readAlphasCumprod(options)
  // Nearly nothing instead of nothing, so that the first sigma of a zero-SNR schedule is finite (as diffusers).
  if (options.flag('rescale_betas_zero_snr', false)) alphas[alphas.length - 1] = 2 ** -24
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  const sigmaOptions = readSigmaOptions(options, prediction)
  const trainSigmas = alphas.map((alpha) => Math.sqrt(f32(f32(1 - alpha) / alpha)))
  let timesteps: Float32Array = new Float32Array(0)
  let sigmas: Float32Array = new Float32Array(0)

  return {
    name: 'euler',
    order: 1,
    get timesteps() {
      return timesteps
    },
    get initNoiseSigma() {
      const largest = sigmas.reduce((a, b) => Math.max(a, b), 0)
      return sigmaOptions.spacing === 'leading' ? f32(Math.sqrt(f32(f32(largest ** 2) + 1))) : largest
    },
    setTimesteps(steps) {
      if (steps > alphas.length)
        throw wrong('num_train_timesteps', `is ${alphas.length}: ${steps} steps do not fit`)
      ;({ timesteps, sigmas } = planSigmas(steps, trainSigmas, sigmaOptions))
    },
    scaleModelInput(sample, i) {
      const scale = f32(Math.sqrt(variance(sigmas[i]!)))
      return sample.map((value) => value / scale)
    },
    step: (modelOutput, i, sample) =>
      takeStep(modelOutput, sample, { sigma: sigmas[i]!, next: sigmas[i + 1]!, prediction }),
    addNoise: (sample, noise, i) => sample.map((value, n) => value + f32(noise[n]! * sigmas[i]!)),
    state: () => ({ history: [] }),
    restore() {},
  }
}

type StepRule = { sigma: number; next: number; prediction: PredictionType }

function takeStep(modelOutput: Float32Array, sample: Float32Array, rule: StepRule): SchedulerStep {
  const { sigma, next } = rule
  const predOriginalSample = predictOriginal(modelOutput, sample, rule)
  const width = f32(next - sigma)
  const prevSample = sample.map((x, n) => {
    const derivative = f32(f32(x - predOriginalSample[n]!) / sigma)
    return x + f32(derivative * width)
  })
  return { prevSample, predOriginalSample }
}

function predictOriginal(modelOutput: Float32Array, sample: Float32Array, rule: StepRule): Float32Array {
  const { sigma, prediction } = rule
  if (prediction === 'sample') return modelOutput.slice()
  if (prediction === 'epsilon') return sample.map((x, n) => x - f32(sigma * modelOutput[n]!))
  const total = variance(sigma)
  const outShare = f32(-sigma / f32(Math.sqrt(total)))
  return sample.map((x, n) => f32(modelOutput[n]! * outShare) + f32(x / total))
}

/** sigma^2 + 1: the variance of a sample whose picture has variance 1. */
function variance(sigma: number): number {
  return f32(f32(sigma ** 2) + 1)
}
