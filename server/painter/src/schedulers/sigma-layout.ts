import { f32 } from './arithmetic.ts'
import { betaQuantile } from './beta-quantile.ts'
import { linspace } from './numpy.ts'
import type { OptionReader } from './options.ts'

const FLAGS = ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas'] as const

/** How the sigmas between the ends are laid out. 'training': as the training schedule has them. */
export type Layout = 'training' | 'karras' | 'exponential' | 'beta'

/** The ends are those of the schedule where undefined. */
export type LayoutOptions = { layout: Layout; sigmaMin: number | undefined; sigmaMax: number | undefined }

export const TRAINING_LAYOUT: LayoutOptions = { layout: 'training', sigmaMin: undefined, sigmaMax: undefined }

/** diffusers heeds `sigma_min` and `sigma_max` in every class once they are in the config, the class's own or not. */
export function readLayout(options: OptionReader): LayoutOptions {
  const layouts = {
    use_karras_sigmas: 'karras',
    use_exponential_sigmas: 'exponential',
    use_beta_sigmas: 'beta',
  } as const
  const flag = options.oneOf(FLAGS)
  const layout = flag === undefined ? 'training' : layouts[flag]
  return {
    layout,
    sigmaMin: options.optionalNumber('sigma_min'),
    sigmaMax: options.optionalNumber('sigma_max'),
  }
}

/** [steps] sigmas, falling from `highest` to `lowest` unless the options say otherwise. */
export function layOut(steps: number, highest: number, lowest: number, options: LayoutOptions): number[] {
  const minimum = options.sigmaMin ?? lowest
  const maximum = options.sigmaMax ?? highest
  switch (options.layout) {
    case 'exponential':
      return linspace(Math.log(maximum), Math.log(minimum), steps).map(Math.exp)
    // Lee et al. 2024, "Beta Sampling is All You Need": steps crowd at both ends.
    case 'beta':
      return linspace(0, 1, steps).map((t) => minimum + betaQuantile(1 - t) * (maximum - minimum))
    // Karras et al. 2022, formula 5.
    default: {
      const rho = 7
      const low = minimum ** (1 / rho)
      const high = maximum ** (1 / rho)
      return linspace(0, 1, steps).map((ramp) => (high + ramp * (low - high)) ** rho)
    }
  }
}

/** The fractional training timestep that has this sigma. logSigmas: rising, float32. */
export function timestepOf(sigma: number, logSigmas: Float32Array): number {
  const log = Math.log(Math.max(sigma, 1e-10))
  const notAbove = logSigmas.findLastIndex((value) => value <= log)
  const below = Math.min(Math.max(notAbove, 0), logSigmas.length - 2)
  const low = logSigmas[below]!
  const share = Math.min(Math.max((low - log) / f32(low - logSigmas[below + 1]!), 0), 1)
  return (1 - share) * below + share * (below + 1)
}
