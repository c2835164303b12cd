import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replayLog } from '../../server/src/domain/artwork/apply-event.ts'
import type { Artwork } from '../../server/src/domain/artwork/artwork.ts'
import { opened } from '../../server/src/domain/artwork/testing.ts'
import { addVote, countByOption, NO_VOTES, withdrawVotes } from '../../server/src/domain/ballot/votes.ts'
import { readOwnWord } from '../../server/src/domain/trust/own-words.ts'
import { aLine, anAudience } from '../support/an-audience.ts'

const place = (id: string) => ({ source: 'chat', id })
const voting: Artwork = {
  ...replayLog([opened()]),
  ballot: {
    state: 'open',
    round: 0,
    options: ['猫', '犬', '鳥'].map((text) => ({ text: { ja: text, en: text }, from: 'plan' as const })),
    votes: NO_VOTES,
    closesAt: 9_000,
    usual: 0,
  },
}

describe('C86: what was left out', () => {
  it('C86: is listed with its reason, the newest first', () => {
    const own = readOwnWord('バナナ')
    const audience = anAudience({ ownWords: own.ok ? [own.word] : [] })
    audience.hear(aLine('1', 'ann', 'まぬけな絵師め'), null)
    audience.hear(aLine('2', 'bob', 'ﾊﾞﾅﾅを描いて'), null)
    audience.hear(aLine('3', 'cy', '猫を描いて'), null)
    expect(audience.rejected().map(({ id, name, reason }) => [id, name, reason])).toEqual([
      ['2', 'bob', 'own-word'],
      ['1', 'ann', 'abuse'],
    ])
    expect(audience.themes().map(({ text }) => text)).toEqual(['猫'])
  })

  it('C86: overturned, a wish counts as if said, and a vote is the caller’s to cast', () => {
    const own = readOwnWord('猫')
    const audience = anAudience({ ownWords: own.ok ? [own.word] : [] })
    audience.hear(aLine('1', 'ann', '猫を描いて'), null)
    expect(audience.act('overturn', place('1'), null)?.heard?.kind).toBe('wish')
    expect(audience.themes().map(({ text }) => text)).toEqual(['猫'])
    expect(audience.rejected()).toEqual([])
    expect(audience.lines).toMatchObject([{ id: '1', heardAs: 'wish' }])
    audience.hear(aLine('2', 'bob', '猫がいい'), voting)
    expect(audience.act('overturn', place('2'), voting)).toEqual({
      viewer: 'chat:bob',
      line: 'chat/2',
      heard: { kind: 'vote', option: 0 },
      since: 500,
    })
    expect(audience.act('overturn', place('2'), voting)).toBeNull()
  })

  it('C86: a producer hides a line and bans its viewer', () => {
    const audience = anAudience()
    audience.hear(aLine('1', 'ann', '猫を描いて'), null)
    audience.hear(aLine('2', 'ann', '犬を描いて'), null)
    expect(audience.act('hide', place('1'), null)).toEqual({
      viewer: 'chat:ann',
      line: 'chat/1',
      heard: null,
    })
    expect(audience.themes().map(({ text }) => text)).toEqual(['犬'])
    expect(audience.act('ban', place('2'), null)).toEqual({ viewer: 'chat:ann', line: null, heard: null })
    expect([audience.themes(), audience.lines]).toEqual([[], []])
    expect(audience.act('ban', place('9'), null)).toBeNull()
  })
})

describe('C87: being forgotten', () => {
  it('C87: by their own word; nothing of them is listed, not even that they asked', () => {
    const audience = anAudience()
    audience.hear(aLine('1', 'ann', '猫を描いて'), null)
    audience.hear(aLine('2', 'ann', '死ね'), null)
    audience.hear(aLine('3', 'bob', '猫を描いて'), null)
    expect(audience.hear(aLine('4', 'ann', '!忘れて'), null)).toMatchObject({
      viewer: 'chat:ann',
      undo: 'everything',
    })
    expect(audience.themes()).toMatchObject([{ text: '猫', viewers: 1 }])
    expect([...audience.lines, ...audience.rejected()].map(({ name }) => name)).toEqual(['bob'])
    expect(audience.act('ban', place('1'), null)).toBeNull()
  })

  it('C87: by the producer', () => {
    const audience = anAudience()
    audience.hear(aLine('1', 'ann', '死ね'), null)
    expect(audience.act('forget', place('1'), null)).toEqual({ viewer: 'chat:ann', line: null, heard: null })
    expect([audience.rejected(), audience.lines]).toEqual([[], []])
  })
})

describe('C92: who is new', () => {
  const NOW = 1_000_000
  const hear = (audience: ReturnType<typeof anAudience>, viewer: string, at: number, more: object = {}) => {
    const line = aLine(`${viewer}-${at}`, viewer, '1', at)
    return audience.hear({ ...line, viewer: { ...line.viewer, ...more } }, voting).since
  }

  it('C92: a vote tells since when its viewer was heard, for five minutes, and not of whom the platform knows', () => {
    const audience = anAudience({ now: () => NOW })
    expect(hear(audience, 'ann', NOW)).toBe(NOW)
    expect(hear(audience, 'ann', NOW + 200_000)).toBe(NOW)
    expect(hear(audience, 'ann', NOW + 300_001)).toBeUndefined()
    expect(hear(audience, 'bob', NOW, { member: true })).toBeUndefined()
    expect(hear(audience, 'cy', NOW, { firstTime: false })).toBeUndefined()
    expect(hear(audience, 'dan', NOW, { firstTime: true })).toBe(NOW)
  })

  it('C92: what an earlier process heard is heard: nobody is new again, and as many came', () => {
    const audience = anAudience({ now: () => NOW })
    for (const viewer of ['ann', 'bob', 'cy']) {
      const line = { ...aLine(viewer, `chat:${viewer}`, 'やあ', NOW - 60_000) }
      audience.recall({ type: 'line', key: `chat/${viewer}`, line, meant: { kind: 'talk' }, count: 1 })
    }
    expect(audience.usual()).toBe(1)
    expect(hear(audience, 'ann', NOW)).toBe(NOW - 60_000)
  })
})

describe('C88: any order', () => {
  const viewers = ['ann', 'bob', 'cy']
  const viewer = fc.constantFrom(...viewers)
  /** A line is one viewer's, said at one time, and may come more than once. */
  const vote = fc.record({
    type: fc.constant('vote' as const),
    n: fc.integer({ min: 1, max: 7 }),
    viewer,
    option: fc.nat(2),
  })
  const acts = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: vote },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('delete' as const),
          n: fc.integer({ min: 1, max: 7 }),
          viewer,
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('ban' as const), viewer }) },
    ),
    { maxLength: 50 },
  )

  it('C88: votes, changes, deletions and bans, also before their line, count as a recount of what is left', () => {
    fc.assert(
      fc.property(acts, (drawn) => {
        const audience = anAudience()
        let votes = NO_VOTES
        const texts = new Map<string, number>()
        for (const [at, act] of drawn.entries()) {
          if (act.type === 'vote') {
            const id = `${act.viewer}-${act.n}`
            // Delivered again, a line says what it said.
            const option = texts.get(id) ?? act.option
            texts.set(id, option)
            const {
              heard,
              viewer: who,
              line,
            } = audience.hear(aLine(id, act.viewer, `${option + 1}`, at), voting)
            if (heard.kind === 'vote') votes = addVote(votes, { viewer: who, option: heard.option, line })
          } else {
            const id = `e${at}`
            const taken = audience.takeBack(
              act.type === 'delete'
                ? { type: 'removed', id, source: 'chat', at, line: `${act.viewer}-${act.n}` }
                : {
                    type: 'banned',
                    id,
                    source: 'chat',
                    at,
                    viewer: { id: act.viewer, name: '' },
                    seconds: null,
                  },
            )
            if (taken !== null) votes = withdrawVotes(votes, taken.viewer, taken.line)
          }
        }
        expect(countByOption(votes, 3)).toEqual(recount(drawn, texts))
      }),
      { numRuns: 500 },
    )
  })

  function recount(drawn: readonly Act[], texts: ReadonlyMap<string, number>): number[] {
    const counts = [0, 0, 0]
    for (const who of viewers) {
      const own = drawn.filter((act) => act.viewer === who)
      const gone = new Set(own.flatMap((act) => (act.type === 'delete' ? [act.n] : [])))
      const since = own.slice(own.findLastIndex(({ type }) => type === 'ban') + 1)
      const left: number[] = []
      for (const act of since)
        if (act.type === 'vote' && !gone.has(act.n) && !left.includes(act.n)) left.push(act.n)
      const last = left.at(-1)
      if (last !== undefined) counts[texts.get(`${who}-${last}`)!]! += 1
    }
    return counts
  }
})

type Act = { viewer: string } & (
  | { type: 'vote'; n: number; option: number }
  | { type: 'delete'; n: number }
  | { type: 'ban' }
)
