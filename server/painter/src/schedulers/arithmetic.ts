/** torch's float32 arithmetic over flat arrays and scalars: every operation is rounded, in torch's order. */

export const f32 = Math.fround

export type Term = readonly [factor: number, values: Float32Array]

/** f0 v0 + f1 v1 + ..., from left to right. The factors are float32 already. */
export function combine(first: Term, ...others: readonly Term[]): Float32Array {
  if (others.length === 1) return combineTwo(first, others[0]!)
  const [factor, values] = first
  const sum = new Float32Array(values.length)
  for (let n = 0; n < sum.length; n += 1) sum[n] = factor * values[n]!
  for (const [f, more] of others) for (let n = 0; n < sum.length; n += 1) sum[n]! += f32(f * more[n]!)
  return sum
}

/** The most frequent case, in one pass. */
function combineTwo([f, values]: Term, [g, more]: Term): Float32Array {
  const sum = new Float32Array(values.length)
  for (let n = 0; n < sum.length; n += 1) sum[n] = f32(f * values[n]!) + f32(g * more[n]!)
  return sum
}

export function divide(values: Float32Array, divisor: number): Float32Array {
  const quotient = new Float32Array(values.length)
  for (let n = 0; n < values.length; n += 1) quotient[n] = values[n]! / divisor
  return quotient
}

export const sqrt32 = (value: number): number => f32(Math.sqrt(value))
export const exp32 = (value: number): number => f32(Math.exp(value))
export const log32 = (value: number): number => f32(Math.log(value))

/** value^2 + 1: the variance of a sample whose picture has variance 1. */
export const variance32 = (sigma: number): number => f32(f32(sigma ** 2) + 1)
