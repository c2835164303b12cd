import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replayLog } from '../../server/src/domain/artwork/apply-event.ts'
import type { Artwork } from '../../server/src/domain/artwork/artwork.ts'
import { opened } from '../../server/src/domain/artwork/testing.ts'
import {
  type BallotOption,
  castVote,
  decide,
  type OpenBallot,
  withdraw,
} from '../../server/src/domain/ballot/ballot.ts'
import { NO_VOTES } from '../../server/src/domain/ballot/votes.ts'
import { aLine, anAudience } from '../support/an-audience.ts'

/** Of a ballot's minute. */
const MILLIS = 60_000
const OPTIONS: BallotOption[] = ['夜の海', '森', '草原', 'お城'].map((text) => ({
  text: { ja: text, en: text },
  from: 'plan',
}))

type Said = { at: number; viewer: string; text: string }

/** Mulberry32: the same chat for the same seed. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const TALK = ['わくわくする', '猫もいいね', 'きれいだなあ', 'nice colours today', '満月の夜を描いて']

/** Everybody honest votes, a third of them say something before; every brigade viewer says what floods do. */
function chatOf(seed: number) {
  const next = random(seed)
  const below = (most: number): number => Math.floor(next() * most)
  const pick = <Value>(from: readonly Value[]): Value => from[below(from.length)]!
  const crowd = 60 + below(180)
  const target = below(OPTIONS.length)
  const honest = Array.from({ length: crowd }, (_, viewer): Said[] => {
    const [first, then] = [below(MILLIS), below(MILLIS)].sort((a, b) => a - b) as [number, number]
    const vote = { at: then, viewer: `h${viewer}`, text: String(below(OPTIONS.length) + 1) }
    return viewer % 3 === 0 ? [{ at: first, viewer: `h${viewer}`, text: pick(TALK) }, vote] : [vote]
  }).flat()
  const call = `みんなで${target + 1}番に投票して流れを変えよう`
  const says = (index: number): string =>
    pick([
      String(target + 1),
      String(target + 1),
      call,
      `${call}${index}`,
      OPTIONS[index % OPTIONS.length]!.text.ja,
      `真っ黒な四角を描いて${index}`,
    ])
  const members = Math.ceil((crowd * 5) / 95)
  const brigade = Array.from(
    { length: honest.length * 4 },
    (_, index): Said => ({
      at: below(MILLIS),
      viewer: `b${index % members}`,
      text: says(index),
    }),
  )
  return { honest, brigade, share: members / (members + crowd) }
}

const openBallot: OpenBallot = {
  state: 'open',
  round: 0,
  options: OPTIONS,
  votes: NO_VOTES,
  closesAt: MILLIS + 1,
  usual: 0,
}
const asked: Artwork = { ...replayLog([opened()]), ballot: openBallot }

/** What the ballot is after all of this was said, as the stream counts it. */
function count(lines: readonly Said[]) {
  const audience = anAudience({ now: () => MILLIS })
  let ballot = openBallot
  for (const [index, { at, viewer, text }] of lines.toSorted((a, b) => a.at - b.at).entries()) {
    const {
      heard,
      undo,
      viewer: who,
      line,
    } = audience.hear(aLine(`${index}`, viewer, text, at), { ...asked, ballot })
    if (undo === 'votes') ballot = withdraw(ballot, { viewer: who, line: null, seed: 7 })
    if (heard.kind === 'vote') ballot = castVote(ballot, { viewer: who, option: heard.option, line })
  }
  return { decision: decide(ballot, 7), themes: audience.themes(), rejected: audience.rejected() }
}

describe('C84: a brigade', () => {
  it('C84: 5 % of the viewers with 80 % of the lines change no winner, and no honest vote is lost', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { honest, brigade, share } = chatOf(seed)
        const wanted = count(honest)
        const raided = count([...honest, ...brigade])
        expect(share).toBeGreaterThanOrEqual(0.05)
        expect(raided.decision).toEqual(wanted.decision)
        expect(raided.themes.map(({ text }) => text)).toEqual(wanted.themes.map(({ text }) => text))
        expect(raided.rejected.some(({ reason }) => reason === 'flood')).toBe(true)
        expect(raided.rejected.every(({ name }) => name.startsWith('b'))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
