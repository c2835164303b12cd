import { combine, f32, log32 } from './arithmetic.ts'
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
import { singleCalls, walkScheduler } from './walk-scheduler.ts'

/** Euler's method on the probability-flow ODE, without churn. Source: Karras et al. 2022, algorithm 2 with S_churn = 0. */
export function createEuler(options: OptionReader): Scheduler {
  const alphas = readAlphasCumprod(options, { zeroSnr: 'nearly nothing' })
  const sigmaOptions: SigmaOptions = {
    alphas,
    spacing: readSpacing(options, alphas.length, 'linspace'),
    interpolation: options.choice('interpolation_type', ['linear', 'log_linear'] as const, 'linear'),
    finalSigma: options.choice('final_sigmas_type', ['zero', 'sigma_min'] as const, 'zero'),
    ...readLayout(options),
  }
  // diffusers' older name for 'sample'.
  const stated = options.choice(
    'prediction_type',
    [...PREDICTION_TYPES, 'original_sample'] as const,
    'epsilon',
  )
  const prediction = stated === 'original_sample' ? 'sample' : stated
  const timestepType = options.choice('timestep_type', ['discrete', 'continuous'] as const, 'discrete')
  const continuous = timestepType === 'continuous' && prediction === 'v_prediction'

  return walkScheduler<SigmaPlan>({
    name: 'euler',
    order: 1,
    plan(steps, { from = 0 }) {
      const planned = planSigmas(steps, from, sigmaOptions)
      // A continuous model is told ln(sigma)/4 instead of a timestep.
      const timesteps = continuous
        ? planned.sigmas.slice(0, -1).map((sigma) => 0.25 * log32(sigma))
        : planned.timesteps
      return { ...planned, timesteps, solverSteps: singleCalls(timesteps.length) }
    },
    scaleModelInput: scaleBySigma,
    step({ plan, i, modelOutput, sample }) {
      const sigma = plan.sigmas[i]!
      const predOriginalSample = originalAtSigma({ prediction, modelOutput, sample, sigma })
      const derivative = derivativeOf(sample, predOriginalSample, sigma)
      const prevSample = combine([1, sample], [f32(plan.sigmas[i + 1]! - sigma), derivative])
      return { prevSample, predOriginalSample }
    },
    addNoise: addNoiseOfSigma,
  })
}
