import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createYoutubeSource, type YoutubeOptions } from '../../server/src/adapters/chat/youtube.ts'
import { byKey } from '../../server/src/adapters/chat/youtube-access.ts'
import { createObjectCutter } from '../../server/src/adapters/chat/youtube-json.ts'
import { createMemoryStore } from '../../server/src/adapters/chat/youtube-quota.ts'
import type { ChatLine, SourceEvent, SourceHealth } from '../../server/src/domain/chat/line.ts'
import { PATIENCE_MS } from '../support/patience.ts'
import {
  startYoutubeServer,
  type YoutubeServer,
  type YoutubeServerOptions,
} from '../support/youtube-server.ts'

const KEY = 'good-key'
const author = { channelId: 'UC1', displayName: 'ねこ' }

let server: YoutubeServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

const until = async (done: () => boolean, what: string): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS
  while (!done()) {
    if (performance.now() > deadline) throw new Error(`waited 60 s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** A source on a server of its own; waits last a real millisecond and pass as long as they should on a clock of its own. */
const begin = async (options: Partial<YoutubeOptions> = {}, world: YoutubeServerOptions = {}) => {
  server ??= await startYoutubeServer({ key: KEY, ...world })
  const heard = {
    lines: [] as ChatLine[],
    events: [] as SourceEvent[],
    health: [] as SourceHealth[],
    skipped: [] as string[],
  }
  let now = Date.parse('2026-07-01T19:00:00Z')
  const stop = new AbortController()
  const source = createYoutubeSource({
    video: 'abcdefghijk',
    access: byKey(KEY),
    apiRoot: server.root,
    minPollMs: 1_000,
    now: () => now,
    wait: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      now += ms
    },
    onSkipped: (kind) => heard.skipped.push(kind),
    ...options,
  })
  const listening = source.listen(
    {
      line: (line) => void heard.lines.push(line),
      event: (event) => heard.events.push(event),
      health: (state) => heard.health.push(state),
    },
    stop.signal,
  )
  const say = (...ids: string[]): void => {
    for (const id of ids) server!.say({ id, text: id, author })
  }
  const ids = () => heard.lines.map(({ id }) => id)
  const asked = (path: string) => server!.requests.filter((request) => request.path.endsWith(path)).length
  return { ...heard, stop, listening, say, ids, asked }
}

describe('a stream of YouTube', () => {
  it('C40: objects come out whole, wherever their bytes were cut', () => {
    const objects = fc.array(
      fc.dictionary(fc.string({ unit: 'binary', maxLength: 6 }), fc.jsonValue({ stringUnit: 'binary' }), {
        maxKeys: 4,
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(
        objects,
        fc.array(fc.nat(4_000), { maxLength: 30 }),
        fc.boolean(),
        (given, cuts, spaced) => {
          const bytes = Buffer.from(JSON.stringify(given, null, spaced ? 1 : 0))
          const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
          const cut = createObjectCutter()
          let from = 0
          const got = ends.flatMap((end) => {
            const found = cut(bytes.subarray(from, end))
            from = end
            return found
          })
          expect(got).toEqual(JSON.parse(bytes.toString()))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('C40: what is no list of objects, or too large an object, is refused and not kept', () => {
    expect(() => createObjectCutter()(Buffer.from('<!doctype html>'))).toThrow(SyntaxError)
    const cut = createObjectCutter(1_000)
    const part = Buffer.from(`{"a":"${'x'.repeat(400)}`)
    cut(part)
    expect(() => {
      cut(Buffer.alloc(400, 120))
      cut(Buffer.alloc(400, 120))
    }).toThrow(RangeError)
  })

  it('C41: one connect is read on for as long as it lives, in both casings', async () => {
    const chat = await begin()
    await until(() => server!.open() === 1, 'the stream')
    chat.say('a', 'b')
    await until(() => chat.lines.length === 2, 'two lines')
    server!.snakeCase()
    chat.say('c')
    await until(() => chat.lines.length === 3, 'the third')
    expect(chat.asked('/stream')).toBe(1)
    expect(chat.asked('/messages')).toBe(0)
    server!.end('offlineAt')
    await chat.listening
    expect(chat.ids()).toEqual(['a', 'b', 'c'])
    expect(chat.lines[2]).toMatchObject({ viewer: { id: 'UC1', name: 'ねこ' }, text: 'c' })
    expect(chat.health.at(-1)?.state).toBe('ended')
  })

  it.each(['drop', 'close', 'stall', 'backendError'] as const)(
    'C41: after %s it goes on from its token, and counts nothing twice',
    async (how) => {
      const chat = await begin({ stallMs: 60 })
      await until(() => server!.open() === 1, 'the stream')
      server!.overlap(2)
      chat.say('a', 'b')
      await until(() => chat.lines.length === 2, 'two lines')
      server!.disturb(how)
      chat.say('c')
      await until(() => chat.lines.length === 3, 'the third')
      expect(chat.ids()).toEqual(['a', 'b', 'c'])
      expect(server!.requests.some(({ query }) => query.pageToken === 't2')).toBe(true)
      chat.stop.abort()
      await chat.listening
    },
  )

  it('C41: where there is no stream it polls, says so, and streams again later', async () => {
    const chat = await begin({}, { pollingIntervalMillis: 1_000 })
    server!.fail('stream', 'notImplemented', 2)
    const polls = () => chat.health.find(({ detail }) => detail?.en.includes('asking every'))
    await until(() => polls() !== undefined, 'polls')
    expect(polls()).toMatchObject({ state: 'live', detail: { ja: expect.stringMatching(/秒ごと/) } })
    chat.say('a')
    await until(() => server!.open() === 1, 'a stream')
    chat.say('b')
    await until(() => chat.lines.length === 2, 'both lines')
    expect(chat.health.at(-1)?.detail?.en ?? '').not.toContain('asking every')
    expect(chat.ids()).toEqual(['a', 'b'])
    chat.stop.abort()
    await chat.listening
  })

  it('C41: streams that close at once are left for polls', async () => {
    const chat = await begin({}, { pollingIntervalMillis: 1_000 })
    server!.closeAfter(1)
    await until(() => chat.asked('/messages') >= 3, 'polls')
    expect(chat.asked('/stream')).toBeLessThanOrEqual(12)
    expect(chat.health.at(-1)?.state).toBe('live')
    chat.stop.abort()
    await chat.listening
  })

  it('C42: every kind of item is something typed; what is not known is counted and skipped', async () => {
    const chat = await begin()
    let id = 0
    const item = (type: string, snippet: object = {}) =>
      server!.say({ id: `i${id++}`, type, author, at: 1_760_000_000_000 + id, snippet })
    item('superChatEvent', { superChatDetails: { userComment: '猫', amountDisplayString: '¥500' } })
    item('superStickerEvent', { superStickerDetails: { amountDisplayString: '¥200' } })
    item('newSponsorEvent', { newSponsorDetails: { memberLevelName: 'Gold' } })
    item('memberMilestoneChatEvent', {
      memberMilestoneChatDetails: { userComment: 'りんご', memberMonth: 12 },
    })
    item('membershipGiftingEvent', { membershipGiftingDetails: { giftMembershipsCount: 5 } })
    item('giftMembershipReceivedEvent', { giftMembershipReceivedDetails: { memberLevelName: 'Gold' } })
    item('messageDeletedEvent', { messageDeletedDetails: { deletedMessageId: 'i0' } })
    item('messageRetractedEvent', { messageRetractedDetails: { retractedMessageId: 'i3' } })
    const bannedUserDetails = { channelId: 'UC9', displayName: 'troll' }
    item('userBannedEvent', { userBannedDetails: { banType: 'permanent', bannedUserDetails } })
    item('userBannedEvent', {
      userBannedDetails: { banType: 'temporary', banDurationSeconds: '300', bannedUserDetails },
    })
    item('pollEvent', {
      pollDetails: {
        status: 'active',
        metadata: { questionText: '?', options: [{ optionText: 'a', tally: '3' }] },
      },
    })
    item('brandNewEvent')
    server!.say({ id: 'i0', type: 'tombstone', at: 1_770_000_000_000 })
    server!.say({ id: '', text: 'x', author, at: 1_770_000_000_001 })
    server!.end('chatEndedEvent')
    await chat.listening
    expect(chat.lines.map(({ text }) => text)).toEqual(['猫', 'りんご'])
    const viewer = { id: 'UC1', name: 'ねこ' }
    expect(chat.events).toMatchObject([
      {
        id: 'i0',
        source: 'youtube-abcdefghijk',
        type: 'support',
        kind: 'super-chat',
        viewer,
        amount: '¥500',
      },
      { type: 'support', kind: 'super-sticker', amount: '¥200' },
      { type: 'support', kind: 'new-member', amount: 'Gold' },
      { type: 'support', kind: 'milestone', count: 12 },
      { type: 'support', kind: 'gifts', count: 5 },
      { type: 'support', kind: 'gift-received', amount: 'Gold' },
      { type: 'removed', line: 'i0' },
      { type: 'removed', line: 'i3' },
      { type: 'banned', viewer: { id: 'UC9', name: 'troll' }, seconds: null },
      { type: 'banned', viewer: { id: 'UC9' }, seconds: 300 },
      { type: 'poll', question: '?', options: [{ text: 'a', votes: 3 }], open: true },
      { type: 'removed', line: 'i0' },
    ])
    expect(chat.skipped.sort()).toEqual(['brandNewEvent', 'malformed'])
  })

  it('C45: units gone in mid-stream: the open stream is read on, and says until when', async () => {
    const chat = await begin()
    await until(() => server!.open() === 1, 'the stream')
    chat.say('a')
    await until(() => chat.lines.length === 1, 'a line')
    server!.disturb('quotaExceeded')
    chat.say('b')
    await until(() => chat.lines.length === 2, 'a line more')
    expect(chat.health.at(-1)).toMatchObject({
      state: 'live',
      detail: {
        en: expect.stringMatching(/read on\..*\d\d:\d\d/),
        ja: expect.stringMatching(/読み続けています.*\d\d:\d\d/),
      },
    })
    server!.fail('stream', 'quotaExceeded')
    server!.fail('messages', 'quotaExceeded')
    server!.disturb('drop')
    chat.say('c')
    await until(() => chat.lines.length === 3, 'the line after the reset')
    const waited = chat.health.find(({ detail }) => detail?.en.includes('goes on by itself'))
    expect(waited).toMatchObject({ state: 'waiting', detail: { ja: expect.stringMatching(/\d\d:\d\d/) } })
    expect(chat.ids()).toEqual(['a', 'b', 'c'])
    chat.stop.abort()
    await chat.listening
  })

  it('C41: a source that starts again goes on from its kept place, which stays small', async () => {
    const store = createMemoryStore()
    const first = await begin({ store })
    for (let count = 0; count < 500; count++) first.say(`m${count}`)
    await until(() => first.lines.length === 500, 'the lines')
    first.stop.abort()
    await first.listening
    const kept = (await store.get('youtube-place/youtube-abcdefghijk')) ?? ''
    expect(kept).toContain('"t500"')
    expect(kept.length).toBeLessThan(8_000)
    server!.overlap(20)
    first.say('more')
    const second = await begin({ store })
    await until(() => second.lines.length > 0, 'the new line')
    expect(second.ids()).toEqual(['more'])
    second.stop.abort()
    await second.listening
  })

  it('C28: the key is in nothing that is said or kept', async () => {
    const store = createMemoryStore()
    const written: string[] = []
    const spy = {
      get: store.get,
      set: (key: string, value: string) => {
        written.push(key, value)
        return store.set(key, value)
      },
    }
    const chat = await begin({ store: spy })
    server!.fail('stream', 'forbidden')
    chat.say('a')
    await until(() => chat.lines.length === 1, 'a line')
    chat.stop.abort()
    await chat.listening
    expect(JSON.stringify([chat.health, chat.events, written])).not.toContain(KEY)
    expect(written.length).toBeGreaterThan(2)
  })
})
