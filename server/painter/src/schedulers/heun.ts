import { combine, divide, f32 } from './arithmetic.ts'
import { readAlphasCumprod } from './noise-schedule.ts'
import { type OptionReader, PREDICTION_TYPES } from './options.ts'
import type { Scheduler } from './scheduler.ts'
import { readLayout } from './sigma-layout.ts'
import {
  addNoiseOfSigma,
  derivativeOf,
  originalAtSigma,
  planSigmas,
  type SigmaOptions,
  type SigmaPlan,
  scaleBySigma,
} from './sigma-plan.ts'
import { readSpacing } from './spacing.ts'
import { readClip } from './threshold.ts'
import { walkScheduler } from './walk-scheduler.ts'

/**
 * Heun's method: every step but the last is taken again with the mean of the slopes at its two ends.
 * Source: Karras et al. 2022, algorithm 1.
 */
export function createHeun(options: OptionReader): Scheduler {
  const alphas = readAlphasCumprod(options, {
    start: 0.00085,
    end: 0.012,
    moreSchedules: ['exp'],
    zeroSnr: 'none',
  })
  const sigmaOptions: SigmaOptions = {
    alphas,
    spacing: readSpacing(options, alphas.length, 'linspace'),
    ...readLayout(options),
  }
  const prediction = options.choice('prediction_type', PREDICTION_TYPES, 'epsilon')
  const bound = readClip(options, false)

  return walkScheduler<SigmaPlan>({
    name: 'heun',
    order: 2,
    plan(steps, { from = 0 }) {
      const { timesteps, sigmas, initNoiseSigma } = planSigmas(steps, from, sigmaOptions)
      const calls = 2 * timesteps.length - 1
      return {
        // Odd calls are made at the end of the step that the call before began.
        timesteps: Float32Array.from({ length: calls }, (_, i) => timesteps[Math.ceil(i / 2)]!),
        sigmas: Float32Array.from({ length: calls + 1 }, (_, i) => sigmas[Math.ceil(i / 2)]!),
        solverSteps: Uint16Array.from({ length: calls }, (_, i) => Math.floor(i / 2)),
        initNoiseSigma,
      }
    },
    scaleModelInput: scaleBySigma,
    step({ plan, i, modelOutput, sample, history }) {
      const sigma = plan.sigmas[i]!
      const predOriginalSample = bound(originalAtSigma({ prediction, modelOutput, sample, sigma }))
      const derivative = derivativeOf(sample, predOriginalSample, sigma)
      if (i % 2 === 0) {
        const prevSample = combine([1, sample], [f32(plan.sigmas[i + 1]! - sigma), derivative])
        return { prevSample, predOriginalSample, history: [derivative, sample] }
      }
      const [slope, start] = history
      if (!slope || !start) throw new RangeError(`call ${i} goes on with a step that was not begun`)
      const mean = divide(combine([1, slope], [1, derivative]), 2)
      return { prevSample: combine([1, start], [f32(sigma - plan.sigmas[i - 1]!), mean]), predOriginalSample }
    },
    addNoise: addNoiseOfSigma,
  })
}
