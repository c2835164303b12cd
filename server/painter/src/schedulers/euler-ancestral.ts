import { combine, f32, sqrt32 } from './arithmetic.ts'
import { readAlphasCumprod } from './noise-schedule.ts'
import type { OptionReader } from './options.ts'
import type { Scheduler } from './scheduler.ts'
import { TRAINING_LAYOUT } from './sigma-layout.ts'
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
import { singleCalls, walkScheduler } from './walk-scheduler.ts'

/**
 * Euler's method a little too far down, and fresh noise up again. Source: Katherine Crowson's k-diffusion,
 * `sample_euler_ancestral` with eta 1.
 */
export function createEulerAncestral(options: OptionReader): Scheduler {
  const alphas = readAlphasCumprod(options, { zeroSnr: 'nearly nothing' })
  const sigmaOptions: SigmaOptions = {
    alphas,
    spacing: readSpacing(options, alphas.length, 'linspace'),
    ...TRAINING_LAYOUT,
  }
  const prediction = options.choice('prediction_type', ['epsilon', 'v_prediction'] as const, 'epsilon')

  return walkScheduler<SigmaPlan>({
    name: 'euler-ancestral',
    order: 1,
    plan(steps, { from = 0 }) {
      const planned = planSigmas(steps, from, sigmaOptions)
      return { ...planned, solverSteps: singleCalls(planned.timesteps.length) }
    },
    scaleModelInput: scaleBySigma,
    addsNoise: (plan, i) => ancestral(plan, i).up > 0,
    step({ plan, i, modelOutput, sample, noise }) {
      const { sigma, up, down } = ancestral(plan, i)
      const predOriginalSample = originalAtSigma({ prediction, modelOutput, sample, sigma })
      const derivative = derivativeOf(sample, predOriginalSample, sigma)
      const lowered = combine([1, sample], [f32(down - sigma), derivative])
      return { prevSample: noise ? combine([1, lowered], [up, noise]) : lowered, predOriginalSample }
    },
    addNoise: addNoiseOfSigma,
  })
}

/** `down`: the sigma to step to; `up`: the deviation of the noise that leads back to the next one. */
function ancestral(plan: SigmaPlan, i: number): { sigma: number; up: number; down: number } {
  const sigma = plan.sigmas[i]!
  const [variance, next] = [f32(sigma ** 2), f32(plan.sigmas[i + 1]! ** 2)]
  const up = sqrt32(f32(f32(next * f32(variance - next)) / variance))
  // Next to a very large sigma rounding makes this less than nothing, which is where diffusers' numbers end.
  return { sigma, up, down: sqrt32(Math.max(f32(next - f32(up ** 2)), 0)) }
}
