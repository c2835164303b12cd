import { applyEvent, replayLog } from '../domain/artwork/apply-event.ts'
import type { Artwork, ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { ArtworkStore, Clock, FramePlace } from '../ports.ts'
import type { ArtworkInput } from './artwork-ports.ts'

export type Checkpoint = FramePlace & { bytes: Uint8Array }

/** Something that happened, on its way into the log, and whoever waits to hear that it is stored. */
export type Entry = {
  input: ArtworkInput
  checkpoint: Checkpoint | null
  /** Called once: true where it changed something and is stored. */
  settled(changed: boolean): void
}

/** An entry nobody waits for. */
export const entryOf = (input: ArtworkInput): Entry => ({ input, checkpoint: null, settled: () => undefined })

/** An artwork together with its log: folds what happens, and has it stored before anyone is told. */
export function keepLog(store: ArtworkStore, clock: Clock, log: readonly ArtworkEvent[]) {
  let artwork = replayLog(log)
  let length = log.length

  /** What folding the entries gives, and which of them changed something. Time never runs backwards within a log (A2). */
  const fold = (entries: readonly Entry[]) => {
    const at = Math.max(clock.now(), artwork.lastAt)
    const events: ArtworkEvent[] = []
    const changed = new Set<Entry>()
    let next = artwork
    for (const entry of entries) {
      const event = { ...entry.input, at } as ArtworkEvent
      const after = applyEvent(next, event)
      if (after === next) continue
      next = after
      events.push(event)
      changed.add(entry)
    }
    return { next, events, changed }
  }

  return {
    get artwork(): Artwork {
      return artwork
    },
    /** One write for all entries; true where something changed. Rejects with the store's fault, nothing changed then. */
    async commit(entries: readonly Entry[]): Promise<boolean> {
      const { next, events, changed } = fold(entries)
      if (events.length > 0) {
        const checkpoint =
          [...changed].findLast((entry) => entry.checkpoint !== null)?.checkpoint ?? undefined
        await store.append(artwork.id, length, events, checkpoint)
        length += events.length
        artwork = next
      }
      for (const entry of entries) entry.settled(changed.has(entry))
      return events.length > 0
    },
  }
}
