import type { ArtworkStore, FrameStore, Logger } from '../ports.ts'

type Ports = { artworks: ArtworkStore; frames: FrameStore; logger: Logger }

/**
 * Frames of artworks that became no work go, once nothing shows the last of them any more: when the next one begins, and at each start,
 * whatever a kill has left. Never rejects.
 */
export async function letGoOfAbandoned({ artworks, frames, logger }: Ports): Promise<void> {
  try {
    for (const id of await artworks.abandoned(await frames.artworks())) await frames.drop(id)
  } catch (fault) {
    logger.warn('frames:not-let-go', { fault: String(fault) })
  }
}
