/** So often, at most, something that moves is seen anew. */
export const PICTURE_MS = 100
/** Timers may come a little early. */
const EARLY_MS = 10

/**
 * Calls `paint` with the next picture, `every` milliseconds by the page's clock, which all that moves on it shares: what is painted
 * together costs a machine one redraw. Returns what stops it.
 */
export function nextPicture(paint: () => void, every = PICTURE_MS): () => void {
  const until = every - (performance.now() % every)
  const timer = setTimeout(paint, until < EARLY_MS ? until + every : until)
  return () => clearTimeout(timer)
}
