/**
 * Philox 4x32-10: a counter-based generator. Any block of it can be drawn without drawing those before, which is what
 * lets a painting go on in another process with the very noise it would have had.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
 */
export type PhiloxCounter = readonly [number, number, number, number]
export type PhiloxKey = readonly [number, number]

const ROUNDS = 10
const MULTIPLIER_0 = 0xd2511f53n
const MULTIPLIER_1 = 0xcd9e8d57n
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const MASK = 0xffffffffn

/** Four uniform uint32 for one counter (4 x uint32) under one key (2 x uint32). */
export function philox4x32(counter: PhiloxCounter, key: PhiloxKey): PhiloxCounter {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < ROUNDS; round += 1) {
    const product0 = MULTIPLIER_0 * BigInt(c0 >>> 0)
    const product1 = MULTIPLIER_1 * BigInt(c2 >>> 0)
    const next0 = (high(product1) ^ c1 ^ k0) >>> 0
    const next2 = (high(product0) ^ c3 ^ k1) >>> 0
    c1 = low(product1)
    c3 = low(product0)
    c0 = next0
    c2 = next2
    k0 = (k0 + WEYL_0) >>> 0
    k1 = (k1 + WEYL_1) >>> 0
  }
  return [c0, c1, c2, c3]
}

function high(product: bigint): number {
  return Number(product >> 32n)
}

function low(product: bigint): number {
  return Number(product & MASK)
}
