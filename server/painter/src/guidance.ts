import { RequestError } from './errors.ts'
import { maskCells, requireMask } from './mask.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Conditioning, Mask, Prompting, WeightedPrompt } from './types.ts'

const f32 = Math.fround

/** More rows than this is a caller's mistake: each costs as much as a whole unguided step. */
export const MAX_ROWS = 32

/** A row of the UNet batch and its weight in a sum. */
type Share = { row: number; weight: number }

/** Guidance within one part of the picture. Shares of each group sum to 1; `away` is empty where it would change nothing. */
type Part = { away: readonly Share[]; towards: readonly Share[]; guidance: number }

/** One step's UNet batch and how its rows become one prediction. Each text is one row, however many parts ask for it. */
export type RowPlan = {
  texts: readonly string[]
  whole: Part
  regions: readonly (Part & { where: Mask })[]
}

/** Throws a RequestError naming the field. Equal texts are joined, prompts of weight 0 left out. */
export function planRows(conditioning: Conditioning): RowPlan {
  const texts: string[] = []
  const rowOf = (text: string) => {
    const found = texts.indexOf(text)
    return found === -1 ? texts.push(text) - 1 : found
  }
  const whole = planPart('conditioning', conditioning, rowOf)
  const regions = (conditioning.regions ?? []).map((region, i) => {
    const field = `conditioning.regions[${i}]`
    requireMask(`${field}.where`, region.where)
    const guidance = region.guidance ?? conditioning.guidance
    return { ...planPart(field, { ...region, guidance }, rowOf), where: region.where }
  })
  if (texts.length > MAX_ROWS) {
    throw new RequestError('conditioning', `has ${texts.length} texts, at most ${MAX_ROWS} are possible`)
  }
  return { texts, whole, regions }
}

function planPart(field: string, prompting: Prompting, rowOf: (text: string) => number): Part {
  const { guidance } = prompting
  if (!Number.isFinite(guidance))
    throw new RequestError(`${field}.guidance`, `must be a number, is ${guidance}`)
  const asked = toShares(`${field}.prompts`, prompting.prompts)
  const avoided = toShares(`${field}.negative`, prompting.negative ?? [])
  const unasked = [{ text: '', weight: 1 }]
  const towards = asked.length > 0 ? asked : unasked
  // With guidance 1 the formula of `guide` is the sum of the prompts alone; with nothing asked and nothing avoided both
  // groups are the same row.
  const oneGroup = guidance === 1 || (asked.length === 0 && avoided.length === 0)
  const away = oneGroup ? [] : avoided.length > 0 ? avoided : unasked
  const toRows = (prompts: readonly WeightedPrompt[]): Share[] =>
    prompts.map(({ text, weight }) => ({ row: rowOf(text), weight }))
  return { away: toRows(away), towards: toRows(towards), guidance }
}

function toShares(field: string, prompts: readonly WeightedPrompt[]): WeightedPrompt[] {
  const weights = new Map<string, number>()
  let total = 0
  for (const [i, { text, weight }] of prompts.entries()) {
    if (typeof text !== 'string') throw new RequestError(`${field}[${i}].text`, 'must be a string')
    if (!Number.isFinite(weight) || weight < 0) {
      throw new RequestError(`${field}[${i}].weight`, `must be a number of at least 0, is ${weight}`)
    }
    if (weight > 0) weights.set(text, (weights.get(text) ?? 0) + weight)
    total += weight
  }
  if (prompts.length > 0 && total === 0) throw new RequestError(field, 'have no weight above 0')
  return Array.from(weights, ([text, weight]) => ({ text, weight: weight / total }))
}

/** output: [rows,C,h,w] -> the guided prediction [C,h,w]. */
export function combineRows(output: Float32Array, plan: RowPlan, shape: LatentShape): Float32Array {
  const whole = guide(output, plan.whole, output.length / plan.texts.length)
  if (plan.regions.length === 0) return whole
  const parts = plan.regions.map((region) => ({
    prediction: guide(output, region, whole.length),
    cells: maskCells(region.where, shape),
  }))
  return blendParts(whole, parts)
}

/**
 * eps = eps_away + g * sum_i w_i (eps_i - eps_away), with eps_away the weighted sum of its own rows. Linear, so it holds
 * for v-prediction and sample prediction as well. Float32 throughout. Sources: Ho & Salimans 2022; Liu et al. 2022.
 */
function guide(output: Float32Array, { away, towards, guidance }: Part, size: number): Float32Array {
  if (away.length === 0) return weightedSum(output, towards, size)
  const base = weightedSum(output, away, size)
  const steer = new Float32Array(size)
  for (const { row, weight } of towards) {
    const [start, share] = [row * size, f32(weight)]
    for (let n = 0; n < size; n += 1) steer[n]! += f32(share * f32(output[start + n]! - base[n]!))
  }
  const scale = f32(guidance)
  for (let n = 0; n < size; n += 1) base[n]! += f32(scale * steer[n]!)
  return base
}

function weightedSum(output: Float32Array, shares: readonly Share[], size: number): Float32Array {
  const [first] = shares
  if (shares.length === 1) return output.slice(first!.row * size, (first!.row + 1) * size)
  const sum = new Float32Array(size)
  for (const { row, weight } of shares) {
    const [start, share] = [row * size, f32(weight)]
    for (let n = 0; n < size; n += 1) sum[n]! += f32(share * output[start + n]!)
  }
  return sum
}

type MaskedPrediction = { prediction: Float32Array; cells: Float32Array }

/**
 * sum_k m_k eps_k over the parts, the whole picture's own prediction filling what they leave of a cell; where they overlap
 * they share it (MultiDiffusion, Bar-Tal et al. 2023).
 */
function blendParts(whole: Float32Array, parts: readonly MaskedPrediction[]): Float32Array {
  const plane = parts[0]!.cells.length
  const covered = new Float32Array(plane)
  for (const { cells } of parts) for (let at = 0; at < plane; at += 1) covered[at]! += cells[at]!
  return whole.map((own, n) => {
    const at = n % plane
    const total = covered[at]!
    if (total === 0) return own
    let sum = own * Math.max(1 - total, 0)
    for (const { prediction, cells } of parts) sum += cells[at]! * prediction[n]!
    return sum / Math.max(total, 1)
  })
}
