import { combine, f32, sqrt32 } from './arithmetic.ts'
import { type OptionReader, PREDICTION_TYPES, wrong } from './options.ts'
import { originalOf, sharesOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { requireRoom } from './spacing.ts'
import { clips, readClip, readThreshold } from './threshold.ts'
import { readTrainingTimesteps, requireSignal } from './training-timesteps.ts'
import { singleCalls, walkScheduler } from './walk-scheduler.ts'

/** The data's standard deviation that the distillation assumes; a constant in diffusers too. */
const SIGMA_DATA = 0.5

/**
 * Multistep sampling of a latent consistency model: predict the picture, noise it again a little less.
 * Source: Luo et al. 2023, "Latent Consistency Models", algorithm 3 and formula 9.
 */
export function createLcm(options: OptionReader): Scheduler {
  const { alphas, addNoise } = readTrainingTimesteps(options, {
    start: 0.00085,
    end: 0.012,
    schedule: 'scaled_linear',
  })
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  const originalSteps = options.integer('original_inference_steps', 50, 1)
  const scaling = f32(options.number('timestep_scaling', 10))
  const bound = readThreshold(options, readClip(options, false))
  const bounded = clips(options, false)
  if (originalSteps > alphas.length)
    throw wrong(
      'original_inference_steps',
      `is ${originalSteps}, more than num_train_timesteps ${alphas.length}`,
    )

  /** Every so-manieth of the timesteps that the model was distilled on. */
  function spaced(steps: number): Float32Array {
    requireRoom(steps, alphas.length)
    if (steps > originalSteps)
      throw wrong('original_inference_steps', `is ${originalSteps}: ${steps} steps do not fit`)
    const stride = Math.floor(alphas.length / originalSteps)
    return Float32Array.from({ length: steps }, (_, i) => {
      const skipped = Math.floor(i * (originalSteps / steps))
      return (originalSteps - skipped) * stride - 1
    })
  }

  return walkScheduler({
    name: 'lcm',
    order: 1,
    plan(steps, { from = 0 }) {
      const timesteps = spaced(steps).slice(from)
      requireSignal(alphas[timesteps[0]!]!, prediction, bounded)
      return { timesteps, solverSteps: singleCalls(timesteps.length), initNoiseSigma: 1 }
    },
    addsNoise: (plan, i) => i < plan.timesteps.length - 1,
    step({ plan, i, modelOutput, sample, noise }) {
      const t = plan.timesteps[i]!
      const original = bound(originalOf(prediction, modelOutput, sample, sharesOf(alphas[t]!)))
      const { skip, out } = boundaryScalings(f32(t * scaling))
      const predOriginalSample = combine([out, original], [skip, sample])
      if (!noise) return { prevSample: predOriginalSample.slice(), predOriginalSample }
      const next = sharesOf(alphas[plan.timesteps[i + 1]!]!)
      return {
        prevSample: combine([next.signal, predOriginalSample], [next.noise, noise]),
        predOriginalSample,
      }
    },
    addNoise,
  })
}

/** Shares of prediction and sample that make the consistency function the identity at time 0. */
function boundaryScalings(time: number): { skip: number; out: number } {
  const sum = f32(f32(time ** 2) + SIGMA_DATA ** 2)
  return { skip: f32(SIGMA_DATA ** 2 / sum), out: f32(time / sqrt32(sum)) }
}
