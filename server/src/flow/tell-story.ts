import type { WorkStory } from '@yosegaki/contract'
import { roundOfStep, storyOf } from '../domain/artwork/story.ts'
import { takeOfStep } from '../domain/artwork/takes.ts'
import type { ArtworkStore, FrameStore } from '../ports.ts'

/** How a finished work came to be: from its log, and from the frames it left of what counts. Null where its log is gone. */
export async function tellStory(
  { artworks, frames }: { artworks: ArtworkStore; frames: FrameStore },
  artworkId: string,
): Promise<WorkStory | null> {
  const story = storyOf(await artworks.log(artworkId))
  if (story === null) return null
  const { artwork, ...told } = story
  const steps = (await frames.list(artworkId))
    .filter(({ step, take }) => take === takeOfStep(artwork, step))
    .map(({ step, url }) => ({ step, url, round: roundOfStep(artwork.plan, step) }))
  return { ...told, steps }
}
