import { keepNewest } from '../chat/keep-newest.ts'

/** Since when the house knows each viewer, and how many it came to know lately. No clock: times come with the lines. */
export type Arrivals = {
  /** Viewer -> when they were first heard; who has not spoken longest is forgotten first. */
  readonly since: Map<string, number>
  /** A ring: viewers first heard in each of the newest seconds, and which second that was. */
  readonly came: Uint32Array
  readonly second: Float64Array
  /** When anybody was heard first. */
  began: number | null
}

/** As long as a show's call lasts, and short enough to follow how its crowd comes and goes. */
const LATELY_S = 300
const VIEWERS_KNOWN = 50_000
const SECOND = 1_000

export const createArrivals = (): Arrivals => ({
  since: new Map(),
  came: new Uint32Array(LATELY_S),
  second: new Float64Array(LATELY_S).fill(-1),
  began: null,
})

/**
 * When the viewer of a line was first heard: with this very line, if never before. `isKnown`: their platform knows them longer,
 * so they are not among those who came. Changes `arrivals` in place.
 */
export function hearOf(
  arrivals: Arrivals,
  { viewer, at, isKnown }: { viewer: string; at: number; isKnown: boolean },
): number {
  const before = arrivals.since.get(viewer)
  arrivals.since.delete(viewer)
  arrivals.since.set(viewer, before ?? at)
  keepNewest(arrivals.since, VIEWERS_KNOWN)
  arrivals.began ??= at
  if (before === undefined && !isKnown) countArrival(arrivals, Math.floor(at / SECOND))
  return before ?? at
}

function countArrival({ came, second }: Arrivals, now: number): void {
  const place = now % LATELY_S
  // One of several chats may be late by more than the ring is long.
  if (second[place]! > now) return
  if (second[place]! < now) came[place] = 0
  second[place] = now
  came[place]! += 1
}

/** Viewers first heard in `millis`, on average over the last minutes, or since there were any. */
export function usualArrivals({ came, second, began }: Arrivals, now: number, millis: number): number {
  if (began === null) return 0
  const oldest = Math.floor(now / SECOND) - LATELY_S
  const all = came.reduce((sum, count, place) => (second[place]! > oldest ? sum + count : sum), 0)
  const lasted = Math.min(LATELY_S * SECOND, Math.max(now - began, millis))
  return Math.round((all * millis * 100) / lasted) / 100
}

export const forgetArrival = ({ since }: Arrivals, viewer: string): void => void since.delete(viewer)
