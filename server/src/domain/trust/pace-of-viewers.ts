import { keepNewest } from '../chat/keep-newest.ts'

/**
 * Who speaks how much, against how much everybody else does. A viewer's lines count half after `HALF_LIFE_MS`; who is far louder
 * than the others floods, and goes on flooding until they have been quiet for a while. No clock: times come with the lines.
 */
export type PaceOfViewers = {
  /** Viewer -> their lines, each halved every half-life, as they stood at `at`. */
  readonly spoken: Map<string, { lines: number; at: number }>
  total: { lines: number; at: number }
  /** Viewer -> when their flood is over, if nothing more comes of it. */
  readonly flooding: Map<string, number>
}

const HALF_LIFE_MS = 30_000
/** About one line every four seconds, kept up, or ten at once. Below that nobody floods, however quiet the others are. */
export const FLOOD_LINES = 10
/** Times what the others say on average. */
const FLOOD_FACTOR = 8
/** Fewer viewers are company, not a crowd. */
const SMALLEST_CROWD = 5
const QUIET_AGAIN_MS = 60_000
const VIEWERS_KNOWN = 20_000

export const createPace = (): PaceOfViewers => ({
  spoken: new Map(),
  total: { lines: 0, at: 0 },
  flooding: new Map(),
})

const decayed = ({ lines, at }: { lines: number; at: number }, now: number): number =>
  lines * 2 ** (-Math.max(0, now - at) / HALF_LIFE_MS)

const isLoud = ({ spoken, total }: PaceOfViewers, own: number): boolean => {
  if (own < FLOOD_LINES || spoken.size < SMALLEST_CROWD) return false
  return own > (FLOOD_FACTOR * (total.lines - own)) / (spoken.size - 1)
}

/** Counts a line; says whether its viewer floods (changes `pace` in place). `began`: with this very line. */
export const speaks = (
  pace: PaceOfViewers,
  viewer: string,
  now: number,
): { floods: boolean; began: boolean } => {
  const own = decayed(pace.spoken.get(viewer) ?? { lines: 0, at: now }, now) + 1
  pace.spoken.delete(viewer)
  pace.spoken.set(viewer, { lines: own, at: now })
  pace.total = { lines: decayed(pace.total, now) + 1, at: now }
  keepNewest(pace.spoken, VIEWERS_KNOWN)
  const until = pace.flooding.get(viewer) ?? Number.NEGATIVE_INFINITY
  const floods = now < until || isLoud(pace, own)
  if (floods) {
    pace.flooding.set(viewer, now + QUIET_AGAIN_MS)
    keepNewest(pace.flooding, VIEWERS_KNOWN)
  }
  return { floods, began: floods && now >= until }
}

/** The producer says it was no flood, or the viewer is to be forgotten: they begin anew. */
export const startAnew = (pace: PaceOfViewers, viewer: string): void => {
  pace.spoken.delete(viewer)
  pace.flooding.delete(viewer)
}
