import type { Drafter } from '../domain/announce/draft.ts'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { ArtworkStore, Clock, FrameStore, Logger, Meter, Painter, WorkStore } from '../ports.ts'

/** What an artwork needs of the world. */
export type ArtworkPorts = {
  artworks: ArtworkStore
  works: WorkStore
  frames: FrameStore
  painter: Painter
  clock: Clock
  logger: Logger
  meter: Meter
  drafts: Drafter
}

/** What happens to an artwork, the time left to the runner. */
export type ArtworkInput = ArtworkEvent extends infer Event
  ? Event extends { at: number }
    ? Omit<Event, 'at'>
    : never
  : never
