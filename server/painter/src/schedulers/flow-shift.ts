import { wrong } from './options.ts'

/** Spend more of the walk at high noise: sigma' = s sigma / (1 + (s - 1) sigma). Source: Esser et al. 2024, section 5.3.2. */
export function shiftFlow(sigmas: readonly number[], shift: number): number[] {
  return sigmas.map((sigma) => (shift * sigma) / (1 + (shift - 1) * sigma))
}

export type TimeShiftType = 'exponential' | 'linear'

/** The same with a shift that the picture's size decides, as `mu`. */
export function shiftByMu(sigmas: readonly number[], mu: number, type: TimeShiftType): number[] {
  const weight = type === 'exponential' ? Math.exp(mu) : mu
  return sigmas.map((sigma) => weight / (weight + (1 / sigma - 1)))
}

/** Stretch so that the last sigma is `terminal`. */
export function stretchTo(sigmas: readonly number[], terminal: number): number[] {
  const scale = (1 - sigmas.at(-1)!) / (1 - terminal)
  return sigmas.map((sigma) => 1 - (1 - sigma) / scale)
}

export function requireMu(mu: number | undefined): number {
  if (mu === undefined || !Number.isFinite(mu))
    throw wrong('use_dynamic_shifting', 'is true: setTimesteps needs the shift as `mu`')
  return mu
}
