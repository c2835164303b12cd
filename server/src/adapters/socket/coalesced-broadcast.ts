import { type Delta, PROTOCOL_VERSION, type Snapshot, sectionChanges } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'

/** At most ten deltas a second go out (S5). */
const LEAST_GAP_MS = 100

/**
 * Holds what one audience follows: the view as last sent and its number. `touch` asks for a look soon; only what differs
 * goes out. Memory and work do not grow with how often it is touched.
 */
export function createFollowedView<View extends object>(
  clock: Clock,
  initial: View,
  send: (delta: Delta<View>) => void,
) {
  let view = initial
  let seq = 0
  let latest: () => View = () => initial
  let timer: NodeJS.Timeout | null = null
  let soon: NodeJS.Immediate | null = null
  let sentAt = 0

  const flush = (): void => {
    stopWaiting()
    const next = latest()
    const changes = sectionChanges(view, next)
    if (changes === null) return
    view = next
    seq += 1
    sentAt = clock.now()
    send({ seq, at: sentAt, changes })
  }

  const waiting = (): boolean => timer !== null || soon !== null
  const stopWaiting = (): void => {
    if (timer !== null) clearTimeout(timer)
    if (soon !== null) clearImmediate(soon)
    timer = null
    soon = null
  }

  return {
    show(next: () => View): void {
      latest = next
      if (waiting()) return
      const gap = sentAt + LEAST_GAP_MS - clock.now()
      // A timer would make even what may go now wait for a millisecond.
      if (gap <= 0) soon = setImmediate(flush)
      else timer = setTimeout(flush, gap).unref()
    },
    snapshot(): Snapshot<View> {
      // The first to come are told what is so, not what was before anything was known.
      if (seq === 0 && waiting()) flush()
      return { protocol: PROTOCOL_VERSION, seq, at: clock.now(), view }
    },
    /** What waits goes out now. */
    flush,
    close: stopWaiting,
  }
}
