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
  let sentAt = 0

  const flush = (): void => {
    timer = null
    const next = latest()
    const changes = sectionChanges(view, next)
    if (changes === null) return
    view = next
    seq += 1
    sentAt = clock.now()
    send({ seq, at: sentAt, changes })
  }

  return {
    show(next: () => View): void {
      latest = next
      timer ??= setTimeout(flush, Math.max(0, sentAt + LEAST_GAP_MS - clock.now())).unref()
    },
    snapshot: (): Snapshot<View> => ({ protocol: PROTOCOL_VERSION, seq, at: clock.now(), view }),
    close(): void {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
