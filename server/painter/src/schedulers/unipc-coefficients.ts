import { f32 } from './arithmetic.ts'
import type { Level } from './log-snr.ts'

export type BhType = 'bh1' | 'bh2'

/** Factors of one update: of the sample it starts from, of the newest output, and of the weighted differences. */
export type BhCoefficients = {
  sample: number
  newest: number
  differences: number
  /** How far each earlier output lies back, in steps of this update: divides its difference from the newest. */
  ratios: readonly number[]
  /** Weights of the differences; a corrector's last one is that of the output at the step's end. */
  weights: readonly number[]
}

export type BhStep = {
  /** Where the update ends, begins, and the levels of the outputs before, as many as the order less one. */
  to: Level
  from: Level
  before: readonly Level[]
  type: BhType
  predictsPicture: boolean
  corrects: boolean
}

/** Source: Zhao et al. 2023, "UniPC", formulas 5 to 9 and appendix. Rounded to float32 at every operation, as torch does. */
export function bhCoefficients({
  to,
  from,
  before,
  type,
  predictsPicture,
  corrects,
}: BhStep): BhCoefficients {
  const h = f32(to.lambda - from.lambda)
  const hh = predictsPicture ? -h : h
  const phi = f32(Math.expm1(hh))
  const scale = predictsPicture ? to.signal : to.noise
  const ratios = before.map((level) => f32(f32(level.lambda - from.lambda) / h))
  const factor = type === 'bh1' ? hh : phi
  return {
    sample: predictsPicture ? f32(to.noise / from.noise) : f32(to.signal / from.signal),
    newest: -f32(scale * phi),
    differences: -f32(scale * factor),
    ratios,
    weights: weightsOf({ ratios, hh, phi, factor, corrects }),
  }
}

type Weighing = { ratios: readonly number[]; hh: number; phi: number; factor: number; corrects: boolean }

/** The predictor leaves out the unknown output at the step's end. With one unknown the authors take a half. */
function weightsOf({ ratios, hh, phi, factor, corrects }: Weighing): number[] {
  const order = ratios.length + 1
  const unknowns = corrects ? order : order - 1
  if (unknowns === 0) return []
  if (unknowns === 1) return [0.5]
  const targets: number[] = []
  let term = f32(f32(phi / hh) - 1)
  let factorial = 1
  for (let k = 1; k <= unknowns; k += 1) {
    targets.push(f32(f32(term * factorial) / factor))
    factorial *= k + 1
    term = f32(f32(term / hh) - f32(1 / factorial))
  }
  const nodes = [...ratios, 1].slice(0, unknowns)
  const rows = targets.map((target, power) => [...nodes.map((node) => f32(node ** power)), target])
  return solve(rows)
}

/** Gaussian elimination with partial pivoting in float32. rows: [n][n + 1], the right-hand side last; changed. */
function solve(rows: number[][]): number[] {
  const size = rows.length
  for (let column = 0; column < size; column += 1) {
    let pivot = column
    for (let r = column + 1; r < size; r += 1) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r
    }
    const top = rows[pivot]!
    rows[pivot] = rows[column]!
    rows[column] = top
    for (const row of rows.slice(column + 1)) {
      const factor = f32(row[column]! / top[column]!)
      for (let k = column; k <= size; k += 1) row[k] = f32(row[k]! - f32(factor * top[k]!))
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let r = size - 1; r >= 0; r -= 1) {
    let rest = rows[r]![size]!
    for (let k = r + 1; k < size; k += 1) rest = f32(rest - f32(rows[r]![k]! * solution[k]!))
    solution[r] = f32(rest / rows[r]![r]!)
  }
  return solution
}
