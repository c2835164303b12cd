import type { LearnedWeights } from '../../server/src/domain/chat/attack-model.ts'
import { lineFeatures } from '../../server/src/domain/chat/line-features.ts'
import { createRandom } from './random.ts'

/** Learns to tell attacks: a linear support vector machine on pieces of lines, each weighed by how one-sided it is (NB-SVM). */

/** `pieces`: distinct hashes of `lineFeatures`. */
export type Example = { pieces: Int32Array; attack: boolean }
export type Learned = Omit<LearnedWeights, 'refuseAbove' | 'sparedBelow'>

export const exampleOf = (plain: string, attack: boolean): Example => {
  const { pieces, count } = lineFeatures(plain)
  return {
    pieces: Int32Array.from(new Set(pieces.subarray(0, count).filter((piece) => piece !== 0))),
    attack,
  }
}

/** Pieces of fewer lines say nothing of others. */
const FEWEST_LINES = 2
/** How much a line on the wrong side costs, against large weights. */
const COST = 1
const PASSES = 30
/** The bias is learned as a piece that every line has, this long. */
const BIAS_LENGTH = 0.3
/** Pieces kept, by how much they pull: five bytes each and one. */
const MOST_KEPT = 130_000

type Piece = { at: number; side: number }

/** Distinct pieces in the order they were met, with |log| of how much likelier they are in attacks than elsewhere. */
const sidesOf = (examples: readonly Example[]): Map<number, Piece> => {
  const counts = new Map<number, [innocent: number, attack: number]>()
  for (const { pieces, attack } of examples)
    for (const piece of pieces) {
      const count = counts.get(piece)
      if (count === undefined) counts.set(piece, attack ? [0, 1] : [1, 0])
      else count[attack ? 1 : 0] += 1
    }
  const kept = [...counts].filter(([, [innocent, attack]]) => innocent + attack >= FEWEST_LINES)
  const total = [0, 0]
  for (const [, count] of kept) for (const side of [0, 1] as const) total[side]! += 1 + count[side]
  const offset = Math.log(total[1]! / total[0]!)
  return new Map(
    kept.map(([piece, [innocent, attack]], at) => [
      piece,
      { at, side: Math.abs(Math.log((1 + attack) / (1 + innocent)) - offset) },
    ]),
  )
}

type Row = { at: Int32Array; values: Float32Array }

/** A line as a vector of length 1. */
const rowOf = ({ pieces }: Example, known: ReadonlyMap<number, Piece>): Row => {
  const found = [...pieces].map((piece) => known.get(piece)).filter((piece) => piece !== undefined)
  const length = Math.hypot(...found.map(({ side }) => side)) || 1
  return {
    at: Int32Array.from(found, ({ at }) => at),
    values: Float32Array.from(found, ({ side }) => side / length),
  }
}

/** A shuffled order. */
const orderOf = (count: number, seed: number): Int32Array => {
  const next = createRandom(seed)
  const order = Int32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    const kept = order[at]!
    order[at] = order[other]!
    order[other] = kept
  }
  return order
}

/** Dual coordinate descent for squared hinge loss (Hsieh et al. 2008); the last weight is the bias's. */
const descend = (rows: readonly Row[], examples: readonly Example[], size: number): Float64Array => {
  const weights = new Float64Array(size + 1)
  const pressed = new Float64Array(rows.length)
  const slack = 1 / (2 * COST)
  const curvature = 1 + BIAS_LENGTH * BIAS_LENGTH + slack
  for (let pass = 0; pass < PASSES; pass++)
    for (const line of orderOf(rows.length, pass)) {
      const { at, values } = rows[line]!
      const wanted = examples[line]!.attack ? 1 : -1
      let score = weights[size]! * BIAS_LENGTH
      for (let n = 0; n < at.length; n++) score += weights[at[n]!]! * values[n]!
      const before = pressed[line]!
      const now = Math.max(0, before - (wanted * score - 1 + before * slack) / curvature)
      const step = (now - before) * wanted
      if (step === 0) continue
      pressed[line] = now
      for (let n = 0; n < at.length; n++) weights[at[n]!]! += step * values[n]!
      weights[size]! += step * BIAS_LENGTH
    }
  return weights
}

/** What fits into a byte; few pieces reach beyond it. */
const unitFor = (values: readonly number[], most: number): number => {
  const sorted = values.map(Math.abs).sort((one, other) => one - other)
  return (sorted[Math.floor(sorted.length * 0.9995)] ?? 1) / most || 1
}

/** The same examples in the same order give the same bytes. */
export const learn = (examples: readonly Example[]): Learned => {
  const known = sidesOf(examples)
  const rows = examples.map((example) => rowOf(example, known))
  const weights = descend(rows, examples, known.size)
  const pulled = [...known]
    .map(([key, { at, side }]) => ({ key, side, pull: weights[at]! * side }))
    .sort((one, other) => Math.abs(other.pull) - Math.abs(one.pull) || one.key - other.key)
    .slice(0, MOST_KEPT)
    .sort((one, other) => one.key - other.key)
  const pullUnit = unitFor(
    pulled.map(({ pull }) => pull),
    127,
  )
  const sideUnit = unitFor(
    pulled.map(({ side }) => side),
    255,
  )
  const whole = (value: number, unit: number, most: number): number =>
    Math.max(-most, Math.min(most, Math.round(value / unit)))
  return {
    keys: Int32Array.from(pulled, ({ key }) => key),
    pulls: Int8Array.from(pulled, ({ pull }) => whole(pull, pullUnit, 127)),
    sides: Uint8Array.from(pulled, ({ side }) => whole(side, sideUnit, 255)),
    pullUnit,
    sideUnit,
    bias: weights[known.size]! * BIAS_LENGTH,
  }
}
