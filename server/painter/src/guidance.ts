import { RequestError } from './errors.ts'
import type { Conditioning, WeightedPrompt } from './types.ts'

const f32 = Math.fround

/** More rows than this is a caller's mistake: each costs as much as a whole unguided step. */
export const MAX_ROWS = 32

/**
 * The UNet batch of one step: first the rows to move away from, then those to move towards. Shares of each group sum to 1.
 */
export type RowPlan = {
  away: readonly WeightedPrompt[]
  towards: readonly WeightedPrompt[]
  guidance: number
}

/** Throws a RequestError naming the field. Equal texts are joined, prompts of weight 0 left out. */
export function planRows(conditioning: Conditioning): RowPlan {
  const { guidance } = conditioning
  if (!Number.isFinite(guidance))
    throw new RequestError('conditioning.guidance', `must be a number, is ${guidance}`)
  const asked = toShares('conditioning.prompts', conditioning.prompts)
  const avoided = toShares('conditioning.negative', conditioning.negative ?? [])
  const unasked = [{ text: '', weight: 1 }]
  const towards = asked.length > 0 ? asked : unasked
  // With guidance 1 the formula of `combineRows` is the sum of the prompts alone; with nothing asked and nothing
  // avoided both groups are the same row.
  const oneGroup = guidance === 1 || (asked.length === 0 && avoided.length === 0)
  const away = oneGroup ? [] : avoided.length > 0 ? avoided : unasked
  if (away.length + towards.length > MAX_ROWS) {
    throw new RequestError(
      'conditioning',
      `has ${away.length + towards.length} texts, at most ${MAX_ROWS} are possible`,
    )
  }
  return { away, towards, guidance }
}

/**
 * eps = eps_away + g * sum_i w_i (eps_i - eps_away), with eps_away the weighted sum of its own rows. Linear, so it holds
 * for v-prediction and sample prediction as well. output: [rows, size] flat -> [size], float32 throughout.
 */
export function combineRows(output: Float32Array, plan: RowPlan, size: number): Float32Array {
  const { away, towards, guidance } = plan
  if (away.length === 0) return weightedSum(output, towards, size)
  const base = weightedSum(output, away, size)
  const rows = output.subarray(away.length * size)
  const steer = new Float32Array(size)
  for (const [i, { weight }] of towards.entries()) {
    const share = f32(weight)
    for (let n = 0; n < size; n += 1) steer[n]! += f32(share * f32(rows[i * size + n]! - base[n]!))
  }
  const scale = f32(guidance)
  return base.map((value, n) => value + f32(scale * steer[n]!))
}

function weightedSum(rows: Float32Array, shares: readonly WeightedPrompt[], size: number): Float32Array {
  if (shares.length === 1) return rows.slice(0, size)
  const sum = new Float32Array(size)
  for (const [i, { weight }] of shares.entries()) {
    const share = f32(weight)
    for (let n = 0; n < size; n += 1) sum[n]! += f32(share * rows[i * size + n]!)
  }
  return sum
}

function toShares(field: string, prompts: readonly WeightedPrompt[]): WeightedPrompt[] {
  const weights = new Map<string, number>()
  for (const [i, { text, weight }] of prompts.entries()) {
    if (typeof text !== 'string') throw new RequestError(`${field}[${i}].text`, 'must be a string')
    if (!Number.isFinite(weight) || weight < 0) {
      throw new RequestError(`${field}[${i}].weight`, `must be a number of at least 0, is ${weight}`)
    }
    if (weight > 0) weights.set(text, (weights.get(text) ?? 0) + weight)
  }
  const total = weights.values().reduce((sum, weight) => sum + weight, 0)
  if (prompts.length > 0 && total === 0) throw new RequestError(field, 'have no weight above 0')
  return Array.from(weights, ([text, weight]) => ({ text, weight: weight / total }))
}
