import { nextPacificMidnight } from './quota-day.ts'

/** The ledger of YouTube's daily units: what was spent, how long the rest lasts, how slowly to ask to make it last. */

/** Units of each call (Google's table, 2026). A stream costs its connect, however long it is read. */
export const QUOTA_UNITS = { videos: 1, channels: 1, list: 5, stream: 5, insert: 20, transition: 20 } as const
export type QuotaCall = keyof typeof QUOTA_UNITS

/**
 * `spent` counts until `resetsAt`. `pace`: units spent, each halved every `HALF_LIFE`. `connects`: the last stream
 * connects, oldest first. Times in epoch milliseconds.
 */
export type QuotaLedger = {
  readonly resetsAt: number
  readonly spent: number
  readonly since: number
  readonly pace: number
  readonly paceAt: number
  readonly connects: readonly number[]
}

export type QuotaPlan = {
  readonly left: number
  readonly limit: number
  readonly resetsAt: number
  /** When the units run out at the present pace; null where they outlast the day. */
  readonly lastsUntil: number | null
  /** Milliseconds between two polls that make the rest last until the reset; infinite where none is left. */
  readonly interval: number
  /** `early`: at this pace the day is too long. `low`: under a tenth is left. `gone`: not even one call. */
  readonly warning: 'early' | 'low' | 'gone' | null
}

const HALF_LIFE = 10 * 60_000
/** Connects free of suspicion. More of them in the time in which so many polls would be due cost more than polling. */
const MOST_CONNECTS = 8
/** A little is kept back from polling, for connects and for finding a chat. */
const SHARE = 0.95

export const openLedger = (now: number): QuotaLedger => ({
  resetsAt: nextPacificMidnight(now),
  spent: 0,
  since: now,
  pace: 0,
  paceAt: now,
  connects: [],
})

/** The ledger as of `now`: a new Pacific day starts at nothing; a clock set back starts no day again. */
const turnDay = (ledger: QuotaLedger, now: number): QuotaLedger =>
  now < ledger.resetsAt ? ledger : { ...ledger, resetsAt: nextPacificMidnight(now), spent: 0 }

const paceAt = ({ pace, paceAt }: QuotaLedger, now: number): number =>
  pace * 2 ** (-Math.max(0, now - paceAt) / HALF_LIFE)

/** The ledger after one more call at `now`. */
export const spend = (before: QuotaLedger, call: QuotaCall, now: number): QuotaLedger => {
  const ledger = turnDay(before, now)
  const units = QUOTA_UNITS[call]
  return {
    ...ledger,
    spent: ledger.spent + units,
    pace: paceAt(ledger, now) + units,
    paceAt: Math.max(now, ledger.paceAt),
    connects: call === 'stream' ? [...ledger.connects, now].slice(-MOST_CONNECTS) : ledger.connects,
  }
}

/** Units a millisecond, from the halved sum. A young ledger is judged as one of a half-life: a few calls are no pace. */
const rateOf = (ledger: QuotaLedger, now: number): number => {
  const age = Math.max(HALF_LIFE, now - ledger.since)
  const window = (HALF_LIFE / Math.LN2) * (1 - 2 ** (-age / HALF_LIFE))
  return paceAt(ledger, now) / window
}

/** What is left of the day under `limit` units, and how to live on it. */
export const planDay = (before: QuotaLedger, limit: number, now: number): QuotaPlan => {
  const ledger = turnDay(before, now)
  const left = Math.max(0, limit - ledger.spent)
  const { resetsAt } = ledger
  const rate = rateOf(ledger, now)
  const lasts = rate > 0 ? now + left / rate : Number.POSITIVE_INFINITY
  const gone = left < QUOTA_UNITS.list
  return {
    left,
    limit,
    resetsAt,
    lastsUntil: gone ? now : lasts < resetsAt ? lasts : null,
    interval: gone ? Number.POSITIVE_INFINITY : ((resetsAt - now) * QUOTA_UNITS.list) / (left * SHARE),
    warning: gone ? 'gone' : left < limit / 10 ? 'low' : lasts < resetsAt ? 'early' : null,
  }
}

export const canAfford = (plan: QuotaPlan, call: QuotaCall): boolean => plan.left >= QUOTA_UNITS[call]

/** True where streams have been closing so soon that polling costs no more than connecting again. */
export const connectIsDear = ({ connects }: QuotaLedger, { interval }: QuotaPlan, now: number): boolean =>
  connects.length === MOST_CONNECTS && now - connects[0]! < MOST_CONNECTS * interval

/** Milliseconds to the next poll: as YouTube asks, and slower where the day would not last. */
export const pollEvery = (plan: QuotaPlan, least: number): number => Math.max(least, Math.ceil(plan.interval))
