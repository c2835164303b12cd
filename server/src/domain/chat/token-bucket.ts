import { keepNewest } from './keep-newest.ts'

/** Who may speak how often: `burst` lines at once, then one every `refill` milliseconds. No clock: times are arguments. */
export type TokenBuckets = {
  readonly burst: number
  readonly refill: number
  /** Viewers remembered; who has been silent longest is forgotten first (and then has a full bucket again). */
  readonly limit: number
  readonly levels: Map<string, { level: number; at: number }>
}

export const createTokenBuckets = ({ burst = 5, refill = 2_000, limit = 10_000 } = {}): TokenBuckets => ({
  burst,
  refill,
  limit,
  levels: new Map(),
})

/** Takes one token of `who` at `now` (ms); false, and nothing taken, where the bucket is empty. */
export const takeToken = (buckets: TokenBuckets, who: string, now: number): boolean => {
  const before = buckets.levels.get(who) ?? { level: buckets.burst, at: now }
  const level = Math.min(buckets.burst, before.level + Math.max(0, now - before.at) / buckets.refill)
  const taken = level >= 1
  buckets.levels.delete(who)
  buckets.levels.set(who, { level: taken ? level - 1 : level, at: Math.max(now, before.at) })
  keepNewest(buckets.levels, buckets.limit)
  return taken
}
