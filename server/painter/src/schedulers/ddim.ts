import { readAlphasCumprod } from './noise-schedule.ts'
import { roundHalfEven } from './numpy.ts'
import { type OptionReader, PREDICTION_TYPES, type PredictionType, SPACINGS, wrong } from './options.ts'
import type { Scheduler, SchedulerStep } from './scheduler.ts'
import { spaceTimesteps } from './spacing.ts'
import { type Bound, readBound } from './threshold.ts'

const f32 = Math.fround

/** Square roots of the signal and noise shares at one timestep, and at the one after it. */
type Shares = { signal: number; noise: number; nextSignal: number; nextNoise: number }

/**
 * DDIM without added noise (eta 0). Source: Song et al. 2020, "Denoising Diffusion Implicit Models", formulas 12 and 16.
 * As in diffusers, a clipped prediction does not change the direction that the step takes.
 */
export function createDdim(options: OptionReader): Scheduler {
  const alphas = readAlphasCumprod(options)
  const trainTimesteps = alphas.length
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  const spacing = options.choice('timestep_spacing', SPACINGS, 'leading')
  const stepsOffset = options.integer('steps_offset', 0)
  const finalAlpha = options.flag('set_alpha_to_one', true) ? 1 : alphas[0]!
  const bound = readBound(options)
  let timesteps: Float32Array = new Float32Array(0)
  let stride = 1

  function sharesAt(i: number): Shares {
    const t = timesteps[i]!
    const alpha = alphas[t]!
    const nextAlpha = t - stride >= 0 ? alphas[t - stride]! : finalAlpha
    return {
      signal: f32(Math.sqrt(alpha)),
      noise: f32(Math.sqrt(f32(1 - alpha))),
      nextSignal: f32(Math.sqrt(nextAlpha)),
      nextNoise: f32(Math.sqrt(f32(1 - nextAlpha))),
    }
  }

  return {
    name: 'ddim',
    order: 1,
    initNoiseSigma: 1,
    get timesteps() {
      return timesteps
    },
    setTimesteps(steps) {
      if (steps > trainTimesteps)
        throw wrong('num_train_timesteps', `is ${trainTimesteps}: ${steps} steps do not fit`)
      stride = Math.floor(trainTimesteps / steps)
      const spaced = spaceTimesteps(steps, { spacing, trainTimesteps, stepsOffset })
      timesteps = Float32Array.from(spaced, roundHalfEven)
      if (timesteps[0]! >= trainTimesteps)
        throw wrong('steps_offset', `is ${stepsOffset}: it leaves the schedule`)
    },
    scaleModelInput: (sample) => sample,
    step: (modelOutput, i, sample) =>
      takeStep(modelOutput, sample, { shares: sharesAt(i), prediction, bound }),
    addNoise(sample, noise, i) {
      const shares = sharesAt(i)
      return sample.map((value, n) => f32(shares.signal * value) + f32(shares.noise * noise[n]!))
    },
    state: () => ({ history: [] }),
    restore() {},
  }
}

type StepRule = { shares: Shares; prediction: PredictionType; bound: Bound }

function takeStep(modelOutput: Float32Array, sample: Float32Array, rule: StepRule): SchedulerStep {
  const { shares, prediction, bound } = rule
  const predOriginalSample = new Float32Array(sample.length)
  const predNoise = new Float32Array(sample.length)
  for (let n = 0; n < sample.length; n += 1) {
    const x = sample[n]!
    const out = modelOutput[n]!
    if (prediction === 'epsilon') {
      predOriginalSample[n] = f32(x - f32(shares.noise * out)) / shares.signal
      predNoise[n] = out
    } else if (prediction === 'sample') {
      predOriginalSample[n] = out
      predNoise[n] = f32(x - f32(shares.signal * out)) / shares.noise
    } else {
      predOriginalSample[n] = f32(shares.signal * x) - f32(shares.noise * out)
      predNoise[n] = f32(shares.signal * out) + f32(shares.noise * x)
    }
  }
  bound(predOriginalSample)
  const prevSample = predOriginalSample.map(
    (x0, n) => f32(shares.nextSignal * x0) + f32(shares.nextNoise * predNoise[n]!),
  )
  return { prevSample, predOriginalSample }
}
