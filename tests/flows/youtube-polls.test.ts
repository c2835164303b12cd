import { afterEach, describe, expect, it } from 'vitest'
import { createYoutubeSource } from '../../server/src/adapters/chat/youtube.ts'
import type { BallotMirror } from '../../server/src/domain/chat/line.ts'
import { type AChannel, aChannel } from '../support/a-channel.ts'
import type { FaultName } from '../support/youtube-server.ts'

const KEY = 'good-key'
const QUESTION = { ja: '何を描く?', en: 'What shall we paint?' }
const OPTIONS = [
  { ja: 'ねこ', en: 'cat' },
  { ja: '夜の海', en: '夜の海' },
]

let channel: AChannel
afterEach(() => channel?.server.close())

/** A source that has found its chat, and is left alone there. */
const inChat = async (use: (mirror: BallotMirror) => Promise<void>) => {
  const stop = new AbortController()
  const { account, quota } = channel.youtube
  const source = createYoutubeSource({
    video: 'abcdefghijk',
    access: account,
    quota: quota!,
    apiRoot: channel.server.root,
    now: channel.now,
    wait: async () => {
      await use(source.mirror!).finally(() => stop.abort())
    },
  })
  await source.listen({ line: () => undefined, health: () => undefined }, stop.signal)
  return source
}
const spent = () => channel.server.requests.reduce((sum, { units }) => sum + units, 0)
const written = () => channel.server.requests.filter(({ units }) => units === 20)

describe('a ballot in YouTube’s own poll', () => {
  it('C53, C54: is made in the chat of the broadcast and closed with its totals, 20 units each in the book', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect(true)
    await inChat(async (mirror) => {
      const opened = await mirror.open({ question: QUESTION, options: OPTIONS })
      expect(opened).toEqual({ ok: true, id: 'poll-1' })
      const [poll] = channel.server.polls
      expect(poll).toMatchObject({ open: true, options: [{ text: '1 ねこ / cat' }, { text: '2 夜の海' }] })
      // Votes in the poll count nothing: whoever reads it is told where they do.
      expect(poll?.question).toMatch(/^何を描く\? \/ What shall we paint\?.*チャット.*in chat/)
      poll!.options[1]!.tally = 41
      expect(await mirror.close('poll-1')).toEqual({ ok: true, votes: [0, 41] })
      expect(poll?.open).toBe(false)
    })
    expect(written().map(({ call, as }) => `${call} as ${as}`)).toEqual([
      'insert as channel',
      'transition as channel',
    ])
    const { left, limit } = channel.youtube.quota!.plan()
    expect(limit - left).toBe(spent())
  })

  it('C53: words that are too long for a poll are cut, never through a character', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect(true)
    const long = { ja: '🐈'.repeat(80), en: 'x'.repeat(200) }
    await inChat(async (mirror) => {
      expect(await mirror.open({ question: long, options: [long, QUESTION] })).toMatchObject({ ok: true })
    })
    const [poll] = channel.server.polls
    for (const text of [poll!.question, ...poll!.options.map(({ text }) => text)]) {
      expect(text.isWellFormed()).toBe(true)
      expect([...text].length).toBeLessThanOrEqual(100)
    }
  })

  it.each<[string, FaultName, RegExp]>([
    ['a chat that is not the channel’s own', 'forbidden', /Connect the channel whose broadcast/],
    ['a poll that is open already', 'pollInvalid', /another one is open/],
    ['a chat that is turned off', 'liveChatDisabled', /turned off/],
    ['units that are gone at Google', 'quotaExceeded', /used up/],
    ['an answer that never came', 'backendError', /cannot be reached/],
  ])('C53: %s is told, not tried again, and reading goes on', async (_, fault, why) => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect(true)
    await inChat(async (mirror) => {
      channel.server.fail('insert', fault)
      const opened = await mirror.open({ question: QUESTION, options: OPTIONS })
      expect(opened).toMatchObject({
        ok: false,
        reason: { en: expect.stringMatching(why), ja: expect.any(String) },
      })
    })
    expect(written()).toHaveLength(1)
  })

  it('C53: without a channel, or without its leave, no call is made and the way to it is told', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await inChat(async (mirror) => {
      const opened = await mirror.open({ question: QUESTION, options: OPTIONS })
      expect(opened).toMatchObject({
        ok: false,
        reason: { en: expect.stringContaining('connect the channel') },
      })
      await channel.connect(false)
      const again = await mirror.open({ question: QUESTION, options: OPTIONS })
      expect(again).toMatchObject({
        ok: false,
        reason: { en: expect.stringContaining('with polls allowed') },
      })
    })
    expect(written()).toEqual([])
  })

  it('C53: more options than a poll takes, or a chat not open yet, is told without a call', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect(true)
    const source = await inChat(async (mirror) => {
      const five = Array.from({ length: 5 }, (_, index) => ({ ja: `${index}`, en: `${index}` }))
      expect(await mirror.open({ question: QUESTION, options: five })).toMatchObject({
        ok: false,
        reason: { en: expect.stringContaining('has 5') },
      })
    })
    expect(written()).toEqual([])
    channel.server.setVideo('upcoming')
    const before = createYoutubeSource({ video: 'abcdefghijk', access: channel.youtube.account })
    expect(await before.mirror!.open({ question: QUESTION, options: OPTIONS })).toMatchObject({
      ok: false,
      reason: { en: expect.stringContaining('not open yet') },
    })
    expect(source.kind).toBe('youtube')
  })
})
