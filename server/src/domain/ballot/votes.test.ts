import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addVote, countByOption, NO_VOTES, VOTES_KEPT, type Votes, votesOf, withdrawVotes } from './votes.ts'

type Act =
  | { type: 'vote'; viewer: string; option: number; line: string }
  | { type: 'delete'; viewer: string; line: string }
  | { type: 'ban'; viewer: string }

const VIEWERS = ['ann', 'bob', 'cy']
const viewer = fc.constantFrom(...VIEWERS)
/** Few lines a viewer, so that they are repeated and deleted often, and never more than are kept. */
const line = fc
  .tuple(viewer, fc.integer({ min: 1, max: VOTES_KEPT }))
  .map(([who, n]) => ({ who, id: `${who}-${n}` }))
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(line, fc.integer({ min: 0, max: 2 }))
      .map(([{ who, id }, option]) => ({ type: 'vote' as const, viewer: who, option, line: id })),
  },
  { weight: 2, arbitrary: line.map(({ who, id }) => ({ type: 'delete' as const, viewer: who, line: id })) },
  { weight: 1, arbitrary: viewer.map((who) => ({ type: 'ban' as const, viewer: who })) },
)

const apply = (votes: Votes, each: Act): Votes => {
  switch (each.type) {
    case 'vote':
      return addVote(votes, each)
    case 'delete':
      return withdrawVotes(votes, each.viewer, each.line)
    case 'ban':
      return withdrawVotes(votes, each.viewer, null)
  }
}

/** The lines that are left, in order, a repeated one at its first place; each viewer's last one counts. */
function recount(acts: readonly Act[]): number[] {
  let left: Extract<Act, { type: 'vote' }>[] = []
  for (const each of acts) {
    if (each.type === 'vote' && !left.some((vote) => vote.line === each.line)) left.push(each)
    if (each.type === 'delete') left = left.filter((vote) => vote.line !== each.line)
    if (each.type === 'ban') left = left.filter((vote) => vote.viewer !== each.viewer)
  }
  const counts = [0, 0, 0]
  for (const who of VIEWERS) {
    const last = left.findLast((vote) => vote.viewer === who)
    if (last) counts[last.option]! += 1
  }
  return counts
}

describe('votes', () => {
  it('A18: any order of votes, changes, deletions, bans and repeats counts as a naive recount does', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        expect(countByOption(acts.reduce(apply, NO_VOTES), 3)).toEqual(recount(acts))
      }),
      { numRuns: 1000 },
    )
  })

  it('A18: thousands of viewers, each with their own vote, and what they were before stays as it was', () => {
    const voters = Array.from({ length: 3_000 }, (_, n) => `v${n}`)
    const votes = voters.reduce(
      (cast, viewer, n) => addVote(cast, { viewer, option: n % 3, line: viewer }),
      NO_VOTES,
    )
    const fewer = voters.slice(1_000).reduce((left, viewer) => withdrawVotes(left, viewer, null), votes)
    expect([votes.size, countByOption(votes, 3)]).toEqual([3_000, [1_000, 1_000, 1_000]])
    expect([fewer.size, countByOption(fewer, 3)]).toEqual([1_000, [334, 333, 333]])
    expect(NO_VOTES.size).toBe(0)
  })

  it('A18: what changes nothing gives the same votes', () => {
    const votes = addVote(NO_VOTES, { viewer: 'ann', option: 1, line: 'a' })
    expect(addVote(votes, { viewer: 'ann', option: 2, line: 'a' })).toBe(votes)
    expect(withdrawVotes(votes, 'ann', 'b')).toBe(votes)
    expect(withdrawVotes(votes, 'bob', null)).toBe(votes)
  })

  it('A18: of a viewer who never stops voting only the newest votes are kept', () => {
    let votes = NO_VOTES
    for (let n = 0; n < 100; n += 1) votes = addVote(votes, { viewer: 'ann', option: n % 2, line: `a${n}` })
    expect(votesOf(votes, 'ann')).toHaveLength(VOTES_KEPT)
    expect(votesOf(votes, 'ann').at(-1)).toEqual({ option: 1, line: 'a99' })
  })

  it('A18: a viewer who says the same again and again stops filling the log', () => {
    let [votes, changes] = [NO_VOTES, 0]
    for (let n = 0; n < 100; n += 1) {
      const next = addVote(votes, { viewer: 'ann', option: 1, line: `a${n}` })
      changes += next === votes ? 0 : 1
      votes = next
    }
    expect(changes).toBe(VOTES_KEPT)
  })
})
