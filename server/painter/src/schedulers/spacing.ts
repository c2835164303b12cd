import { arangeDown, linspace, roundHalfEven } from './numpy.ts'
import type { Spacing } from './options.ts'

export type SpacingOptions = { spacing: Spacing; trainTimesteps: number; stepsOffset: number }

/**
 * Training timesteps to visit, falling; before rounding for 'linspace', whole for the others.
 * Source: table 2 of Lin et al. 2023, "Common Diffusion Noise Schedules and Sample Steps are Flawed".
 */
export function spaceTimesteps(steps: number, options: SpacingOptions): number[] {
  const { spacing, trainTimesteps, stepsOffset } = options
  switch (spacing) {
    case 'linspace':
      return linspace(0, trainTimesteps - 1, steps).reverse()
    case 'leading': {
      const ratio = Math.floor(trainTimesteps / steps)
      return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * ratio + stepsOffset)
    }
    case 'trailing':
      // Rounding makes the range one too long for 62 step counts below 1000 (61, 103, ...). diffusers then walks on to
      // timestep -1, which wraps round to the noisiest one: the one place where we do not follow it.
      return arangeDown(trainTimesteps, 0, -trainTimesteps / steps)
        .slice(0, steps)
        .map((t) => roundHalfEven(t) - 1)
  }
}
