import { type PhiloxKey, philox4x32 } from './philox.ts'

/** What a draw is for. Part of the counter, so that no two purposes ever share a number. Never renumber. */
const NOISE_PURPOSES = { initial: 0, touchUp: 1, step: 2 } as const
type NoisePurpose = keyof typeof NOISE_PURPOSES

/** `length` standard normals for one purpose at one step; of another take they are others. */
export type DrawNoise = (purpose: NoisePurpose, step: number, length: number, take?: number) => Float32Array

/**
 * The noise of one seed. Philox key = the seed's low and high 32 bits; counter = (block, take, step, purpose); each block
 * of four uint32 becomes four normals by Box-Muller. V8 carries its own log, sin and cos, so the numbers do not
 * depend on the machine's C library.
 */
export function keyedNoise(seed: number): DrawNoise {
  const key: PhiloxKey = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0]
  return (purpose, step, length, take = 0) => {
    const normals = new Float32Array(length)
    for (let start = 0; start < length; start += 4) {
      const [a, b, c, d] = philox4x32([start / 4, take, step, NOISE_PURPOSES[purpose]], key)
      putPair(normals, start, a, b)
      putPair(normals, start + 2, c, d)
    }
    return normals
  }
}

/** Box-Muller: two uint32 to two independent normals. Writes past the end are dropped by the typed array. */
function putPair(normals: Float32Array, at: number, a: number, b: number): void {
  const radius = Math.sqrt(-2 * Math.log(unit(a)))
  const angle = 2 * Math.PI * unit(b)
  normals[at] = radius * Math.cos(angle)
  normals[at + 1] = radius * Math.sin(angle)
}

/** uint32 to the open interval (0,1): never 0, whose logarithm would be infinite. */
function unit(bits: number): number {
  return (bits + 0.5) / 2 ** 32
}
