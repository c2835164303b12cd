import { applyEvent } from './apply-event.ts'
import type { Artwork, ArtworkEvent } from './artwork.ts'
import { firstStepOf, type Plan, paintingSteps } from './plan.ts'

/** What the log of a finished artwork tells beyond the work itself. */
export type Story = {
  openedAt: number
  /** How many different viewers voted. Who is forgotten is still counted, by an alias that leads nowhere. */
  voters: number
  touchUps: { words: string | null; part: boolean }[]
  artwork: Artwork
}

/** Null for an empty log. */
export function storyOf(log: readonly ArtworkEvent[]): Story | null {
  const artwork = log.reduce<Artwork | null>(applyEvent, null)
  if (artwork === null) return null
  const viewers = new Set(log.flatMap((event) => (event.type === 'voted' ? [event.viewer] : [])))
  const touchUps = log.flatMap((event) =>
    event.type === 'touch-up-asked'
      ? [{ words: event.touchUp.words ?? null, part: event.touchUp.where !== undefined }]
      : [],
  )
  return { openedAt: artwork.openedAt, voters: viewers.size, touchUps, artwork }
}

/** Index of the round a step was painted under; null for the touch-up's. */
export function roundOfStep(plan: Plan, step: number): number | null {
  if (step >= paintingSteps(plan)) return null
  return plan.rounds.findLastIndex((_, round) => firstStepOf(plan, round) <= step)
}

/**
 * The log as anybody may have it: viewers and their lines are numbers that mean nothing outside this one file, so that no
 * two files tell that the same viewer was in both. It folds to the same decisions.
 */
export function logForEverybody(log: readonly ArtworkEvent[]): ArtworkEvent[] {
  const [viewer, line] = [numbered('viewer'), numbered('line')]
  return log.map((event) => {
    if (event.type === 'voted') {
      const { line: key, ...voted } = event
      return { ...voted, viewer: viewer(event.viewer), ...(key === undefined ? {} : { line: line(key) }) }
    }
    if (event.type === 'withdrawn')
      return { ...event, viewer: viewer(event.viewer), line: event.line === null ? null : line(event.line) }
    return event
  })
}

function numbered(name: string): (key: string) => string {
  const names = new Map<string, string>()
  return (key) => {
    const known = names.get(key) ?? `${name}-${names.size + 1}`
    names.set(key, known)
    return known
  }
}
