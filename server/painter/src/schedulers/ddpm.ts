import { combine, exp32, f32, log32, sqrt32 } from './arithmetic.ts'
import { type OptionReader, PREDICTION_TYPES } from './options.ts'
import { originalOf, sharesOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { clips, readClip, readThreshold } from './threshold.ts'
import { readTrainingTimesteps, requireSignal } from './training-timesteps.ts'
import { type Plan, singleCalls, walkScheduler } from './walk-scheduler.ts'

/** The learned ones need a model with twice the channels; fixed_large_log is not a number in diffusers either. */
const VARIANCE_TYPES = ['fixed_small', 'fixed_small_log', 'fixed_large'] as const
type VarianceType = (typeof VARIANCE_TYPES)[number]

/** diffusers keeps every variance at 1e-20 at least, to take its logarithm. So little noise is none. */
const LEAST_VARIANCE = f32(1e-20)
const NO_NOISE = 1.001e-10

/** Where a step begins and ends: alphas_cumprod at both, and what lies between. */
type Stretch = { alpha: number; nextAlpha: number; stepAlpha: number; stepBeta: number }

/** Ancestral sampling. Source: Ho et al. 2020, "Denoising Diffusion Probabilistic Models", formulas 6, 7 and 15. */
export function createDdpm(options: OptionReader): Scheduler {
  const { alphas, spaced, addNoise } = readTrainingTimesteps(options, {
    moreSchedules: ['sigmoid', 'laplace'],
  })
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  // null is what configs of DPM-Solver have here; diffusers then takes the variance as it is.
  const varianceType =
    options.raw('variance_type') === null
      ? 'fixed_small'
      : options.choice('variance_type', VARIANCE_TYPES, 'fixed_small')
  const bound = readThreshold(options, readClip(options, true))
  const bounded = clips(options, true)

  /** The last step leads out of the schedule, to where nothing but the picture is left. */
  function stretchAt({ timesteps }: Plan, i: number): Stretch {
    const next = timesteps[i + 1]
    return stretchOf(alphas[timesteps[i]!]!, next === undefined ? 1 : alphas[next]!)
  }

  return walkScheduler({
    name: 'ddpm',
    order: 1,
    plan(steps, { from = 0 }) {
      const timesteps = spaced(steps).slice(from)
      requireSignal(alphas[timesteps[0]!]!, prediction, bounded)
      return { timesteps, solverSteps: singleCalls(timesteps.length), initNoiseSigma: 1 }
    },
    addsNoise: (plan, i) =>
      plan.timesteps[i]! > 0 && deviationOf(varianceType, stretchAt(plan, i)) > NO_NOISE,
    step({ plan, i, modelOutput, sample, noise }) {
      const stretch = stretchAt(plan, i)
      const { alpha, nextAlpha, stepAlpha, stepBeta } = stretch
      const predOriginalSample = bound(originalOf(prediction, modelOutput, sample, sharesOf(alpha)))
      const beta = f32(1 - alpha)
      const originalShare = f32(f32(sqrt32(nextAlpha) * stepBeta) / beta)
      const sampleShare = f32(f32(sqrt32(stepAlpha) * f32(1 - nextAlpha)) / beta)
      const mean = combine([originalShare, predOriginalSample], [sampleShare, sample])
      const prevSample = noise ? combine([1, mean], [deviationOf(varianceType, stretch), noise]) : mean
      return { prevSample, predOriginalSample }
    },
    addNoise,
  })
}

function stretchOf(alpha: number, nextAlpha: number): Stretch {
  const stepAlpha = f32(alpha / nextAlpha)
  return { alpha, nextAlpha, stepAlpha, stepBeta: f32(1 - stepAlpha) }
}

/** Standard deviation of the noise that a step adds. */
function deviationOf(type: VarianceType, { alpha, nextAlpha, stepBeta }: Stretch): number {
  if (type === 'fixed_large') return sqrt32(stepBeta)
  const variance = Math.max(f32(f32(f32(1 - nextAlpha) / f32(1 - alpha)) * stepBeta), LEAST_VARIANCE)
  return type === 'fixed_small' ? sqrt32(variance) : exp32(f32(0.5 * log32(variance)))
}
