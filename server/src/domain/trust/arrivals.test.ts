import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createArrivals, forgetArrival, hearOf, usualArrivals } from './arrivals.ts'

const SECOND = 1_000
const hearAll = (said: readonly { viewer: string; at: number; isKnown?: boolean }[]) => {
  const arrivals = createArrivals()
  const since = said.map((line) => hearOf(arrivals, { isKnown: false, ...line }))
  return { arrivals, since }
}

describe('C92: who is new, and how many come', () => {
  it('C92: a viewer is known since their first line, until they are forgotten', () => {
    const { arrivals, since } = hearAll([
      { viewer: 'ann', at: 5 * SECOND },
      { viewer: 'ann', at: 9 * SECOND },
    ])
    expect(since).toEqual([5 * SECOND, 5 * SECOND])
    forgetArrival(arrivals, 'ann')
    expect(hearOf(arrivals, { viewer: 'ann', at: 12 * SECOND, isKnown: false })).toBe(12 * SECOND)
  })

  it('C92: whom the platform knows longer did not come', () => {
    const { arrivals } = hearAll([
      { viewer: 'ann', at: 0 },
      { viewer: 'bob', at: 0, isKnown: true },
    ])
    expect(usualArrivals(arrivals, 20 * SECOND, 20 * SECOND)).toBe(1)
  })

  it('C92: so many come in a while as a naive recount says', () => {
    const lines = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 0, max: 900 })), { maxLength: 200 })
    fc.assert(
      fc.property(lines, (drawn) => {
        const said = drawn
          .toSorted((one, other) => one[1] - other[1])
          .map(([viewer, second]) => ({ viewer: `v${viewer}`, at: second * SECOND }))
        const now = said.at(-1)?.at ?? 0
        const began = said[0]?.at ?? 0
        const firsts = new Map(said.toReversed().map(({ viewer, at }) => [viewer, at]))
        const came = [...firsts.values()].filter((at) => at > now - 300 * SECOND).length
        const lasted = Math.min(300 * SECOND, Math.max(20 * SECOND, now - began))
        const usual = usualArrivals(hearAll(said).arrivals, now, 20 * SECOND)
        expect(usual).toBeCloseTo((came * 20 * SECOND) / lasted, 1)
      }),
    )
  })

  it('C92: a chat that is late by minutes changes nothing that is newer', () => {
    const { arrivals } = hearAll([
      { viewer: 'ann', at: 700 * SECOND },
      { viewer: 'bob', at: 100 * SECOND },
    ])
    expect(usualArrivals(arrivals, 700 * SECOND, 20 * SECOND)).toBe(1)
  })
})
