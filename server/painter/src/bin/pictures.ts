import sharp from 'sharp'
import type { RgbImage, Size } from '../types.ts'
import { UsageError } from './usage.ts'

export type Placed = { input: Buffer; left: number; top: number }
type Sheet = { width: number; height: number; placed: readonly Placed[] }

/** A picture's middle, at the size asked for. Throws a UsageError where the file is no picture. */
export async function readPicture(file: string, { width, height }: Size): Promise<RgbImage> {
  try {
    const picture = sharp(file, { limitInputPixels: 50_000_000 }).rotate().flatten({ background: '#fff' })
    const data = await picture.resize(width, height).toColourspace('srgb').raw().toBuffer()
    return { width, height, data: new Uint8Array(data) }
  } catch (error) {
    throw new UsageError(`--from "${file}" cannot be read as a picture (${(error as Error).message})`)
  }
}

/** PNG bytes; `size` scales the longer side. Small pictures are enlarged smoothly, as they are meant to be seen. */
export async function toPng(image: RgbImage, size?: number): Promise<Buffer> {
  const { width, height, data } = image
  const picture = sharp(data, { raw: { width, height, channels: 3 } })
  if (size !== undefined) picture.resize({ width: size, height: size, fit: 'inside', kernel: 'lanczos3' })
  return picture.png().toBuffer()
}

/** Several pictures on one white sheet, as PNG. */
export async function toSheet({ width, height, placed }: Sheet): Promise<Buffer> {
  const background = { r: 255, g: 255, b: 255 }
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([...placed])
    .png({ palette: false, compressionLevel: 9 })
    .toBuffer()
}

/** Pictures of one size, side by side, with a gap of 4 pixels. */
export async function toStrip(images: readonly RgbImage[], size: number): Promise<Buffer> {
  const gap = 4
  const inputs = await Promise.all(images.map((image) => toPng(image, size)))
  const placed = inputs.map((input, i) => ({ input, left: i * (size + gap), top: 0 }))
  return toSheet({ width: images.length * (size + gap) - gap, height: size, placed })
}
