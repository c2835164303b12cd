import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATIENCE_MS } from '../../../../tests/support/patience.ts'
import { startTwitchServer, type TwitchServer } from '../../../../tests/support/twitch-server.ts'
import type { ChatLine, SourceEvent, SourceHealth } from '../../domain/chat/line.ts'
import { normalise } from '../../domain/chat/normalise.ts'
import { createTwitchSource, type TwitchOptions } from './twitch.ts'
import { wordsOf } from './twitch-words.ts'

/** Answers may take long where the machine is busy; only what a test waits for is short. */
const PACE = { first: 1, longest: 20, settled: 0, answer: 5_000, silence: 5_000 }
let server: TwitchServer
const stops: (() => Promise<void>)[] = []
beforeEach(async () => {
  server = await startTwitchServer()
})
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
  await server.close()
})

const until = async (done: () => boolean, what: string): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS
  while (!done()) {
    if (performance.now() > deadline) throw new Error(`waited ${PATIENCE_MS} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Listens, and listens again after `restart`, to one source. */
const listen = (options: Partial<TwitchOptions> = {}) => {
  const lines: ChatLine[] = []
  const events: SourceEvent[] = []
  const health: SourceHealth[] = []
  let skipped = 0
  const source = createTwitchSource({
    channel: 'yosegaki',
    url: server.url,
    pace: PACE,
    onUnreadable: (count) => {
      skipped = count
    },
    ...options,
  })
  const listener = {
    line: (line: ChatLine) => void lines.push(line),
    event: (event: SourceEvent) => void events.push(event),
    health: (state: SourceHealth) => void health.push(state),
  }
  const begin = () => {
    const stop = new AbortController()
    const ended = source.listen(listener, stop.signal)
    return { stop, ended }
  }
  let run = begin()
  const stop = async () => {
    run.stop.abort()
    await run.ended
  }
  stops.push(stop)
  return {
    lines,
    events,
    health,
    skipped: () => skipped,
    ended: () => run.ended,
    state: () => health.at(-1)?.state,
    stop,
    start: () => {
      run = begin()
    },
    live: () => until(() => health.at(-1)?.state === 'live' && server.present() > 0, 'live'),
    heard: (id: string) => until(() => lines.some((line) => line.id === id), `line ${id}`),
  }
}
const texts = (lines: readonly ChatLine[]) => lines.map(({ text }) => text)
const ids = (lines: readonly ChatLine[]) => lines.map(({ id }) => id)

describe('twitch: reading', () => {
  it('C60: it signs in anonymously, asks for tags and commands, joins one channel, and answers PING', async () => {
    const ear = listen()
    await ear.live()
    server.ping()
    await until(() => server.received.some((line) => line.startsWith('PONG')), 'PONG')
    expect(server.received).toEqual([
      'CAP REQ :twitch.tv/tags twitch.tv/commands',
      'PASS SCHMOOPIIE',
      expect.stringMatching(/^NICK justinfan\d+$/),
      'JOIN #yosegaki',
      'PONG :tmi.twitch.tv',
    ])
  })

  it('C60: a line has its id, its viewer and its time from Twitch', async () => {
    const ear = listen()
    await ear.live()
    const tags = { 'tmi-sent-ts': '1507246572675' }
    server.say([{ id: 'b34c', text: ': 猫 :) ', userId: '42', displayName: 'ね こ;\\', tags }])
    await ear.heard('b34c')
    expect(ear.lines).toEqual([
      {
        id: 'b34c',
        source: 'twitch-yosegaki',
        viewer: { id: '42', name: 'ね こ;\\' },
        text: ': 猫 :) ',
        at: 1507246572675,
      },
    ])
  })

  it('C72: says of a viewer what Twitch says of them: member, here for the first time', async () => {
    const ear = listen()
    await ear.live()
    server.say([
      { id: 'a', text: '猫', tags: { subscriber: '1', 'first-msg': '0' } },
      { id: 'b', text: '犬', tags: { subscriber: '0', 'first-msg': '1' } },
      { id: 'c', text: '鳥' },
    ])
    await ear.heard('c')
    expect(ear.lines.map(({ viewer: { member, firstTime } }) => [member, firstTime])).toEqual([
      [true, false],
      [undefined, true],
      [undefined, undefined],
    ])
  })

  it('C61: emotes, /me and cheers are taken out as the reader expects', () => {
    expect(wordsOf('Kappa 猫 Kappa', '25:0-4,8-12', 0)).toBe(':Kappa: 猫 :Kappa:')
    expect(normalise(wordsOf('Kappa Keepo Kappa', '25:0-4,12-16/1902:6-10', 0)).text).toBe('')
    expect(wordsOf('🐱🐱 Kappa 猫', '25:3-7', 0)).toBe('🐱🐱 :Kappa: 猫')
    expect(wordsOf('<3 a cat', '9:0-1', 0)).toBe('  a cat')
    expect(wordsOf('\u0001ACTION draws Kappa\u0001', '25:6-10', 0)).toBe('draws :Kappa:')
    expect(wordsOf('Cheer100 2', '', 100)).toBe('2')
    expect(wordsOf('Cheer50 猫 uni50', '', 100)).toBe('猫')
    expect(wordsOf('room101 please', '', 100)).toBe('room101 please')
    expect(wordsOf('2', '', 0)).toBe('2')
  })

  it('C61: places that cannot be are ignored', () => {
    for (const tag of ['25:0-99999', '25:4-0', '25:-1-2', '25:1e1-2', ':', '/', ',,,', '25', '__proto__:x-y'])
      expect(wordsOf('Kappa 猫', tag, 0)).toBe('Kappa 猫')
    expect(wordsOf('Kappa 猫', '25:0-4,0-4,2-6', 0)).toBe(':Kappa: 猫')
  })

  it('C62: deletions, bans and time-outs are told, a repeated one once; a cleared screen changes nothing', async () => {
    const ear = listen()
    await ear.live()
    server.say([{ id: 'm1', text: '猫', userId: '42' }])
    server.tell('CLEARMSG', { login: 'ronni', 'target-msg-id': 'm1' }, '猫')
    server.tell('CLEARMSG', { login: 'ronni', 'target-msg-id': 'm1' }, '猫')
    server.tell('CLEARCHAT', { 'target-user-id': '42', 'ban-duration': '350' }, 'ronni')
    server.tell('CLEARCHAT', { 'target-user-id': '43' }, 'dallas')
    server.tell('CLEARCHAT', {})
    server.say([{ id: 'end', text: 'end' }])
    await ear.heard('end')
    expect(ear.events).toMatchObject([
      { type: 'removed', line: 'm1', source: 'twitch-yosegaki' },
      { type: 'banned', viewer: { id: '42', name: 'ronni' }, seconds: 350 },
      { type: 'banned', viewer: { id: '43', name: 'dallas' }, seconds: null },
    ])
    expect([ear.skipped(), new Set(ear.events.map(({ id }) => id)).size]).toEqual([0, 3])
  })

  it('C62: bits, subscriptions and gifts are support; the words said with them are lines', async () => {
    const ear = listen()
    await ear.live()
    const who = { 'user-id': '42', login: 'ronni', 'display-name': 'Ronni' }
    const gift = { 'msg-param-recipient-id': '7', 'msg-param-recipient-display-name': 'Lucky' }
    const tier = { 'msg-param-sub-plan': '1000' }
    const months = { 'msg-param-cumulative-months': '6' }
    server.say([{ id: 'c1', text: 'Cheer100 a cat', userId: '42', tags: { bits: '100' } }])
    server.tell('USERNOTICE', { ...who, id: 's1', 'msg-id': 'sub', 'msg-param-sub-plan': 'Prime' })
    server.tell('USERNOTICE', { ...who, id: 's2', 'msg-id': 'resub', ...tier, ...months }, '青い犬')
    server.tell('USERNOTICE', {
      ...who,
      ...tier,
      id: 's3',
      'msg-id': 'submysterygift',
      'msg-param-mass-gift-count': '5',
    })
    const ofMany = { 'msg-param-community-gift-id': '99' }
    server.tell('USERNOTICE', { ...who, ...tier, ...gift, ...ofMany, id: 's4', 'msg-id': 'subgift' })
    server.tell('USERNOTICE', { ...who, ...tier, ...gift, id: 's5', 'msg-id': 'subgift' })
    server.tell('USERNOTICE', { ...who, id: 's6', 'msg-id': 'raid', 'msg-param-viewerCount': '15' })
    server.tell('USERNOTICE', { ...who, id: 's7', 'msg-id': 'constructor' })
    server.say([{ id: 'end', text: 'end' }])
    await ear.heard('end')
    expect(texts(ear.lines)).toEqual(['a cat', '青い犬', 'end'])
    const ronni = { id: '42', name: 'Ronni' }
    const lucky = { id: '7', name: 'Lucky' }
    expect(ear.events).toMatchObject([
      { id: 'c1', kind: 'super-chat', amount: '100 bits', count: 100 },
      { id: 's1', kind: 'new-member', viewer: ronni, amount: 'Prime' },
      { id: 's2', kind: 'milestone', viewer: ronni, amount: 'Tier 1', count: 6 },
      { id: 's3', kind: 'gifts', viewer: ronni, count: 5 },
      { id: 's4/received', kind: 'gift-received', viewer: lucky },
      { id: 's5', kind: 'gifts', viewer: ronni, count: 1 },
      { id: 's5/received', kind: 'gift-received', viewer: lucky },
    ])
    expect(ear.events).toHaveLength(7)
  })

  it('C67: what cannot be read is skipped and counted, and the chat goes on', async () => {
    const ear = listen()
    await ear.live()
    const odd = [
      '@id=x',
      ':nobody',
      '@',
      '猫',
      '@id=a;user-id=1 :a!a@a PRIVMSG #yosegaki',
      '@id=b :b!b@b PRIVMSG #yosegaki :no viewer',
      '@user-id=1 :b!b@b PRIVMSG #yosegaki :no id',
      `@id=${'x'.repeat(101)};user-id=1 :b!b@b PRIVMSG #yosegaki :id too long`,
      '@ban-duration=1 :tmi.twitch.tv CLEARCHAT #yosegaki :no target',
      ':tmi.twitch.tv CLEARMSG #yosegaki :no target',
    ]
    server.raw(odd.map((line) => `${line}\r\n`).join(''))
    server.raw(Buffer.from([0, 1, 2, 255]), true)
    // Nothing to count, and nothing to fall over either: these end a client of tmi.js.
    server.raw(':tmi.twitch.tv NOTICE #yosegaki\r\n')
    server.raw('@msg-id=sub;msg-param-sub-plan=1 :tmi.twitch.tv HOSTTARGET #yosegaki\r\n')
    server.raw(
      Buffer.from([...Buffer.from('@id=u;user-id=1 :a!a@a PRIVMSG #yosegaki :'), 0xff, 0xfe, 13, 10]),
    )
    server.raw('@id=o;user-id=1 :a!a@a PRIVMSG #another :elsewhere\r\n')
    server.say([{ id: 'end', text: 'end' }])
    await ear.heard('end')
    expect(ear.skipped()).toBe(odd.length + 1)
    expect(texts(ear.lines)).toEqual(['\ufffd\ufffd', 'end'])
    expect(server.connections()).toBe(1)
  })

  it('C67: hostile tags are data', async () => {
    const ear = listen()
    await ear.live()
    const tags = {
      __proto__: 'x',
      constructor: 'x',
      'tmi-sent-ts': '-1',
      bits: '1e9',
      emotes: `25:${Array.from({ length: 5_000 }, (_, index) => `${index}-${index}`).join(',')}`,
      badges: '/,/,__proto__/1',
      'display-name': '\u202e'.repeat(5_000),
    }
    server.say([{ id: '__proto__', text: 'x'.repeat(10_000), userId: 'constructor', tags }])
    server.say([{ id: 'end', text: '猫', tags: { 'display-name': '' } }])
    await ear.heard('end')
    expect(ear.lines[0]).toMatchObject({ id: '__proto__', viewer: { id: 'constructor' } })
    expect(ear.lines[0]!.text.length).toBe(2_000)
    expect(ear.lines[0]!.viewer.name.length).toBe(40)
    expect(Math.abs(ear.lines[0]!.at - Date.now())).toBeLessThan(60_000)
    expect(ear.lines[1]!.viewer.name).toBe('vu1')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('C67: lines end as they like, and a frame holds many', async () => {
    const ear = listen()
    await ear.live()
    const batch = (name: string) =>
      [0, 1, 2].map((index) => ({ id: `${name}${index}`, text: `${name}${index}` }))
    for (const [name, end] of Object.entries({ a: '\r\n', b: '\n', c: '\r', d: '\r\n\r\n', e: '\n\r \n' }))
      server.say(batch(name), end)
    server.raw(server.lineOf({ id: 'end', text: 'no line end' }))
    await ear.heard('end')
    expect(ids(ear.lines)).toEqual([...server.sent, 'end'])
    expect([ear.lines.length, ear.skipped()]).toEqual([16, 0])
  })
})

describe('twitch: what goes wrong', () => {
  const bilingual = (state: SourceHealth | undefined) => {
    expect(state?.detail?.ja).toMatch(/[ぁ-ん]/)
    expect(state?.detail?.en).toMatch(/^[ -~]+$/)
  }

  it.each(['msg_channel_suspended', 'msg_room_not_found', 'tos_ban'] as const)(
    'C66: %s is a failure in both languages, and it is not tried again',
    async (onJoin) => {
      server.behaviour.onJoin = onJoin
      const ear = listen()
      await ear.ended()
      expect(ear.health.map(({ state }) => state)).toEqual(['connecting', 'failed'])
      bilingual(ear.health.at(-1))
      expect(server.connections()).toBe(1)
    },
  )

  it('C66: a channel that never answers is asked three times, then it is said not to be', async () => {
    server.behaviour.onJoin = 'silence'
    const ear = listen({ pace: { ...PACE, answer: 1_000 } })
    await ear.ended()
    expect(new Set(ear.health.map(({ state }) => state))).toEqual(
      new Set(['connecting', 'waiting', 'failed']),
    )
    expect(ear.health.at(-1)?.detail?.en).toContain('no such Twitch channel')
    bilingual(ear.health.at(-1))
    expect(server.received.filter((line) => line.startsWith('JOIN')).length).toBe(3)
  })

  it('C66: a refused sign-in and a name that is none are failures', async () => {
    server.behaviour.onLogin = 'Login unsuccessful'
    const ear = listen()
    await ear.ended()
    expect(ear.health.at(-1)).toMatchObject({
      state: 'failed',
      detail: { en: expect.stringContaining('TWITCH_IRC_URL') },
    })
    const other = listen({ channel: 'no channel!' })
    await other.ended()
    expect(other.state()).toBe('failed')
    bilingual(other.health.at(-1))
    expect(server.connections()).toBe(1)
  })

  it('C65: nobody there is waited for, ever longer up to a bound, and abort ends the wait', async () => {
    const { url } = server
    await server.close()
    const ear = listen({ url, pace: { ...PACE, first: 3_600_000, longest: 3_600_000 } })
    await until(() => ear.state() === 'waiting', 'waiting')
    bilingual(ear.health.at(-1))
    await ear.stop()
    expect(ear.state()).toBe('ended')
  })

  it('C65: a connection that fell silent is asked, then left for another', async () => {
    const ear = listen({ pace: { ...PACE, silence: 50, answer: 2_000 } })
    await ear.live()
    await pause(300)
    expect(server.connections()).toBe(1)
    server.stall()
    await until(() => server.connections() === 2, 'another connection')
    await ear.live()
    server.say([{ id: 'end', text: 'end' }])
    await ear.heard('end')
    expect(ear.health.map(({ state }) => state)).toEqual(['connecting', 'live', 'waiting', 'live'])
  })

  it('C65: a server that lets in and throws out is not hammered', async () => {
    const ear = listen({ pace: { ...PACE, first: 40, longest: 1_000, settled: 60_000 } })
    const begun = performance.now()
    while (performance.now() - begun < 500) {
      if (server.present() > 0) server.drop()
      await pause(1)
    }
    expect(server.connections()).toBeLessThanOrEqual(5)
    await ear.stop()
  })

  it('C64: asked to connect anew, it hears the old connection out: nothing is lost, twice or out of order', async () => {
    const ear = listen()
    await ear.live()
    for (let turn = 0; turn < 5; turn++) {
      server.say([{ id: `a${turn}`, text: 'before' }])
      const asked = server.reconnect()
      for (let index = 0; index < 5; index++) {
        server.say([{ id: `b${turn}-${index}`, text: 'between' }])
        await pause(1)
      }
      server.say([{ id: `c${turn}`, text: 'to both' }])
      const drained = () => server.received.filter((line) => line.startsWith('PING')).length
      await until(() => drained() === turn + 1 && server.present() === 1, 'the old one left')
      asked.leave()
      server.say([{ id: `d${turn}`, text: 'after' }])
    }
    await ear.heard('d4')
    expect(ids(ear.lines)).toEqual(server.sent)
    expect(ear.health.every(({ state }) => state !== 'waiting')).toBe(true)
  })

  it('C64: asked anew before the old connection had its say, it hears all of them out, the oldest first', async () => {
    // The oldest is silent for as long as a busy machine takes over the other two.
    const ear = listen({ pace: { ...PACE, answer: 60_000, silence: 60_000 } })
    await ear.live()
    server.reconnect()
    const oldest = server.stall()
    server.say([{ id: 'a', text: 'to the oldest alone' }])
    await until(() => server.present() === 2, 'the second')
    server.say([{ id: 'b', text: 'to both' }])
    server.reconnect()
    // The second may be gone again as soon as the third is there.
    await until(() => server.received.filter((line) => line.startsWith('JOIN')).length === 3, 'the third')
    server.say([{ id: 'c', text: 'to all' }])
    oldest.resume()
    await ear.heard('c')
    expect(ids(ear.lines)).toEqual(['a', 'b', 'c'])
  })

  it('C68: what keeps viewers from chatting is told', async () => {
    server.setRoom({ 'subs-only': '1' })
    const ear = listen()
    await until(() => ear.health.at(-1)?.detail !== null && ear.state() === 'live', 'the limit')
    bilingual(ear.health.at(-1))
    expect(ear.health.at(-1)?.detail?.en).toContain('subscribers only')
    server.setRoom({ 'followers-only': '0', slow: '30' })
    await until(() => ear.health.at(-1)?.detail?.en.includes('slow mode') === true, 'more limits')
    expect(ear.health.at(-1)?.detail?.en).toContain('followers only')
    server.setRoom({ 'followers-only': '-1', slow: '0', 'subs-only': '0' })
    await until(() => ear.health.at(-1)?.detail === null, 'none')
    expect(ear.state()).toBe('live')
  })
})

/** A small generator of numbers in 0 .. 1 (mulberry32). */
const dice = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Faults a seed; TWITCH_SEEDS more of them. */
const FAULTS = 25
const SEEDS = Number(process.env.TWITCH_SEEDS ?? 4)

describe('twitch: faults of every kind', () => {
  it.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'C63: nothing sent on a live connection is lost, nothing is told twice (seed %i)',
    async (seed) => {
      const roll = dice(seed)
      const upTo = (most: number) => Math.floor(roll() * most)
      const ear = listen({ pace: { ...PACE, silence: 300, answer: 3_000 } })
      let count = 0
      const batch = () =>
        Array.from({ length: 1 + upTo(5) }, () => ({ id: `m${++count}`, text: `${count} 猫` }))
      const FAULT: (() => Promise<void> | void)[] = [
        () => server.drop('cut'),
        () => server.drop('goodbye'),
        () => server.say(batch().reverse()),
        () => server.say(Array.from({ length: 5 }, () => ({ id: `m${1 + upTo(count)}`, text: 'again' }))),
        () => server.raw('@id=broken\r\n'),
        () => void server.reconnect(),
        async () => {
          const asked = server.reconnect()
          await pause(upTo(20))
          asked.leave()
        },
        async () => {
          const stall = server.stall()
          server.say(batch())
          await pause(upTo(20))
          stall.resume()
        },
        async () => {
          // What is under way when listening stops is not waited for: let it arrive.
          await until(() => ear.lines.length === server.sent.length, 'what was sent')
          await ear.stop()
          await until(() => server.present() === 0, 'nobody there')
          server.say(batch())
          ear.start()
        },
        async () => {
          if (roll() < 0.8) return
          const stall = server.stall()
          server.say(batch())
          await until(stall.gone, 'the silent one to be left')
        },
      ]
      for (let fault = 0; fault < FAULTS; fault++) {
        if (roll() < 0.7) await ear.live()
        server.say(batch())
        await FAULT[upTo(FAULT.length)]!()
        server.say(batch())
        if (roll() < 0.3) await pause(upTo(10))
      }
      await ear.live()
      const sayEnd = setInterval(() => server.say([{ id: 'end', text: 'end' }]), 20)
      await ear.heard('end').finally(() => clearInterval(sayEnd))
      expect(ids(ear.lines)).toEqual(server.sent)
      expect(server.sent.length).toBeGreaterThan(FAULTS)
    },
  )
})
