import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canAfford,
  connectIsDear,
  openLedger,
  planDay,
  pollEvery,
  QUOTA_UNITS,
  type QuotaCall,
  spend,
} from './quota.ts'
import { nextPacificMidnight, pacificDay } from './quota-day.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOON_PACIFIC = Date.parse('2026-07-01T19:00:00Z')

const year2026 = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') })

/** A day of reading by the ledger's rules; streams live as long as `life` says. Answers the least left and the longest gap. */
const liveThrough = (start: number, length: number, limit: number, life: () => number) => {
  let now = start
  let ledger = openLedger(now)
  let probeAt = 0
  let probeWait = MINUTE
  let leastLeft = limit
  let longestGap = 0
  let calls = 0
  const call = (kind: QuotaCall) => {
    expect(canAfford(planDay(ledger, limit, now), kind)).toBe(true)
    ledger = spend(ledger, kind, now)
    leastLeft = Math.min(leastLeft, planDay(ledger, limit, now).left)
    calls += 1
  }
  while (now < start + length) {
    const plan = planDay(ledger, limit, now)
    if (now >= probeAt && !connectIsDear(ledger, plan, now)) {
      const probing = probeAt > 0
      const lived = life()
      call('stream')
      now += lived + 1_000
      if (!probing || lived >= plan.interval) {
        if (lived >= plan.interval) {
          probeAt = 0
          probeWait = MINUTE
        }
        continue
      }
      probeAt = now + probeWait
      probeWait = Math.min(HOUR, probeWait * 2)
      continue
    }
    if (now >= probeAt) {
      probeAt = now + probeWait
      probeWait = Math.min(HOUR, probeWait * 2)
    }
    call('list')
    const gap = pollEvery(planDay(ledger, limit, now), 5_000)
    longestGap = Math.max(longestGap, gap)
    now += gap
  }
  return { leastLeft, longestGap, calls }
}

describe('the quota ledger', () => {
  it('C43: the day turns at midnight Pacific, also when the clocks change', () => {
    fc.assert(
      fc.property(year2026, (at) => {
        const next = nextPacificMidnight(at)
        expect(next).toBeGreaterThan(at)
        expect(next - at).toBeLessThanOrEqual(25 * HOUR)
        expect(pacificDay(next - 1)).toBe(pacificDay(at))
        expect(pacificDay(next) > pacificDay(at)).toBe(true)
      }),
    )
    for (const [at, hours] of [
      ['2026-03-08T08:00:00Z', 23],
      ['2026-11-01T07:00:00Z', 25],
      ['2026-07-01T07:00:00Z', 24],
    ] as const)
      expect((nextPacificMidnight(Date.parse(at)) - Date.parse(at)) / HOUR).toBe(hours)
  })

  it('C43: what is spent is the sum of the calls of this Pacific day', () => {
    const calls = fc.array(
      fc.tuple(fc.constantFrom<QuotaCall>('videos', 'list', 'stream'), fc.nat(6 * HOUR)),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(year2026, calls, (start, made) => {
        let now = start
        let ledger = openLedger(now)
        const log: { units: number; at: number }[] = []
        for (const [call, later] of made) {
          now += later
          ledger = spend(ledger, call, now)
          log.push({ units: QUOTA_UNITS[call], at: now })
        }
        const naive = log
          .filter(({ at }) => pacificDay(at) === pacificDay(now))
          .reduce((sum, { units }) => sum + units, 0)
        expect(planDay(ledger, 10_000, now).left).toBe(10_000 - naive)
        expect(ledger.connects.length).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('C43: a clock that goes back starts no day again', () => {
    const ledger = spend(openLedger(NOON_PACIFIC), 'list', NOON_PACIFIC)
    expect(planDay(ledger, 100, NOON_PACIFIC - DAY).left).toBe(95)
  })

  it('C44: says until when the units last at this pace, and warns early', () => {
    let ledger = openLedger(NOON_PACIFIC)
    let now = NOON_PACIFIC
    for (; now < NOON_PACIFIC + HOUR; now += 5_000) ledger = spend(ledger, 'list', now)
    const plan = planDay(ledger, 10_000, now)
    // 3,600 spent in an hour: 6,400 last 1 h 47 min more.
    expect((plan.lastsUntil! - now) / MINUTE).toBeGreaterThan(100)
    expect((plan.lastsUntil! - now) / MINUTE).toBeLessThan(113)
    expect(plan.warning).toBe('early')
    const rested = planDay(ledger, 10_000, now + 2 * HOUR)
    expect(rested).toMatchObject({ lastsUntil: null, warning: null })
  })

  it('C44: polls are never closer than YouTube allows, and far enough apart to last', () => {
    const fresh = planDay(openLedger(NOON_PACIFIC), 1_000_000, NOON_PACIFIC)
    expect(pollEvery(fresh, 7_000)).toBe(7_000)
    const plain = planDay(openLedger(NOON_PACIFIC), 10_000, NOON_PACIFIC)
    expect(pollEvery(plain, 5_000)).toBe(Math.ceil((12 * HOUR * 5) / 9_500))
    const spent = planDay({ ...openLedger(NOON_PACIFIC), spent: 9_996 }, 10_000, NOON_PACIFIC)
    expect(spent).toMatchObject({ warning: 'gone', interval: Number.POSITIVE_INFINITY, left: 4 })
    expect(canAfford(spent, 'videos')).toBe(true)
    expect(canAfford(spent, 'list')).toBe(false)
  })

  it('C45: a connect is dear once streams close faster than polls would be due, and not before', () => {
    let ledger = openLedger(NOON_PACIFIC)
    let now = NOON_PACIFIC
    const dear = () => connectIsDear(ledger, planDay(ledger, 10_000, now), now)
    for (let count = 0; count < 8; count++, now += 10_000) {
      expect(dear()).toBe(false)
      ledger = spend(ledger, 'stream', now)
    }
    expect(dear()).toBe(true)
    now += HOUR
    expect(dear()).toBe(false)
  })

  it('C44: 24 hours on 10,000 units never run dry, however short streams live', () => {
    const lives = fc.constantFrom(0, 500, 10_000, 60_000, 5 * MINUTE, 30 * MINUTE)
    let worst = { leastLeft: 10_000, longestGap: 0 }
    fc.assert(
      fc.property(year2026, fc.array(lives, { minLength: 1, maxLength: 12 }), (at, cycle) => {
        // The hardest start: a whole day before the next reset.
        const start = nextPacificMidnight(at)
        let turn = 0
        const day = liveThrough(
          start,
          nextPacificMidnight(start) - start,
          10_000,
          () => cycle[turn++ % cycle.length]!,
        )
        expect(day.leastLeft).toBeGreaterThanOrEqual(0)
        worst = {
          leastLeft: Math.min(worst.leastLeft, day.leastLeft),
          longestGap: Math.max(worst.longestGap, day.longestGap),
        }
      }),
      { numRuns: 20, seed: 5 },
    )
    expect(worst.leastLeft).toBeGreaterThanOrEqual(5)
    expect(worst.longestGap).toBeLessThan(5 * MINUTE)
  })
})
