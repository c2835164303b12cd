import { exp32, f32, sqrt32 } from './arithmetic.ts'
import type { Level } from './log-snr.ts'

export const ALGORITHMS = ['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++'] as const
export type Algorithm = (typeof ALGORITHMS)[number]
export type SolverType = 'midpoint' | 'heun'

/** Factors of one update: of the sample, of the newest output and its first two differences, and of fresh noise. */
export type Coefficients = { sample: number; outputs: number[]; noise: number }

/** `h`: how far lambda goes on. */
type Span = { from: Level; to: Level; h: number; solverType: SolverType }

/**
 * Sources: Lu et al. 2022, "DPM-Solver" (noise prediction) and "DPM-Solver++" (picture prediction, `++`), appendix of the
 * latter for the SDE ones. Rounded to float32 at every operation, as torch does.
 */
export function coefficientsOf(
  algorithm: Algorithm,
  solverType: SolverType,
  from: Level,
  to: Level,
): Coefficients {
  const span = { from, to, solverType, h: f32(to.lambda - from.lambda) }
  return FORMULAS[algorithm](span)
}

const FORMULAS: Record<Algorithm, (span: Span) => Coefficients> = {
  'dpmsolver++': ({ from, to, h, solverType }) => {
    const e = f32(exp32(-h) - 1)
    const newest = -f32(to.signal * e)
    const slope = solverType === 'midpoint' ? 0.5 * newest : f32(to.signal * f32(f32(e / h) + 1))
    const curve = -f32(to.signal * f32(f32(f32(e + h) / f32(h ** 2)) - 0.5))
    return { sample: f32(to.noise / from.noise), outputs: [newest, slope, curve], noise: 0 }
  },
  dpmsolver: ({ from, to, h, solverType }) => {
    const e = f32(exp32(h) - 1)
    const newest = -f32(to.noise * e)
    const slope = solverType === 'midpoint' ? 0.5 * newest : -f32(to.noise * f32(f32(e / h) - 1))
    const curve = -f32(to.noise * f32(f32(f32(e - h) / f32(h ** 2)) - 0.5))
    return { sample: f32(to.signal / from.signal), outputs: [newest, slope, curve], noise: 0 }
  },
  'sde-dpmsolver++': ({ from, to, h, solverType }) => {
    const e = f32(1 - exp32(-2 * h))
    const newest = f32(to.signal * e)
    const slope = solverType === 'midpoint' ? 0.5 * newest : f32(to.signal * f32(f32(e / (-2 * h)) + 1))
    const curve = f32(to.signal * f32(f32(f32(e - 2 * h) / f32((2 * h) ** 2)) - 0.5))
    const sample = f32(f32(to.noise / from.noise) * exp32(-h))
    return { sample, outputs: [newest, slope, curve], noise: f32(to.noise * sqrt32(e)) }
  },
  'sde-dpmsolver': ({ from, to, h, solverType }) => {
    const e = f32(exp32(h) - 1)
    const newest = -2 * f32(to.noise * e)
    const slope = solverType === 'midpoint' ? 0.5 * newest : -2 * f32(to.noise * f32(f32(e / h) - 1))
    const noise = f32(to.noise * sqrt32(f32(exp32(2 * h) - 1)))
    return { sample: f32(to.signal / from.signal), outputs: [newest, slope], noise }
  },
}

/** Factors of the first differences, and those that make a slope and a curve of two of them. */
export type Differences = { first: number; second: number; slope: number; curve: number }

/** levels: where the update ends, begins, and the two before; the last only for order 3. */
export function differencesOf(levels: readonly Level[]): Differences {
  const [to, from, before, earlier] = levels.map((level) => level.lambda)
  const h = f32(to! - from!)
  const r0 = f32(f32(from! - before!) / h)
  const first = f32(1 / r0)
  if (earlier === undefined) return { first, second: 0, slope: 0, curve: 0 }
  const r1 = f32(f32(before! - earlier) / h)
  const sum = f32(r0 + r1)
  return { first, second: f32(1 / r1), slope: f32(r0 / sum), curve: f32(1 / sum) }
}
