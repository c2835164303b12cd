import type { ChatLine, ChatListener, Notice, SourceState } from '../../domain/chat/line.ts'

/** Tells a listener how its source is, and counts the lines on their way. */
export type HealthTeller = {
  /** Tells a new state; the same state with the same detail is told again only when lines have come since. */
  to(state: SourceState, detail?: Notice | null): void
  counted(): void
}

/** `now`: epoch milliseconds. */
export const tellHealth = (listener: ChatListener, now: () => number): HealthTeller => {
  let last: { state: SourceState; detail: Notice | null; since: number; lines: number } | null = null
  let lines = 0
  return {
    to(state, detail = null) {
      const same = last?.state === state && last.detail?.en === detail?.en
      if (same && last?.lines === lines) return
      last = { state, detail, since: same ? last!.since : now(), lines }
      listener.health({ ...last })
    },
    counted() {
      lines += 1
    },
  }
}

/** Hands a line over where nobody waits for what becomes of it. A listener that fails tells so itself; one line ends no chat. */
export const handOver = (listener: ChatListener, line: ChatLine): void => {
  listener.line(line)?.catch(() => undefined)
}

/** Resolves after `ms`, or at once when the signal aborts; leaves no timer behind. */
export const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
