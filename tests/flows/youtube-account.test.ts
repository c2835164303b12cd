import { afterEach, describe, expect, it } from 'vitest'
import { createYoutubeSource } from '../../server/src/adapters/chat/youtube.ts'
import type { ChatLine, SourceHealth } from '../../server/src/domain/chat/line.ts'
import { type AChannel, aChannel } from '../support/a-channel.ts'
import type { TokenAnswer } from '../support/google-accounts.ts'

const KEY = 'good-key'
const HOUR = 3_600_000
const author = { channelId: 'UC1', displayName: 'ねこ' }

let channel: AChannel
afterEach(() => channel?.server.close())

/** Reads the chat; `onWait` may change the world before each wait, and stops after `most`. */
const read = async (onWait: (count: number) => unknown = () => {}, most = 3) => {
  const stop = new AbortController()
  const lines: ChatLine[] = []
  const health: SourceHealth[] = []
  const { account, quota } = channel.youtube
  let waits = 0
  await createYoutubeSource({
    video: 'abcdefghijk',
    access: account,
    quota: quota!,
    apiRoot: channel.server.root,
    now: channel.now,
    minPollMs: 0,
    wait: async (millis) => {
      channel.pass(millis)
      waits += 1
      await onWait(waits)
      if (waits >= most) stop.abort()
    },
  }).listen({ line: (line) => void lines.push(line), health: (state) => health.push(state) }, stop.signal)
  return { lines: lines.map(({ id }) => id), health, said: JSON.stringify(health) }
}

const say = (id: string) => channel.server.say({ id, text: id, author })
const ways = () => channel.server.requests.map(({ call, as }) => `${call} as ${as}`)
const nothingLeaks = async (...more: string[]) => {
  const kept = await channel.store.get('youtube-account')
  const everything = [channel.said(), kept, JSON.stringify(channel.youtube.account.view()), ...more].join(
    '\n',
  )
  for (const secret of channel.accounts.secrets) expect(everything).not.toContain(secret)
}

describe('connecting a YouTube channel', () => {
  it('C49: the producer is asked by Google, with PKCE and a state, and their channel is connected', async () => {
    channel = await aChannel()
    expect(channel.youtube.account.view()).toEqual({ state: 'apart' })
    const url = new URL(await channel.youtube.account.connect('hana', true))
    const asked = Object.fromEntries(url.searchParams)
    expect(asked).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      response_type: 'code',
      client_id: channel.accounts.clientId,
      redirect_uri: 'http://127.0.0.1:4870/api/youtube/callback',
      code_challenge_method: 'S256',
      scope: expect.stringMatching(/youtube\.readonly .*youtube\.force-ssl/),
    })
    expect(asked.state?.length).toBeGreaterThanOrEqual(43)
    expect(await channel.connect(true)).toBe('connected')
    const view = channel.youtube.account.view()
    expect(view).toMatchObject({ state: 'connected', title: '絵の家', polls: true, trouble: null })
    await nothingLeaks()
  })

  it('C49: an answer counts once, for ten minutes, and for whoever was asked', async () => {
    channel = await aChannel()
    const { account } = channel.youtube
    const answer = await channel.agree()
    expect(await account.connected('somebody else', answer)).toBe('stale')
    expect(await account.connected('hana', { ...answer, state: 'made up' })).toBe('stale')
    expect(account.view().state).toBe('apart')
    expect(await account.connected('hana', answer)).toBe('connected')
    expect(await account.connected('hana', answer)).toBe('stale')
    const late = await channel.agree()
    channel.pass(11 * 60_000)
    expect(await account.connected('hana', late)).toBe('stale')
  })

  it('C49: what the producer did not agree to is not connected, and nothing of it stays', async () => {
    channel = await aChannel()
    channel.accounts.agreeTo('nothing')
    expect(await channel.connect()).toBe('denied')
    channel.accounts.agreeTo(['openid'])
    expect(await channel.connect(true)).toBe('not-granted')
    expect(channel.accounts.standing()).toBe(0)
    channel.accounts.agreeTo(['https://www.googleapis.com/auth/youtube.readonly'])
    expect(await channel.connect(true)).toBe('connected')
    expect(channel.youtube.account.view()).toMatchObject({ state: 'connected', polls: false })
  })

  it.each<[TokenAnswer, string]>([
    ['invalid_grant', 'code-refused'],
    ['invalid_client', 'client-refused'],
    ['html', 'unreachable'],
  ])('C49: %s for the code is told as %s, and connects nothing', async (fault, said) => {
    channel = await aChannel()
    channel.accounts.fail(fault)
    expect(await channel.connect()).toBe(said)
    expect(channel.youtube.account.view()).toEqual({ state: 'apart' })
    await nothingLeaks()
  })

  it('C50: the refresh token is sealed in the store, and a house with another secret cannot read it', async () => {
    channel = await aChannel({ streaming: false })
    await channel.connect()
    await nothingLeaks()
    await channel.restart()
    say('a')
    expect((await read()).lines).toEqual(['a'])
    await channel.restart('another secret')
    const { said } = await read(() => {}, 1)
    expect(said).toContain('Connect it again')
    expect(channel.youtube.account.view()).toMatchObject({ state: 'lost', title: '絵の家' })
    expect(await channel.store.get('youtube-account')).toContain('"sealed":null')
  })

  it('C52: disconnecting forgets the channel at once and takes the permission back at Google', async () => {
    channel = await aChannel()
    await channel.connect()
    expect(await channel.youtube.account.disconnect()).toBe(true)
    expect(channel.accounts.standing()).toBe(0)
    expect(channel.youtube.account.view()).toEqual({ state: 'apart' })
    expect(await channel.store.get('youtube-account')).toBe('null')
  })

  it('C52: where Google does not answer, the channel is forgotten all the same', async () => {
    channel = await aChannel()
    await channel.connect()
    channel.accounts.fail('drop', 10)
    expect(await channel.youtube.account.disconnect()).toBe(false)
    expect(channel.youtube.account.view()).toEqual({ state: 'apart' })
    expect(await channel.store.get('youtube-account')).toBe('null')
  })
})

describe('reading as the connected channel', () => {
  it.each([true, false])(
    'C51: the lookup, the stream and polls go as the channel (streaming: %s)',
    async (streaming) => {
      channel = await aChannel({ apiKey: KEY, streaming })
      await channel.connect()
      channel.server.setVideo('private')
      channel.server.closeAfter(1)
      say('a')
      const { lines } = await read()
      expect(lines).toEqual(['a'])
      expect(new Set(ways())).toEqual(
        new Set([
          'channels as channel',
          'videos as channel',
          'stream as channel',
          ...(streaming ? [] : ['messages as channel']),
        ]),
      )
      const { left, limit } = channel.youtube.quota!.plan()
      expect(limit - left).toBe(channel.server.requests.reduce((sum, { units }) => sum + units, 0))
    },
  )

  it('C51: the token is renewed before it ends, and no call is made with one that has ended', async () => {
    channel = await aChannel({ streaming: false })
    await channel.connect()
    await read(() => channel.pass(7 * 60_000), 20)
    expect(channel.accounts.asked.filter((each) => each === 'refresh')).toHaveLength(2)
    expect(ways().every((way) => way.endsWith('as channel'))).toBe(true)
  })

  it('C51: a renewal that fails once is tried again while the token is still good', async () => {
    channel = await aChannel({ streaming: false })
    await channel.connect()
    channel.pass(57 * 60_000)
    channel.accounts.fail('invalid_client')
    say('a')
    const { lines } = await read(() => channel.pass(30_000), 6)
    expect(lines).toEqual(['a'])
    expect(channel.youtube.account.view()).toMatchObject({ state: 'connected', trouble: null })
    expect(ways().every((way) => way.endsWith('as channel'))).toBe(true)
  })

  it('C51: a token that is turned away is renewed at once, and nothing is lost', async () => {
    channel = await aChannel({ streaming: false })
    await channel.connect()
    const { lines, health } = await read((count) => {
      if (count === 1) channel.accounts.endAccess()
      if (count === 1) say('after')
    })
    expect(lines).toEqual(['after'])
    expect(health.map(({ state }) => state)).not.toContain('failed')
    expect(channel.accounts.asked.at(-1)).toBe('refresh')
  })

  it('C51: a permission taken back is said, the key reads on, and the stream never fails', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect()
    const { lines, health } = await read((count) => {
      if (count === 1) channel.accounts.takeBack()
      if (count === 1) say('after')
    })
    expect(lines).toEqual(['after'])
    expect(health.map(({ state }) => state)).not.toContain('failed')
    expect(ways().at(-1)).toBe('messages as key')
    expect(channel.youtube.account.view()).toMatchObject({
      state: 'lost',
      title: '絵の家',
      reason: { en: expect.stringMatching(/taken back.*API key/), ja: expect.stringMatching(/取り消され/) },
    })
    await channel.restart()
    expect(channel.youtube.account.view().state).toBe('lost')
    await nothingLeaks(JSON.stringify(health))
  })

  it('C51: without a key reading waits, says what to do, and goes on once the channel is connected again', async () => {
    channel = await aChannel({ streaming: false })
    await channel.connect()
    const { lines, health } = await read(async (count) => {
      if (count === 1) channel.accounts.takeBack()
      if (count === 1) say('while away')
      if (count === 4) expect(await channel.connect()).toBe('connected')
    }, 8)
    expect(lines).toEqual(['while away'])
    const waiting = health.find(({ state }) => state === 'waiting')
    expect(waiting?.detail?.en).toMatch(/Connect it again.*by itself/)
    expect(health.map(({ state }) => state)).not.toContain('failed')
  })

  it.each<TokenAnswer>(['server-error', 'html', 'drop', 'invalid_client'])(
    'C51: %s at the token endpoint is outlasted, with and without a key',
    async (fault) => {
      for (const apiKey of [KEY, null]) {
        channel = await aChannel({ apiKey, streaming: false })
        await channel.connect()
        channel.pass(2 * HOUR)
        channel.accounts.fail(fault, 9)
        const { lines, health, said } = await read((count) => {
          if (count === 1) say('a')
          channel.pass(30_000)
        }, 20)
        expect(lines).toEqual(['a'])
        expect(health.map(({ state }) => state)).not.toContain('failed')
        expect(ways().includes('messages as key')).toBe(apiKey !== null)
        expect(channel.youtube.account.view()).toMatchObject({ state: 'connected', trouble: null })
        expect(ways().at(-1)).toBe('messages as channel')
        await nothingLeaks(said)
        await channel.server.close()
      }
    },
  )

  it('C51: what the key may not read while it stands in is waited for, not given up', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect()
    channel.pass(2 * HOUR)
    channel.server.setVideo('private')
    channel.accounts.fail('invalid_client', 3)
    say('a')
    const { lines, health } = await read(() => channel.pass(40_000), 12)
    expect(health.map(({ state }) => state)).not.toContain('failed')
    expect(ways().slice(1, 3)).toEqual(['videos as key', 'videos as key'])
    expect(lines).toEqual(['a'])
  })

  it('C51: a fresh token that is turned away too is given up for a while, not for good', async () => {
    channel = await aChannel({ apiKey: KEY, streaming: false })
    await channel.connect()
    channel.server.fail('messages', 'unauthorized', 2)
    say('a')
    const { lines } = await read(() => channel.pass(61_000), 3)
    expect(lines).toEqual(['a'])
    expect(
      ways()
        .filter((way) => way.startsWith('messages'))
        .slice(0, 3),
    ).toEqual(['messages as channel', 'messages as channel', 'messages as key'])
    expect(ways().at(-1)).toBe('messages as channel')
  })
})
