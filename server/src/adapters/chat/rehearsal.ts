import { randomUUID } from 'node:crypto'
import type { Heard } from '../../domain/chat/hear-line.ts'
import {
  type ChatLine,
  type ChatListener,
  type ChatSource,
  cutText,
  LONGEST_LINE,
  LONGEST_NAME,
  type Notice,
  type Viewer,
} from '../../domain/chat/line.ts'
import { createTokenBuckets, takeToken } from '../../domain/chat/token-bucket.ts'
import { aborted, type HealthTeller, tellHealth } from './source-health.ts'

export type SayRefusal = 'too-fast' | 'empty' | 'not-listening'
type Said = { ok: true; heard: Promise<Heard> } | { ok: false; reason: SayRefusal }

export const SAY_NOTICES: Record<SayRefusal, Notice> = {
  'too-fast': { ja: '少し待ってから送ってください', en: 'Please wait a moment before the next line.' },
  empty: { ja: '何か書いてから送ってください', en: 'There is nothing in that line.' },
  'not-listening': { ja: 'いまは受け付けていません', en: 'Nobody is listening right now.' },
}

/** Where the viewer page's lines come in. `end` closes the rehearsal: `listen` resolves. */
export type RehearsalSource = ChatSource & {
  /** `at`: epoch milliseconds. The listener has heard the line when this returns `ok: true`. */
  say(viewer: Viewer, text: string, at: number): Said
  end(): void
}

export type RehearsalOptions = {
  id?: string
  now?: () => number
  /** A viewer may say `burst` lines at once, then one every `refill` milliseconds. */
  burst?: number
  refill?: number
}

/** A chat that people type into by hand. Lines said while nobody listens are refused, not kept. */
export const createRehearsalSource = (options: RehearsalOptions = {}): RehearsalSource => {
  const { id = 'rehearsal', now = Date.now, burst = 5, refill = 2_000 } = options
  const buckets = createTokenBuckets({ burst, refill })
  // Ids must not repeat after a restart, or a store that counts each id once would drop the new line.
  const run = randomUUID().slice(0, 8)
  const closing = new AbortController()
  let count = 0
  let open: { listener: ChatListener; health: HealthTeller; signal: AbortSignal } | null = null

  return {
    id,
    kind: 'rehearsal',
    say(viewer, text, at) {
      if (open === null || open.signal.aborted) return { ok: false, reason: 'not-listening' }
      if (text.trim() === '') return { ok: false, reason: 'empty' }
      if (!takeToken(buckets, viewer.id, at)) return { ok: false, reason: 'too-fast' }
      count += 1
      const line: ChatLine = {
        id: `${run}-${count}`,
        source: id,
        viewer: { id: viewer.id, name: cutText(viewer.name, LONGEST_NAME) },
        text: cutText(text, LONGEST_LINE),
        at,
      }
      open.health.counted()
      return { ok: true, heard: open.listener.line(line) ?? Promise.resolve({ kind: 'talk' }) }
    },
    end: () => closing.abort(),
    async listen(listener, signal) {
      const health = tellHealth(listener, now)
      health.to('connecting')
      const either = AbortSignal.any([signal, closing.signal])
      if (!either.aborted) {
        const mine = { listener, health, signal: either }
        open = mine
        health.to('live')
        await aborted(either)
        // The next stream may have begun to listen before this one has seen its end.
        if (open === mine) open = null
      }
      health.to('ended')
    },
  }
}
