import type { Clock } from '../ports.ts'

/** Between two takings of what waits, so that a storm of votes is few writes; whoever waits for an answer hardly sees it. */
const BETWEEN_MS = 8

/**
 * Where events wait to be handled, in order. One reader takes all that wait at once, so that a storm of votes becomes one
 * write to the store.
 */
export function createInbox<Item>(clock: Clock) {
  let items: Item[] = []
  let wake: (() => void) | null = null
  let takenAt = Number.NEGATIVE_INFINITY

  return {
    /** Items that wait. */
    get size() {
      return items.length
    },
    put(item: Item): void {
      items.push(item)
      wake?.()
    },
    /** All that waits; else waits for the next item, for `until` (epoch ms), or for the signal: then it may be empty. */
    async take(until: number | null, signal: AbortSignal): Promise<Item[]> {
      if (items.length === 0 && !signal.aborted) {
        const timer = new AbortController()
        const arrived = new Promise<void>((resolve) => {
          wake = resolve
        })
        const stop = AbortSignal.any([signal, timer.signal])
        const timeout = until === null ? FOREVER : Math.max(0, until - clock.now())
        await Promise.race([arrived, clock.sleep(timeout, stop)])
        wake = null
        // A reason of its own: else one is made each time, with the stack of where.
        timer.abort('taken')
      }
      const early = Math.min(BETWEEN_MS, takenAt + BETWEEN_MS - clock.now())
      if (items.length > 0 && early > 0) await clock.sleep(early, signal)
      takenAt = clock.now()
      const taken = items
      items = []
      return taken
    },
  }
}

/** As long as a timer can wait; the reader simply looks again after it. */
const FOREVER = 2 ** 31 - 1
