import { combine, f32, sqrt32 } from './arithmetic.ts'
import { type OptionReader, PREDICTION_TYPES } from './options.ts'
import { noiseOf, originalOf, sharesOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { clips, readClip, readThreshold } from './threshold.ts'
import { readTrainingTimesteps, requireSignal } from './training-timesteps.ts'
import { type Plan, singleCalls, walkScheduler } from './walk-scheduler.ts'

/** `stride`: training timesteps from one step to the next. */
type DdimPlan = Plan & { stride: number }

/**
 * DDIM without added noise (eta 0). Source: Song et al. 2020, "Denoising Diffusion Implicit Models", formulas 12 and 16.
 * As in diffusers, a clipped prediction does not change the direction that the step takes.
 */
export function createDdim(options: OptionReader): Scheduler {
  const { alphas, spaced, addNoise } = readTrainingTimesteps(options)
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  const finalAlpha = options.flag('set_alpha_to_one', true) ? 1 : alphas[0]!
  const bound = readThreshold(options, readClip(options, true))
  const bounded = clips(options, true)

  return walkScheduler<DdimPlan>({
    name: 'ddim',
    order: 1,
    plan(steps, { from = 0 }) {
      const timesteps = spaced(steps).slice(from)
      requireSignal(alphas[timesteps[0]!]!, prediction, bounded)
      const stride = Math.floor(alphas.length / steps)
      return { timesteps, solverSteps: singleCalls(timesteps.length), initNoiseSigma: 1, stride }
    },
    step({ plan, i, modelOutput, sample }) {
      const t = plan.timesteps[i]!
      const shares = sharesOf(alphas[t]!)
      const nextAlpha = t - plan.stride >= 0 ? alphas[t - plan.stride]! : finalAlpha
      const predOriginalSample = bound(originalOf(prediction, modelOutput, sample, shares))
      const direction = noiseOf(prediction, modelOutput, sample, shares)
      const prevSample = combine(
        [sqrt32(nextAlpha), predOriginalSample],
        [sqrt32(f32(1 - nextAlpha)), direction],
      )
      return { prevSample, predOriginalSample }
    },
    addNoise,
  })
}
