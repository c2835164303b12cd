import type { FrameView } from '@yosegaki/contract'

/** What a quick house needs ten times over. */
const LEAST_MS = 800
const MOST_MS = 8_000

/**
 * How long the next picture may take, in milliseconds: three times as long as the last one `took`, and twice that for each try that
 * was given up. A fetch that hangs on a connection long gone is soon begun anew, and a slow network still gets its pictures.
 */
export const patience = (took: number, givenUp: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, took * 3) * 2 ** givenUp)

/** Whether a fetch took longer than it was given; all else that can go wrong is no matter of time. */
export const isLate = (fault: unknown): boolean =>
  fault instanceof DOMException && fault.name === 'TimeoutError'

/**
 * The middle square of a frame's picture, enlarged to `size` pixels by the browser's best filter (plain stretching leaves crosses),
 * decoded and ready to be painted; also in a page that nobody looks at. Rejects where there is none within `limit` milliseconds.
 */
export async function fetchPicture(
  { url, width, height }: FrameView,
  { size, limit }: { size: number; limit: number },
): Promise<ImageBitmap> {
  const response = await fetch(url, { signal: AbortSignal.timeout(limit) })
  if (!response.ok) throw new Error(`${response.status} from ${url}`)
  const side = Math.min(width, height)
  return createImageBitmap(await response.blob(), (width - side) / 2, (height - side) / 2, side, side, {
    resizeWidth: size,
    resizeHeight: size,
    resizeQuality: 'high',
  })
}
