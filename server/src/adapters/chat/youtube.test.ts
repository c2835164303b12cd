import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type FaultName,
  startYoutubeServer,
  type YoutubeServer,
} from '../../../../tests/support/youtube-server.ts'
import type { ChatLine, SourceHealth } from '../../domain/chat/line.ts'
import { createYoutubeSource, type YoutubeOptions } from './youtube.ts'
import { byKey } from './youtube-access.ts'
import { createMemoryStore, createQuotaBook } from './youtube-quota.ts'
import { videoIdOf } from './youtube-video.ts'

const KEY = 'good-key-AIza-secret'
let server: YoutubeServer
beforeEach(async () => {
  server = await startYoutubeServer({ key: KEY, pollingIntervalMillis: 1_234, streaming: false })
})
afterEach(() => server.close())

const say = (id: string, text = id) =>
  server.say({ id, text, author: { channelId: `UC-${id}`, displayName: 'ねこ' } })

const states = (health: readonly SourceHealth[]) =>
  health.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1])

/** Listens by polls (this server has no streams) with waiting that passes at once; `onWait` may change the world, and stops after `most` waits. */
const listen = async (
  options: Partial<YoutubeOptions> = {},
  onWait: (count: number) => void = () => {},
  most = 12,
) => {
  const stop = new AbortController()
  const lines: ChatLine[] = []
  const health: SourceHealth[] = []
  const waits: number[] = []
  let units = 0
  const source = createYoutubeSource({
    video: 'abcdefghijk',
    access: byKey(KEY),
    apiRoot: server.root,
    minPollMs: 0,
    // Units are no matter here: polls are as fast as YouTube allows.
    quota: createQuotaBook({ store: createMemoryStore(), holder: KEY, limit: 1e9, now: Date.now }),
    wait: async (ms) => {
      waits.push(ms)
      onWait(waits.length)
      if (waits.length >= most) stop.abort()
    },
    onUnits: (more) => {
      units += more
    },
    ...options,
  })
  await source.listen(
    { line: (line) => void lines.push(line), health: (state) => health.push(state) },
    stop.signal,
  )
  return { lines, health, waits, units, said: JSON.stringify({ lines, health }) }
}

describe('youtube', () => {
  it.each([
    ['abcdefghijk', 'abcdefghijk'],
    [' https://www.youtube.com/watch?v=abcdefghijk&t=10s ', 'abcdefghijk'],
    ['https://youtu.be/abcdefghijk?si=x', 'abcdefghijk'],
    ['youtube.com/live/abcdefghijk', 'abcdefghijk'],
    ['https://studio.youtube.com/video/abcdefghijk/livestreaming', 'abcdefghijk'],
    ['https://m.youtube.com/shorts/abcdefghijk', 'abcdefghijk'],
    ['https://example.com/watch?v=abcdefghijk', null],
    ['https://www.youtube.com/@channel', null],
    ['my stream', null],
    ['', null],
  ])('C26: the video in %j is %j', (text, id) => expect(videoIdOf(text)).toBe(id))

  it('C26: finds the chat with one unit, waits as long as it is told, and tells the units', async () => {
    say('a')
    const { lines, waits, units } = await listen({}, (count) => count === 2 && say('b'), 3)
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(waits).toEqual([1_234, 1_234, 1_234])
    expect(units).toBe(server.requests.reduce((sum, request) => sum + request.units, 0))
    expect(server.requests.filter(({ path }) => path.includes('search'))).toEqual([])
    expect(server.requests[0]?.path).toBe('/youtube/v3/videos')
  })

  it('C26: never asks more often than its own least interval', async () => {
    const { waits } = await listen({ minPollMs: 5_000 }, () => {}, 2)
    expect(waits).toEqual([5_000, 5_000])
  })

  it('C27: pages that overlap and a lost page token count nothing twice', async () => {
    say('a')
    say('b')
    server.overlap(2)
    const { lines } = await listen({}, (count) => {
      if (count === 1) say('c')
      if (count === 2) server.fail('messages', 'pageTokenInvalid')
      if (count === 4) say('d')
    })
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('C45: units that are gone are waited for until the reset, with its time in both languages', async () => {
    const noon = Date.parse('2026-07-01T19:00:00Z')
    server.fail('messages', 'quotaExceeded')
    let now = noon
    const quota = createQuotaBook({ store: createMemoryStore(), holder: KEY, limit: 10_000, now: () => now })
    const { health, waits, lines } = await listen(
      { now: () => now, quota },
      (count) => {
        if (count === 1) {
          now = noon + 12 * 3_600_000 + 5_000
          say('after')
        }
      },
      2,
    )
    expect(waits[0]).toBe(12 * 3_600_000 + 5_000)
    expect(health.find(({ state }) => state === 'waiting')?.detail).toMatchObject({
      en: expect.stringMatching(/used up.* \d\d:\d\d/),
      ja: expect.stringMatching(/使い切りました。\d\d:\d\d/),
    })
    expect(lines.map(({ id }) => id)).toEqual(['after'])
  })

  it('C20: super chats and milestones carry words too; gifts and deletions are no lines', async () => {
    const author = { channelId: 'UC1', displayName: 'n' }
    server.say({
      id: 's',
      type: 'superChatEvent',
      author,
      text: '¥500 from n: "猫"',
      snippet: { superChatDetails: { userComment: '猫', amountMicros: '500000000' } },
    })
    server.say({
      id: 'm',
      type: 'memberMilestoneChatEvent',
      author,
      snippet: { memberMilestoneChatDetails: { userComment: 'りんご' } },
    })
    server.say({
      id: 'g',
      type: 'membershipGiftingEvent',
      author,
      snippet: { membershipGiftingDetails: { giftMembershipsCount: 5 } },
    })
    server.say({
      id: 'x',
      type: 'messageDeletedEvent',
      snippet: { messageDeletedDetails: { deletedMessageId: 's' } },
    })
    const { lines } = await listen({}, () => {}, 1)
    expect(lines.map(({ text }) => text)).toEqual(['猫', 'りんご'])
  })

  it.each(['offlineAt', 'chatEndedEvent', 'error'] as const)(
    'C21: the end told by %s is an end',
    async (how) => {
      say('a')
      const { lines, health } = await listen({}, (count) => count === 1 && server.end(how))
      expect(lines.map(({ id }) => id)).toEqual(['a'])
      expect(health.at(-1)).toMatchObject({ state: 'ended', lines: 1, detail: { ja: expect.any(String) } })
    },
  )

  it.each([
    ['wrongKey', /YOUTUBE_API_KEY/],
    ['serviceDisabled', /Enable the API/],
    ['liveChatDisabled', /turned off/],
    ['forbidden', /not allowed/],
    ['liveChatNotFound', /Check the address/],
    ['unauthorized', /sign-in/],
  ] as const)('C21: %s fails with what to do', async (fault, message) => {
    server.fail('messages', fault)
    const { health, waits } = await listen()
    expect(health.at(-1)).toMatchObject({
      state: 'failed',
      detail: { en: expect.stringMatching(message), ja: expect.stringMatching(/[ぁ-ん]/) },
    })
    expect(waits).toEqual([])
  })

  it.each([
    ['rateLimitExceeded', [60_000, 120_000, 240_000, 300_000, 300_000]],
    ['tooManyRequests', [60_000, 120_000, 240_000, 300_000, 300_000]],
    ['backendError', [1_000, 2_000, 4_000, 8_000, 16_000]],
    ['drop', [1_000, 2_000, 4_000, 8_000, 16_000]],
    ['html', [2_000, 4_000, 8_000, 16_000, 32_000]],
  ] as const)('C21: %s is outlasted, waiting longer each time', async (fault, expected) => {
    server.fail('messages', fault as FaultName, 5)
    const { lines, health, waits } = await listen({}, (count) => count === 5 && say('after'), 6)
    expect(waits.slice(0, 5)).toEqual(expected)
    expect(lines.map(({ id }) => id)).toEqual(['after'])
    expect(states(health)).toEqual(['connecting', 'waiting', 'live', 'ended'])
  })

  it('C21: faults while finding the chat are outlasted too, and a broadcast not yet open is waited for', async () => {
    server.setVideo('upcoming')
    server.fail('videos', 'backendError')
    say('a')
    const { lines, health } = await listen({}, (count) => count === 3 && server.setVideo('live'), 4)
    expect(lines).toHaveLength(1)
    expect(health.find(({ detail }) => detail?.en.includes('not open yet'))?.state).toBe('waiting')
  })

  it.each([
    ['none', 'failed'],
    ['plain', 'failed'],
    ['over', 'ended'],
  ] as const)('C21: a video that is %s: %s', async (video, state) => {
    server.setVideo(video)
    const { health } = await listen()
    expect(health.at(-1)).toMatchObject({ state, detail: { en: expect.any(String) } })
  })

  it('C28: a wrong key is one clear message that does not hold the key', async () => {
    const { health, said } = await listen({ access: byKey('WRONG-KEY-123') })
    expect(health.map(({ state }) => state)).toEqual(['connecting', 'failed'])
    expect(said).not.toContain('WRONG-KEY-123')
  })

  it('C28: no fault puts the key into a message', async () => {
    for (const fault of [
      'backendError',
      'drop',
      'html',
      'quotaExceeded',
      'pageTokenInvalid',
      'forbidden',
    ] as const) {
      server.fail('messages', fault)
      const { said } = await listen({}, () => {}, 2)
      expect(said).not.toContain(KEY)
    }
    await server.close()
    const { said, health } = await listen({}, () => {}, 2)
    expect(health.at(-2)?.state).toBe('waiting')
    expect(said).not.toContain(KEY)
  })

  it('C23: items that are not in shape are passed over', async () => {
    server.say({ id: 'no-author', text: 'x' })
    server.say({ id: '', text: 'x', author: { channelId: 'UC', displayName: 'n' } })
    say('fine')
    const { lines } = await listen({}, () => {}, 1)
    expect(lines.map(({ id }) => id)).toEqual(['fine'])
  })
})
