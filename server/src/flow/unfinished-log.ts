import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { ArtworkStore } from '../ports.ts'

/** The log of the artwork that was under way when the last process stopped; empty where there was none. */
export async function unfinishedLog(artworks: ArtworkStore): Promise<ArtworkEvent[]> {
  const [id] = (await artworks.unfinished()).slice(-1)
  return id === undefined ? [] : artworks.log(id)
}

/** It goes on: the time the house was closed is left out of its deadlines. */
export async function goneOn(artworks: ArtworkStore, log: readonly ArtworkEvent[], now: number) {
  const [opened] = log
  const last = log.at(-1)
  if (opened?.type !== 'opened' || last === undefined) return []
  const restarted: ArtworkEvent = { type: 'restarted', at: Math.max(now, last.at) }
  await artworks.append(opened.id, log.length, [restarted])
  return [...log, restarted]
}
