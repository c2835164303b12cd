import type { RgbImage, Size } from './types.ts'

/** [3,H,W] in [-1,1] to row-major bytes. Rounds as numpy does, and clamps. */
export function rgbFromPlanar(planar: Float32Array, { width, height }: Size): RgbImage {
  const plane = width * height
  const data = new Uint8ClampedArray(3 * plane)
  for (let at = 0; at < plane; at += 1) {
    for (let colour = 0; colour < 3; colour += 1)
      data[at * 3 + colour] = (planar[colour * plane + at]! + 1) * 127.5
  }
  return { width, height, data: new Uint8Array(data.buffer) }
}

/** Row-major bytes to [3,H,W] in [-1,1]. */
export function planarFromRgb({ width, height, data }: RgbImage): Float32Array {
  const plane = width * height
  const planar = new Float32Array(3 * plane)
  for (let at = 0; at < plane; at += 1) {
    for (let colour = 0; colour < 3; colour += 1)
      planar[colour * plane + at] = data[at * 3 + colour]! / 127.5 - 1
  }
  return planar
}
