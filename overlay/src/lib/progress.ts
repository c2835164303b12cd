import type { ArtworkView } from '@yosegaki/contract'

/** One round on the progress bar. `fill` 0..1 of its steps are done; `steps` is how many it holds. */
export type Segment = { id: string; state: 'done' | 'now' | 'ahead'; fill: number; steps: number }

/**
 * The rounds of an artwork as segments of its progress bar. The steps are taken as spread evenly over the rounds;
 * where the plan does otherwise a round that has passed is full and one that has not come is empty all the same.
 */
export function segments(
  artwork: Pick<ArtworkView, 'rounds' | 'round' | 'step' | 'steps' | 'phase'>,
): Segment[] {
  const count = artwork.rounds.length
  if (count === 0) return []
  const per = artwork.steps / count
  const allDone = artwork.phase === 'finishing' || artwork.phase === 'published'
  return artwork.rounds.map((round, index) => {
    const steps = Math.max(1, Math.round(per))
    if (allDone || index < artwork.round) return { id: round.id, state: 'done', fill: 1, steps }
    if (index > artwork.round) return { id: round.id, state: 'ahead', fill: 0, steps }
    return { id: round.id, state: 'now', fill: clamp01(artwork.step / per - index), steps }
  })
}

function clamp01(n: number): number {
  return Math.min(1, Math.max(0, n))
}
