import type { ArtworkView, ShowView } from '@yosegaki/contract'

type Seen = Pick<ShowView, 'ballot' | 'themes'> & { artwork: Pick<ArtworkView, 'id' | 'step'> | null }
/** Something as a page shows it, the step that was painted then, and since when, in milliseconds. */
type Stands<T> = { value: T; step: number | null; since: number }
/** Votes and wishes as a page shows them. */
export type Calm = {
  artworkId: string | null
  ballot: Stands<ShowView['ballot']>
  themes: Stands<ShowView['themes']>
}

/** Counts stand for so long at most, however lively the chat is: bars and words that never come to rest tire, and cost. */
export const CALM_MS = 2_400
/** Wishes are a dozen words that change their places: once there are a few, they are let stand longer. */
export const WISHES_MS = 5_000
const FEW = 6
/** What is due within so long goes with the step that comes: the page moves on one beat. */
export const BEAT_MS = 1_400

/**
 * What of a view's votes and wishes is shown at `now`: all of it at once where more than a count has changed (another ballot, another
 * state, wishes where there were none), counts alone with a step, or when those before have been read. `wait`: milliseconds until then.
 */
export function calmed(before: Calm | null, view: Seen, now: number): { calm: Calm; wait: number } {
  const step = view.artwork?.step ?? null
  const next: Calm = {
    artworkId: view.artwork?.id ?? null,
    ballot: { value: view.ballot, step, since: now },
    themes: { value: view.themes, step, since: now },
  }
  if (before === null || tells(before) !== tells(next)) return { calm: next, wait: 0 }
  const ballot = stood(before.ballot, next.ballot, CALM_MS)
  const themes = stood(before.themes, next.themes, before.themes.value.length < FEW ? CALM_MS : WISHES_MS)
  const waits = [ballot, themes].flatMap(({ wait }) => (wait > 0 ? [wait] : []))
  const same = ballot.stands === before.ballot && themes.stands === before.themes
  return {
    calm: same ? before : { ...next, ballot: ballot.stands, themes: themes.stands },
    wait: waits.length === 0 ? 0 : Math.min(...waits),
  }
}

/** What has stood through a break in the connection has been read: what is heard after it is shown at once. */
export function readThrough({ artworkId, ballot, themes }: Calm): Calm {
  const since = Number.NEGATIVE_INFINITY
  return { artworkId, ballot: { ...ballot, since }, themes: { ...themes, since } }
}

function stood<T>(before: Stands<T>, next: Stands<T>, most: number): { stands: Stands<T>; wait: number } {
  if (before.value === next.value) return { stands: before, wait: 0 }
  const wait = before.since + most - next.since
  if (wait <= 0 || (wait <= BEAT_MS && before.step !== next.step)) return { stands: next, wait: 0 }
  return { stands: before, wait }
}

/** All but the counts. */
const tells = ({ artworkId, ballot: { value: ballot }, themes }: Calm): string =>
  JSON.stringify([
    artworkId,
    themes.value.length === 0,
    ballot && { ...ballot, voters: 0, leading: 0, options: ballot.options.map(({ text }) => text) },
  ])
