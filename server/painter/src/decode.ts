import { requireFinite } from './finite.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Networks } from './model/network-types.ts'
import { type PreviewMatrix, previewByMatrix } from './preview.ts'
import { rgbFromPlanar } from './rgb.ts'
import { pictureSize } from './sizes.ts'
import type { PreviewKind, RgbImage } from './types.ts'

/** What turns latents into something to look at. */
export type Decoders = {
  networks: Pick<Networks, 'decode' | 'decodeTiny'>
  previewMatrix: PreviewMatrix | undefined
  scale: number
}

/** latents: scaled, [C,h,w]. Null for 'none'. What the model folder does not have falls back to the next finer kind. */
export async function previewOf(
  decoders: Decoders,
  kind: PreviewKind,
  latents: Float32Array,
  shape: LatentShape,
): Promise<RgbImage | null> {
  if (kind === 'none') return null
  const { previewMatrix, networks, scale } = decoders
  if (kind === 'matrix' && previewMatrix) return previewByMatrix(latents, shape, previewMatrix)
  if (kind === 'decode' || !networks.decodeTiny) return decodePicture(decoders, latents, shape)
  const pixels = await networks.decodeTiny(latents, shape)
  requireFinite(pixels, 'tiny_decoder/model.onnx', 'sample holds numbers that are not finite')
  return rgbFromPlanar(pixels, pictureSize(shape, scale))
}

/** latents: scaled, [C,h,w]. */
export async function decodePicture(
  { networks, scale }: Decoders,
  latents: Float32Array,
  shape: LatentShape,
): Promise<RgbImage> {
  const pixels = await networks.decode(latents, shape)
  requireFinite(pixels, 'vae_decoder/model.onnx', 'sample holds numbers that are not finite')
  return rgbFromPlanar(pixels, pictureSize(shape, scale))
}
