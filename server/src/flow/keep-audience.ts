import type { AudienceEntry } from '../domain/chat/audience-entry.ts'
import { keepNewest } from '../domain/chat/keep-newest.ts'
import type { AudienceStore, Clock, Logger } from '../ports.ts'

/** Entries known and kept; at 2,000 lines a second the last 25 s, else the whole question. */
const KEPT = 50_000
/** Old ones are let go of in lots: each lot is a sweep of the table. */
const LOT = 10_000
/** Between two writes, so that a storm of lines is few of them; whoever said a line waits for the write that holds it. */
const BETWEEN_MS = 15

export type AudienceMemory = {
  /** True for a line or event that was heard before, by this process or one before it. */
  knows(key: string): boolean
  /** Entries not yet on their way to the disk. */
  readonly waiting: number
  /** Lines of a source so far. */
  linesOf(source: string): number
  /** Knows the entry at once; resolves when it is on disk, which is after `first` and after all entries before it. */
  keep(entry: AudienceEntry, first?: Promise<unknown>): Promise<void>
  /** Keeps nothing of the viewer any more; resolves when it is so on disk. */
  forget(viewer: string): Promise<void>
  /** Resolves when all is written. */
  written(): Promise<void>
}

/**
 * Remembers what a stream's viewers did over restarts, a platform's second telling of it included. An entry is written after
 * what follows from it (a vote in the artwork's log), so that a kill in between makes it heard again, never lost.
 */
export function keepAudience(
  { audience, clock, logger }: { audience: AudienceStore; clock: Clock; logger: Logger },
  streamId: string,
  before: { entries: readonly AudienceEntry[]; next: number },
): AudienceMemory {
  type Waiting = { what: AudienceEntry | { forget: string }; first?: Promise<unknown>; stored: () => void }
  const known = new Set<string>()
  const lines = new Map<string, number>()
  let next = before.next
  let oldest = next - before.entries.length
  let waiting: Waiting[] = []
  let writing: Promise<void> | null = null

  const know = (entry: AudienceEntry): void => {
    if (!('key' in entry)) return
    if (entry.type === 'line') lines.set(entry.line.source, entry.count)
    known.add(entry.key)
    keepNewest(known, KEPT)
  }
  before.entries.forEach(know)

  const letGo = async (): Promise<void> => {
    if (next - oldest < KEPT + LOT) return
    oldest = next - KEPT
    await audience.forget(streamId, oldest)
  }

  const writeLot = async (lot: readonly Waiting[]): Promise<void> => {
    await Promise.allSettled(lot.map(({ first }) => first))
    const entries = lot.flatMap(({ what }) => ('forget' in what ? [] : [what]))
    if (entries.length > 0) await audience.append(streamId, next, entries)
    next += entries.length
    for (const { what } of lot) if ('forget' in what) await audience.forgetViewer(streamId, what.forget)
    await letGo()
  }

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lot = waiting
      waiting = []
      await writeLot(lot).catch((fault: unknown) => {
        // What is shown stays right; only a restart would not know these.
        logger.warn('audience:not-kept', { entries: lot.length, fault: String(fault) })
      })
      for (const { stored } of lot) stored()
      await clock.sleep(BETWEEN_MS)
    }
    writing = null
  }

  const put = (what: Waiting['what'], first?: Promise<unknown>): Promise<void> =>
    new Promise((stored) => {
      waiting.push({ what, stored, ...(first && { first }) })
      writing ??= write()
    })

  return {
    get waiting() {
      return waiting.length
    },
    knows: (key) => known.has(key),
    linesOf: (source) => lines.get(source) ?? 0,
    keep(entry, first) {
      know(entry)
      return put(entry, first)
    },
    forget: (viewer) => put({ forget: viewer }),
    written: async () => {
      while (writing !== null) await writing
    },
  }
}
