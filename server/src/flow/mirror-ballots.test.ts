import type { MirrorView } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { after, seconds } from '../domain/artwork/testing.ts'
import type { BallotMirror } from '../domain/chat/line.ts'
import type { SmallStore } from '../ports.ts'
import { mirrorBallots } from './mirror-ballots.ts'

const text = (words: string) => ({ ja: words, en: words })
const options = ['ねこ', 'りんご'].map((words) => ({ text: text(words), from: 'plan' as const }))

const ballot = { type: 'ballot-opened' as const, at: seconds(5), round: 0, options }
const calling = after([])
const voting = after([ballot])
const decided = after([ballot, { type: 'ticked', at: seconds(9) }])

const memory = (): SmallStore => {
  const kept = new Map<string, string>()
  return { get: async (key) => kept.get(key) ?? null, set: async (key, value) => void kept.set(key, value) }
}

/** A platform that writes down what it was told; `answer` may hold an answer back or refuse. */
const aPlatform = (answer: () => Promise<void> = async () => {}) => {
  const told: string[] = []
  const mirror: BallotMirror = {
    async open({ question, options }) {
      told.push(`open ${question.ja} ${options.map(({ ja }) => ja)}`)
      await answer()
      return { ok: true, id: `p${told.length}` }
    },
    async close(id) {
      told.push(`close ${id}`)
      return { ok: true, votes: [3, 4] }
    },
  }
  return { mirror, told }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10))
const open = (mirror: BallotMirror, store = memory(), stream = 's1') => {
  const shown: MirrorView[][] = []
  const logged: string[] = []
  const log = (event: string) => void logged.push(event)
  const mirrors = mirrorBallots(
    { mirrors: store, logger: { info: log, warn: log, error: log } },
    { stream, sources: [{ source: 'youtube-x', mirror }], changed: () => shown.push(mirrors.view()) },
  )
  return { mirrors, shown, logged }
}

describe('mirroring ballots', () => {
  it('C53: a poll opens once with its ballot and closes with it; its own votes are told', async () => {
    const { mirror, told } = aPlatform()
    const { mirrors } = open(mirror)
    for (const artwork of [calling, voting, voting, voting]) mirrors.follow(artwork)
    await settled()
    expect(told).toEqual(['open 何? ねこ,りんご'])
    expect(mirrors.view()).toMatchObject([{ source: 'youtube-x', round: 0, state: 'open' }])
    mirrors.follow(decided)
    await settled()
    expect(told.slice(1)).toEqual(['close p1'])
    expect(mirrors.view()).toMatchObject([
      {
        state: 'closed',
        options: [
          { text: text('ねこ'), votes: 3 },
          { text: text('りんご'), votes: 4 },
        ],
      },
    ])
  })

  it('C53: the totals of the last poll stay beside the next one', async () => {
    const { mirror } = aPlatform()
    const { mirrors } = open(mirror)
    const next = { ...ballot, at: seconds(10), round: 1 }
    for (const artwork of [voting, decided, after([ballot, { type: 'ticked', at: seconds(9) }, next])]) {
      mirrors.follow(artwork)
      await settled()
    }
    expect(mirrors.view()).toMatchObject([
      { round: 1, state: 'open' },
      { round: 0, state: 'closed', options: [{ votes: 3 }, { votes: 4 }] },
    ])
  })

  it('C53: a ballot that closes before the poll is there closes the poll right after', async () => {
    let answer = () => {}
    const { mirror, told } = aPlatform(() => new Promise((resolve) => (answer = resolve)))
    const { mirrors } = open(mirror)
    mirrors.follow(voting)
    await settled()
    mirrors.follow(decided)
    await settled()
    expect(told).toHaveLength(1)
    answer()
    await settled()
    expect(told.slice(1)).toEqual(['close p1'])
  })

  it('C53: after a restart nothing is opened twice, and what was open is closed', async () => {
    const store = memory()
    const { mirror, told } = aPlatform()
    const first = open(mirror, store)
    first.mirrors.follow(voting)
    await settled()
    const second = open(mirror, store)
    second.mirrors.follow(voting)
    await second.mirrors.recalled
    expect(second.shown.at(-1)).toMatchObject([{ state: 'open' }])
    await settled()
    expect(told).toHaveLength(1)
    expect(second.mirrors.view()).toMatchObject([{ state: 'open' }])
    // The ballot was decided while the house was down.
    const third = open(mirror, store)
    third.mirrors.follow(decided)
    await settled()
    expect(told.slice(1)).toEqual(['close p1'])
    const other = open(mirror, store, 'another stream')
    other.mirrors.follow(calling)
    await settled()
    expect(told).toHaveLength(2)
  })

  it('C53: killed while a poll was being made, it makes no second one and asks the producer to look', async () => {
    const store = memory()
    const { mirror, told } = aPlatform(() => new Promise(() => {}))
    open(mirror, store).mirrors.follow(voting)
    await settled()
    const again = open(mirror, store)
    again.mirrors.follow(voting)
    await settled()
    expect(told).toHaveLength(1)
    expect(again.mirrors.view()).toMatchObject([
      { state: 'failed', detail: { en: expect.stringContaining('close it') } },
    ])
  })

  it('C53: the end of the stream closes the poll; the end of the process leaves it for the next', async () => {
    for (const over of [true, false]) {
      const { mirror, told } = aPlatform()
      const { mirrors } = open(mirror)
      mirrors.follow(voting)
      await settled()
      await mirrors.end(over)
      expect(told.slice(1)).toEqual(over ? ['close p1'] : [])
    }
  })

  it('C53: a platform or a store that throws is told, and nobody waits for it', async () => {
    const broken: BallotMirror = {
      open: () => Promise.reject(new Error('?')),
      close: () => Promise.reject(new Error('?')),
    }
    const failing = { get: async () => null, set: () => Promise.reject(new Error('disk full')) }
    for (const store of [memory(), failing]) {
      const { mirrors, logged } = open(broken, store)
      mirrors.follow(voting)
      await settled()
      expect(mirrors.view()).toMatchObject([{ state: 'failed', detail: { ja: expect.any(String) } }])
      expect(logged).toEqual(['mirror:failed'])
      await mirrors.end(true)
    }
  })
})
