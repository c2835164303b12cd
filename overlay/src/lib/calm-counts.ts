import type { ShowView } from '@yosegaki/contract'

/** Votes and wishes as a page shows them, and since when, in milliseconds. */
export type Calm = Pick<ShowView, 'ballot' | 'themes'> & { artworkId: string | null; since: number }

/** Counts move every second and a half, however lively the chat is: bars and words that never come to rest tire, and cost. */
export const CALM_MS = 1_400

/**
 * What of a view's votes and wishes is shown at `now`: all of it at once where more than a count has changed (another ballot, another
 * state, wishes where there were none), counts alone when those before have been read. `wait`: milliseconds until then.
 */
export function calmed(before: Calm | null, view: ShowView, now: number): { calm: Calm; wait: number } {
  const next: Calm = {
    ballot: view.ballot,
    themes: view.themes,
    artworkId: view.artwork?.id ?? null,
    since: now,
  }
  if (before === null) return { calm: next, wait: 0 }
  if (before.ballot === next.ballot && before.themes === next.themes) return { calm: before, wait: 0 }
  const wait = before.since + CALM_MS - now
  if (wait <= 0 || tells(before) !== tells(next)) return { calm: next, wait: 0 }
  return { calm: before, wait }
}

/** All but the counts. */
const tells = ({ ballot, themes, artworkId }: Calm): string =>
  JSON.stringify([
    artworkId,
    themes.length === 0,
    ballot && { ...ballot, voters: 0, leading: 0, options: ballot.options.map(({ text }) => text) },
  ])
