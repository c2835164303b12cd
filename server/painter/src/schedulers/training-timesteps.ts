import { combine } from './arithmetic.ts'
import { type BetaDefaults, readAlphasCumprod } from './noise-schedule.ts'
import { type OptionReader, type PredictionType, wrong } from './options.ts'
import { sharesOf } from './prediction.ts'
import { readSpacing, wholeTimesteps } from './spacing.ts'
import type { Plan } from './walk-scheduler.ts'

export type TrainingTimesteps = {
  /** alphas_cumprod, [num_train_timesteps] */
  alphas: Float32Array
  /** [steps], falling: the training timesteps of a whole walk. */
  spaced(steps: number): Float32Array
  addNoise(plan: Plan, i: number, sample: Float32Array, noise: Float32Array): Float32Array
}

/** What the solvers that walk over whole training timesteps share: DDIM, DDPM, PNDM and LCM. */
export function readTrainingTimesteps(options: OptionReader, defaults: BetaDefaults = {}): TrainingTimesteps {
  const alphas = readAlphasCumprod(options, defaults)
  const spacing = readSpacing(options, alphas.length, 'leading')
  return {
    alphas,
    spaced: (steps) => wholeTimesteps(steps, spacing),
    addNoise(plan, i, sample, noise) {
      const shares = sharesOf(alphas[plan.timesteps[i]!]!)
      return combine([shares.signal, sample], [shares.noise, noise])
    },
  }
}

/** Noise predicted where a zero-SNR schedule leaves no picture says nothing about the picture. */
export function requireSignal(alpha: number, prediction: PredictionType, bounded: boolean): void {
  if (alpha === 0 && prediction === 'epsilon' && !bounded)
    throw wrong(
      'rescale_betas_zero_snr',
      'and prediction_type "epsilon" leave no finite numbers at the first step',
    )
}
