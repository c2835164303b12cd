/**
 * Philox 4x32-10: a counter-based generator. Any block of it can be drawn without drawing those before, which is what
 * lets a painting go on in another process with the very noise it would have had.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
 */
export type PhiloxCounter = readonly [number, number, number, number]
export type PhiloxKey = readonly [number, number]

const ROUNDS = 10
const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85

/** Four uniform uint32 for one counter (4 x uint32) under one key (2 x uint32). */
export function philox4x32(counter: PhiloxCounter, key: PhiloxKey): PhiloxCounter {
  // Kept as int32 within: only bits count.
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < ROUNDS; round += 1) {
    const next0 = highProduct(MULTIPLIER_1, c2) ^ c1 ^ k0
    const next2 = highProduct(MULTIPLIER_0, c0) ^ c3 ^ k1
    c1 = Math.imul(MULTIPLIER_1, c2)
    c3 = Math.imul(MULTIPLIER_0, c0)
    c0 = next0
    c2 = next2
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0]
}

/** The upper 32 bits of a 64-bit product, out of products of 16-bit halves. */
function highProduct(a: number, b: number): number {
  const [aLow, aHigh] = [a & 0xffff, a >>> 16]
  const [bLow, bHigh] = [b & 0xffff, b >>> 16]
  const middle = Math.imul(aHigh, bLow) >>> 0
  const carried = middle + (Math.imul(aLow, bLow) >>> 16)
  const other = (Math.imul(aLow, bHigh) >>> 0) + (carried & 0xffff)
  return (Math.imul(aHigh, bHigh) + Math.floor(carried / 0x10000) + (other >>> 16)) | 0
}
