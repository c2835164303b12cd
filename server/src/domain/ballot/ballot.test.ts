import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { castVote, decide, type OpenBallot, painterPick } from './ballot.ts'
import { proposeOptions } from './propose-options.ts'
import { addVote, NO_VOTES } from './votes.ts'

const open = (votes: [string, number][] = [], count = 3): OpenBallot => ({
  state: 'open',
  round: 0,
  options: Array.from({ length: count }, (_, index) => ({
    text: { ja: `案${index}`, en: `option ${index}` },
    from: 'chat',
  })),
  votes: votes.reduce((cast, [viewer, option]) => addVote(cast, { viewer, option, line: '' }), NO_VOTES),
  closesAt: 0,
  usual: 0,
})

describe('a ballot', () => {
  it('A6: a tie is won by the lowest number among the equal, shares as voted', () => {
    const decision = decide(
      open([
        ['a', 2],
        ['b', 1],
        ['c', 2],
        ['d', 1],
      ]),
      7,
    )
    expect(decision).toMatchObject({ winner: 1, decidedBy: 'tie', shares: [0, 0.5, 0.5] })
  })

  it('A7: nobody voted: the painter picks, the same pick for the same seed and round', () => {
    const first = decide(open(), 7)
    expect(first).toMatchObject({ decidedBy: 'painter', voters: 0 })
    expect(first.shares[first.winner]).toBe(1)
    expect(decide(open(), 7)).toEqual(first)
  })

  it('A7: over many seeds the painter picks every option about equally often', () => {
    const picks = [0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed += 1) picks[painterPick(seed, 1, 4)]! += 1
    for (const count of picks) expect(count).toBeGreaterThan(850)
  })

  it('A4: repeating a vote changes nothing', () => {
    const ballot = open([['a', 1]])
    expect(castVote(ballot, { viewer: 'a', option: 1, line: '' })).toBe(ballot)
  })

  it('A4: counts agree with a naive recount', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 2 }))),
        (votes) => {
          const ballot = votes.reduce(
            (now, [viewer, option]) => castVote(now, { viewer, option, line: '' }),
            open(),
          )
          const last = Object.fromEntries(votes.map(([viewer, option]) => [`v${viewer}`, option]))
          const recount = [0, 1, 2].map(
            (option) => Object.values(last).filter((each) => each === option).length,
          )
          expect(decide(ballot, 1).counts).toEqual(recount)
        },
      ),
    )
  })
})

describe('options', () => {
  const suggestions = ['猫 cat', '犬 dog', '花 flower', '家 house'].map((pair) => {
    const [ja = '', en = ''] = pair.split(' ')
    return { text: { ja, en }, keys: [en] }
  })
  const propose = (wished: string[], decided: typeof suggestions = []) =>
    proposeOptions({
      wished: wished.map((text) => ({ key: text === 'にゃんこ' ? 'cat' : text, text, weight: 1 })),
      suggestions,
      decided,
      count: 3,
      seed: 1,
      round: 0,
    })

  it('A14: what chat wishes comes first, the plan fills up', () => {
    const options = propose(['竜'])
    expect(options.map(({ from }) => from)).toEqual(['chat', 'plan', 'plan'])
    expect(options[0]?.text).toEqual({ ja: '竜', en: '竜' })
  })

  it('A14: a wish the plan knows is offered in both languages, and once', () => {
    const options = propose(['CAT', '猫', 'にゃんこ', 'dog'])
    expect(options.map(({ text }) => text.en)).toEqual(['cat', 'dog', expect.any(String)])
    expect(new Set(options.map(({ text }) => text.en)).size).toBe(3)
  })

  it('A14: nothing already decided is asked again', () => {
    expect(
      propose(['猫', 'にゃんこ'], [{ text: { ja: '猫', en: 'cat' }, keys: ['cat'] }]).some(
        ({ text }) => text.en === 'cat',
      ),
    ).toBe(false)
  })

  it('A14: a ballot is never empty, even where everything was decided before', () => {
    expect(propose([], suggestions).length).toBeGreaterThan(0)
  })

  it('A14: never more than asked for, never two alike, whatever chat says', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (wished) => {
        const options = propose(wished)
        expect(options.length).toBeLessThanOrEqual(3)
        expect(new Set(options.map(({ text }) => text.ja.normalize('NFKC').toLowerCase().trim())).size).toBe(
          options.length,
        )
      }),
    )
  })
})
