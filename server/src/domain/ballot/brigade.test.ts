import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenBallot } from './ballot.ts'
import { type Brigade, brigadeIn, CHANCE, FEWEST, judgedBrigades, OF_ONE_MIND, SPANS_MS } from './brigade.ts'
import { addVote, countByOption, isOf, judgeBurst, NO_VOTES, type Votes } from './votes.ts'

/** `since` is missing for whom the house knows longer. */
type Voter = { option: number; since?: number }

const OPTIONS = ['猫', '犬', '鳥', '花'].map((text) => ({
  text: { ja: text, en: text },
  from: 'plan' as const,
}))

const ballotOf = (votes: Votes, usual = 0): OpenBallot => ({
  state: 'open',
  round: 0,
  options: OPTIONS,
  votes,
  closesAt: 0,
  usual,
})

const votesOf = (voters: readonly Voter[]): Votes =>
  voters.reduce(
    (votes, voter, index) => addVote(votes, { viewer: `v${index}`, line: `l${index}`, ...voter }),
    NO_VOTES,
  )

const many = (count: number, voter: (index: number) => Voter): Voter[] =>
  Array.from({ length: count }, (_, index) => voter(index))

const known = (count: number, option: number): Voter[] => many(count, () => ({ option }))
/** One after the other, all within `millis`. */
const comers = (count: number, option: number, { from = 0, millis = 15_000 } = {}): Voter[] =>
  many(count, (index) => ({ option, since: from + Math.floor((index * millis) / count) }))

const find = (voters: readonly Voter[], usual?: number): Brigade | null =>
  brigadeIn(ballotOf(votesOf(voters), usual))

describe('C92: who came together and turned the ballot', () => {
  const regulars = [...known(20, 0), ...known(8, 1)]

  it('C92: forty newcomers for one option within half a minute, with how many, for what, and who leads without them', () => {
    expect(find([...regulars, ...comers(40, 1, { millis: 30_000 })])).toMatchObject({
      option: 1,
      viewers: 40,
      without: 0,
    })
  })

  it.each([
    ['eleven', comers(11, 1), [...known(6, 0)]],
    ['as many over two minutes', comers(40, 1, { millis: 120_000 }), regulars],
    ['those who were heard before', known(40, 1), regulars],
    ['newcomers of many minds', [...comers(20, 1), ...comers(10, 2), ...comers(6, 0)], regulars],
    ['those who change nothing', comers(40, 0), regulars],
    ['those who do not lead', comers(12, 1), regulars],
    ['those beside whom hardly anybody voted', comers(40, 1), known(2, 0)],
  ])('C92: %s are none', (_, newcomers, others) => {
    expect(find([...others, ...newcomers])).toBeNull()
  })

  it('C92: when everybody is new, only more than usual are one', () => {
    const others = comers(20, 0, { from: 60_000, millis: 60_000 })
    expect(find([...others, ...comers(25, 1)], 4)).toMatchObject({ viewers: 25 })
    expect(find([...others, ...comers(25, 1)], 15)).toBeNull()
  })

  it('C92: whoever came a moment before and votes otherwise is not of their company', () => {
    const before = comers(8, 0, { millis: 500 })
    expect(find([...before, ...comers(15, 1, { from: 6_000, millis: 500 })])).toMatchObject({ viewers: 15 })
  })

  it('C92: a quick script is found among honest newcomers of the same minute', () => {
    const crowd = many(60, (index) => ({ option: index % 4, since: index * 333 }))
    expect(find([...crowd, ...comers(40, 3, { from: 7_000, millis: 2_000 })])).toMatchObject({ option: 3 })
  })

  it('C93: set aside they count nothing, kept they count, and nobody is asked about them again', () => {
    const votes = votesOf([...regulars, ...comers(40, 1)])
    const { option, spans } = brigadeIn(ballotOf(votes))!
    const aside = judgeBurst(votes, { option, spans, counts: false })
    const late = addVote(aside, { viewer: 'late', line: 'late', option: 1, since: 19_000 })
    expect(countByOption(late, 4)).toEqual([20, 8, 0, 0])
    expect(brigadeIn(ballotOf(late))).toBeNull()
    expect(judgedBrigades(ballotOf(late))).toMatchObject([{ viewers: 41, without: 0, counts: false }])
    const kept = judgeBurst(aside, { option, spans, counts: true })
    expect(countByOption(kept, 4)).toEqual([20, 48, 0, 0])
    expect(brigadeIn(ballotOf(kept))).toBeNull()
    expect(judgeBurst(kept, { option, spans, counts: true })).toBe(kept)
  })

  it('C93: a second brigade is asked about, too', () => {
    const votes = votesOf([...regulars, ...comers(40, 1), ...comers(40, 2, { from: 60_000 })])
    const first = brigadeIn(ballotOf(votes))!
    const next = brigadeIn(ballotOf(judgeBurst(votes, { ...first, counts: false })))
    expect([first.option, next]).toMatchObject([1, { option: 2, viewers: 40, without: 0 }])
  })
})

describe('C92: equals a naive recount', () => {
  const crowd = fc.array(
    fc.record(
      { option: fc.nat(3), since: fc.integer({ min: 0, max: 60 }).map((half) => half * 500) },
      { requiredKeys: ['option'] },
    ),
    { maxLength: 40 },
  )
  const brigade = fc
    .record({
      size: fc.integer({ min: 8, max: 40 }),
      option: fc.nat(3),
      from: fc.integer({ min: 0, max: 40 }),
      every: fc.constantFrom(1, 100, 500, 1_000),
    })
    .map(({ size, option, from, every }) =>
      many(size, (index) => ({ option, since: from * 500 + index * every })),
    )

  it('C92: equals a naive recount, also where some were judged before', () => {
    let found = 0
    fc.assert(
      fc.property(
        crowd,
        fc.array(brigade, { maxLength: 3 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        (others, brigades, usual, counts) => {
          const voters = [...others, ...brigades.flat()]
          const votes = votesOf(voters)
          const first = brigadeIn(ballotOf(votes, usual))
          expect(first && summary(first)).toEqual(naive(voters, usual))
          if (first === null) return
          found += 1
          const judged = judgeBurst(votes, { option: first.option, spans: first.spans, counts })
          const isTheirs = (voter: Voter) => isOf(first, { line: '', ...voter })
          const left = counts
            ? voters.map((voter) => (isTheirs(voter) ? { option: voter.option } : voter))
            : voters.filter((voter) => !isTheirs(voter))
          expect(countByOption(judged, 4)).toEqual(tally(left))
          const next = brigadeIn(ballotOf(judged, usual))
          expect(next && summary(next)).toEqual(naive(left, usual))
        },
      ),
      { numRuns: 1_000 },
    )
    expect(found).toBeGreaterThan(50)
  })

  const summary = ({ option, viewers, without }: Brigade) => ({ option, viewers, without })

  function tally(voters: readonly Voter[]): number[] {
    return [0, 1, 2, 3].map((option) => voters.filter((voter) => voter.option === option).length)
  }

  function naive(voters: readonly Voter[], usual: number): ReturnType<typeof summary> | null {
    const leads = (some: readonly Voter[]): number => {
      const counts = tally(some)
      return counts.findIndex((count) => counts.every((other) => other <= count))
    }
    const option = leads(voters)
    const isIn = (voter: Voter, from: number, millis: number): boolean =>
      voter.since !== undefined && voter.since >= from && voter.since <= from + millis
    const windows = voters.flatMap(({ since, option: own }) =>
      since === undefined || own !== option ? [] : SPANS_MS.map((millis) => ({ from: since, millis })),
    )
    const together = windows.filter(({ from, millis }) => {
      const inside = voters.filter((voter) => isIn(voter, from, millis))
      const forIt = inside.filter((voter) => voter.option === option).length
      return inside.length >= FEWEST + (usual * millis) / SPANS_MS[0] && forIt >= OF_ONE_MIND * inside.length
    })
    const came = voters.filter((voter) => together.some(({ from, millis }) => isIn(voter, from, millis)))
    const theirs = came.filter((voter) => voter.option === option)
    const without = leads(voters.filter((voter) => !theirs.includes(voter)))
    if (theirs.length === 0 || without === option) return null
    const forIt = voters.filter((voter) => voter.option === option).length
    let ways = 0n
    for (let more = theirs.length; more <= Math.min(came.length, forIt); more++)
      ways += choose(forIt, more) * choose(voters.length - forIt, came.length - more)
    const chance = Number((ways * 10n ** 12n) / choose(voters.length, came.length)) / 1e12
    return chance < CHANCE ? { option, viewers: theirs.length, without } : null
  }

  function choose(n: number, k: number): bigint {
    if (k < 0 || k > n) return 0n
    let ways = 1n
    for (let at = 1; at <= k; at++) ways = (ways * BigInt(n - k + at)) / BigInt(at)
    return ways
  }
})
