import { RequestError } from './errors.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { PaintPlan, Size } from './types.ts'

/** What pictures a loaded model can paint. */
export type Canvas = {
  /** Of the model's own size. */
  latents: LatentShape
  /** Picture pixels a latent cell, each way. */
  scale: number
  /** Latent cells that other sizes must be multiples of. */
  cells: number
  /** Whether its graphs take other sizes. */
  resizable: boolean
}

/** The latents of a picture of the plan's size. Throws a RequestError where the model cannot paint it. */
export function latentShapeOf(
  { latents, scale, cells, resizable }: Canvas,
  { size }: PaintPlan,
): LatentShape {
  const own = pictureSize(latents, scale)
  if (!size || (size.width === own.width && size.height === own.height)) return latents
  const asked = `${size.width}x${size.height}`
  if (!resizable) {
    throw new RequestError(
      'size',
      `is ${asked}, but this model's graphs paint ${own.width}x${own.height} only`,
    )
  }
  const multiple = scale * cells
  if (size.width % multiple !== 0 || size.height % multiple !== 0)
    throw new RequestError('size', `must be multiples of ${multiple} pixels, is ${asked}`)
  return { channels: latents.channels, width: size.width / scale, height: size.height / scale }
}

export function pictureSize({ width, height }: LatentShape, scale: number): Size {
  return { width: width * scale, height: height * scale }
}
