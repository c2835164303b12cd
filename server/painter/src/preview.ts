import { type JsonFile, listField, wrongField } from './model/json-file.ts'
import type { LatentShape } from './model/model-shape.ts'
import { rgbFromPlanar } from './rgb.ts'
import type { RgbImage } from './types.ts'

/** Linear map from scaled latents to RGB in [-1,1]: `matrix` [C][3], `bias` [3]. */
export type PreviewMatrix = { matrix: readonly (readonly number[])[]; bias: readonly number[] }

export function readPreviewMatrix(json: JsonFile, channels: number): PreviewMatrix {
  const matrix = listField(json, 'matrix')
  const bias = listField(json, 'bias')
  if (matrix.length !== channels || !matrix.every(isTriple)) {
    throw wrongField(json, 'matrix', `must be ${channels} rows (one a latent channel) of 3 numbers`, matrix)
  }
  if (!isTriple(bias)) throw wrongField(json, 'bias', 'must be 3 numbers', bias)
  return { matrix, bias }
}

function isTriple(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length === 3 && value.every(Number.isFinite)
}

/** Small picture, one pixel a latent. latents: scaled, [C,h,w] flat. */
export function previewByMatrix(latents: Float32Array, shape: LatentShape, map: PreviewMatrix): RgbImage {
  const { width, height, channels } = shape
  const plane = width * height
  const planar = new Float32Array(3 * plane)
  for (let colour = 0; colour < 3; colour += 1) {
    const shares = map.matrix.map((row) => row[colour]!)
    for (let at = 0; at < plane; at += 1) {
      let value = map.bias[colour]!
      for (let c = 0; c < channels; c += 1) value += latents[c * plane + at]! * shares[c]!
      planar[colour * plane + at] = value
    }
  }
  return rgbFromPlanar(planar, { width, height })
}
