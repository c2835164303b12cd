import { RequestError } from './errors.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Bitmap, Box, Mask } from './types.ts'

/** A larger bitmap says nothing more about a few thousand latent cells. */
const MOST_PIXELS = 4096 * 4096

/** Throws a RequestError naming the field. */
export function requireMask(field: string, mask: Mask): void {
  if ('data' in mask) requireBitmap(field, mask)
  else requireBox(field, mask)
}

type Grid = Pick<LatentShape, 'width' | 'height'>

/** The mask's share of every latent cell, 0..1: [h,w] flat. */
export function maskCells(mask: Mask, grid: Grid): Float32Array {
  return 'data' in mask ? bitmapCells(mask, grid) : boxCells(mask, grid)
}

function boxCells(box: Box, { width, height }: Grid): Float32Array {
  const across = coverage(width, box.left, box.width)
  const down = coverage(height, box.top, box.height)
  return Float32Array.from(
    { length: width * height },
    (_, at) => across[at % width]! * down[Math.floor(at / width)]!,
  )
}

function bitmapCells(bitmap: Bitmap, { width, height }: Grid): Float32Array {
  const across = spans(width, bitmap.width)
  const down = spans(height, bitmap.height)
  return Float32Array.from({ length: width * height }, (_, at) =>
    averageOf(bitmap, across[at % width]!, down[Math.floor(at / width)]!),
  )
}

/** Share of each of `count` equal cells of [0,1] that [start, start + length] covers. */
function coverage(count: number, start: number, length: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Math.min(Math.max(Math.min((i + 1) / count, start + length) - Math.max(i / count, start), 0) * count, 1),
  )
}

/** The pixels that lie in one cell, with the share of each. */
type Span = { first: number; shares: readonly number[] }

function spans(cells: number, pixels: number): Span[] {
  return Array.from({ length: cells }, (_, i) => {
    const [from, to] = [(i * pixels) / cells, ((i + 1) * pixels) / cells]
    const first = Math.floor(from)
    const shares = Array.from(
      { length: Math.ceil(to) - first },
      (_, n) => (Math.min(to, first + n + 1) - Math.max(from, first + n)) / (to - from),
    )
    return { first, shares }
  })
}

function averageOf({ data, width }: Bitmap, across: Span, down: Span): number {
  let sum = 0
  for (const [dy, share] of down.shares.entries()) {
    const row = (down.first + dy) * width + across.first
    for (const [dx, part] of across.shares.entries()) sum += share * part * data[row + dx]!
  }
  return sum / 255
}

function requireBitmap(field: string, { width, height, data }: Bitmap): void {
  const whole = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0
  if (!whole || width * height > MOST_PIXELS)
    throw new RequestError(field, `must be 1 to ${MOST_PIXELS} pixels large, is ${width}x${height}`)
  if (!(data instanceof Uint8Array) || data.length !== width * height)
    throw new RequestError(`${field}.data`, `must be a Uint8Array of ${width * height} bytes`)
}

function requireBox(field: string, box: Box): void {
  const { left, top, width, height } = box
  const inside = (start: number, length: number) => start >= 0 && length > 0 && start + length <= 1 + 1e-9
  if (!inside(left, width) || !inside(top, height)) {
    const stated = JSON.stringify({ left, top, width, height })
    throw new RequestError(field, `must be a box inside the picture, in fractions of its size; is ${stated}`)
  }
}
