import type { ArtworkView } from '@yosegaki/contract'

/** One part of the progress bar: a round, or the touch-up after the last. `fill` 0..1 of its `steps` are done. */
export type Segment = { id: string; state: 'done' | 'now' | 'ahead'; fill: number; steps: number }

const TOUCH_UP = 'touching-up'

/** The rounds of an artwork, and its touch-up, as segments of its progress bar, each filled by its own steps. */
export function segments({
  rounds,
  step,
  steps,
  phase,
}: Pick<ArtworkView, 'rounds' | 'step' | 'steps' | 'phase'>): Segment[] {
  if (rounds.length === 0) return []
  const painting = rounds.reduce((sum, round) => sum + round.steps, 0)
  const touchUp = steps > painting ? [{ id: TOUCH_UP, steps: steps - painting }] : []
  const working = phase === 'painting' || phase === TOUCH_UP
  let first = 0
  return [...rounds, ...touchUp].map((part) => {
    const done = Math.min(part.steps, Math.max(0, step - first))
    const here = working && step >= first && done < part.steps
    first += part.steps
    const state = done === part.steps ? 'done' : here ? 'now' : 'ahead'
    return { id: part.id, state, fill: done / part.steps, steps: part.steps }
  })
}
