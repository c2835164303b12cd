import type { Logger } from '../../ports.ts'

/** Lines of one kind a minute, at most: whoever knocks at every door fills no disk and hides no other refusal. */
const MOST_A_MINUTE = 60

/** Tells the log of what was turned away, without the query: tokens travel there. */
export function refusalLog(logger: Logger) {
  let minute = 0
  const told = new Map<string, number>()

  const begin = (now: number): void => {
    for (const [what, lines] of told) {
      if (lines > MOST_A_MINUTE) logger.warn('http:refused-more', { what, lines: lines - MOST_A_MINUTE })
    }
    told.clear()
    minute = now
  }

  return (
    { method, path, ip }: { method: string; path: string; ip?: string | undefined },
    what: string,
  ): void => {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) begin(now)
    const lines = (told.get(what) ?? 0) + 1
    told.set(what, lines)
    if (lines <= MOST_A_MINUTE)
      logger.warn('http:refused', { what, method, path: path.slice(0, 120), address: ip })
  }
}
