import { arangeDown, linspace, roundHalfEven } from './numpy.ts'
import { type OptionReader, SPACINGS, type Spacing, wrong } from './options.ts'

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
      return trailing(steps, trainTimesteps)
  }
}

export function readSpacing(
  options: OptionReader,
  trainTimesteps: number,
  fallback: Spacing,
): SpacingOptions {
  return {
    spacing: options.choice('timestep_spacing', SPACINGS, fallback),
    trainTimesteps,
    stepsOffset: options.integer('steps_offset', 0),
  }
}

/** The same, rounded to whole training timesteps. Throws a ModelError where they leave the schedule. */
export function wholeTimesteps(steps: number, options: SpacingOptions): Float32Array {
  requireRoom(steps, options.trainTimesteps)
  const timesteps = Float32Array.from(spaceTimesteps(steps, options), roundHalfEven)
  if (timesteps[0]! >= options.trainTimesteps)
    throw wrong('steps_offset', `is ${options.stepsOffset}: it leaves the schedule`)
  return timesteps
}

export function requireRoom(steps: number, trainTimesteps: number): void {
  if (steps > trainTimesteps)
    throw wrong('num_train_timesteps', `is ${trainTimesteps}: ${steps} steps do not fit`)
}

/**
 * The same for DPM-Solver and UniPC, which count one step more, to timestep 0, and leave that out: all whole.
 * `last`: how many timesteps of the schedule are used (fewer where `lambda_min_clipped` cuts off the noisiest).
 */
export function spaceMultistep(
  steps: number,
  last: number,
  { spacing, stepsOffset, trainTimesteps }: SpacingOptions,
): number[] {
  // One more than it walks must fit, or steps would stand still.
  if (spacing !== 'trailing' && steps >= last)
    throw wrong('num_train_timesteps', `is ${trainTimesteps}: ${steps} steps do not fit`)
  switch (spacing) {
    case 'linspace':
      return linspace(0, last - 1, steps + 1)
        .slice(1)
        .reverse()
        .map(roundHalfEven)
    case 'leading': {
      const ratio = Math.floor(last / (steps + 1))
      return Array.from({ length: steps }, (_, i) => (steps - i) * ratio + stepsOffset)
    }
    case 'trailing':
      // Where the schedule is cut off, diffusers keeps the stride of the whole one and so walks fewer steps than asked;
      // a walk from a late step would then have none at all. Here it is as many as asked, whatever the schedule.
      return trailing(steps, last)
  }
}

/**
 * Rounding makes the range one too long for 62 step counts below 1000 (61, 103, ...). diffusers then walks on to timestep
 * -1, which wraps round to the noisiest one: one of two places where we do not follow it.
 */
function trailing(steps: number, last: number): number[] {
  return arangeDown(last, 0, -last / steps)
    .slice(0, steps)
    .map((t) => roundHalfEven(t) - 1)
}
