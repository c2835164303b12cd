import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createYoutubeSource } from '../../server/src/adapters/chat/youtube.ts'
import { byKey } from '../../server/src/adapters/chat/youtube-access.ts'
import { createMemoryStore, createQuotaBook } from '../../server/src/adapters/chat/youtube-quota.ts'
import { type AudienceEntry, keyOf } from '../../server/src/domain/chat/audience-entry.ts'
import type { ChatLine, ChatListener, SourceState } from '../../server/src/domain/chat/line.ts'
import { keepAudience } from '../../server/src/flow/keep-audience.ts'
import type { AudienceStore, SmallStore } from '../../server/src/ports.ts'
import { startYoutubeServer, type YoutubeServer } from '../support/youtube-server.ts'
import { createChaos } from '../support/youtube-server-chaos.ts'

const MESSAGES = 90
const FAULTS_WANTED = 1_000
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What is left of a process: what its viewers did, and its small store. A killed one writes nothing any more. */
type Kept = { entries: AudienceEntry[]; store: SmallStore }

type Process = { state(): SourceState; stop(how: 'stop' | 'kill'): Promise<void>; done: Promise<void> }

const entryOf = (line: ChatLine, count: number): AudienceEntry => ({
  type: 'line',
  key: keyOf(line),
  line,
  meant: { kind: 'talk' },
  count,
})

/** One run of the source, on a clock that waiting moves on. */
const start = (server: YoutubeServer, kept: Kept, clock: { now: number }): Process => {
  let dead = false
  let state: SourceState = 'connecting'
  const stop = new AbortController()
  // Stored a while later, as by a database: who says "had it" before that loses it to a kill.
  const later = async (write: () => unknown): Promise<void> => {
    await breath()
    if (!dead) await write()
  }
  const audience: AudienceStore = {
    append: (_stream, from, entries) => later(() => kept.entries.splice(from, entries.length, ...entries)),
    read: async () => ({ entries: [...kept.entries], next: kept.entries.length }),
    forget: async () => undefined,
    forgetViewer: async () => undefined,
  }
  const store: SmallStore = {
    get: kept.store.get,
    set: (key, value) => later(() => kept.store.set(key, value)),
  }
  const now = () => clock.now
  const memory = keepAudience(
    {
      audience,
      clock: { now, sleep: breath },
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    },
    'stream',
    { entries: [...kept.entries], next: kept.entries.length },
  )
  const listener: ChatListener = {
    line: async (line) => {
      if (!memory.knows(keyOf(line))) await memory.keep(entryOf(line, memory.linesOf(line.source) + 1))
      return { kind: 'talk' }
    },
    event: (event) => {
      const key = keyOf(event)
      return memory.knows(key) ? undefined : memory.keep({ type: 'told', key })
    },
    health: (health) => {
      state = health.state
    },
  }
  const source = createYoutubeSource({
    video: 'abcdefghijk',
    access: byKey('good-key'),
    apiRoot: server.root,
    minPollMs: 10_000,
    stallMs: 40,
    callMs: 5_000,
    now,
    store,
    quota: createQuotaBook({ store, holder: 'good-key', limit: 10_000_000, now }),
    wait: async (ms, signal) => {
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1))
      clock.now += ms
    },
  })
  const done = source.listen(listener, stop.signal).then(memory.written)
  return {
    state: () => state,
    async stop(how) {
      if (how === 'kill') dead = true
      stop.abort()
      await done
    },
    done,
  }
}

const messageOf = (index: number) => {
  const author = { channelId: `UC${index % 7}`, displayName: 'ねこ' }
  const at = 1_760_000_000_000 + index * 10
  return index % 9 === 8
    ? {
        id: `m${index}`,
        type: 'messageDeletedEvent',
        at,
        snippet: { messageDeletedDetails: { deletedMessageId: `m${index - 1}` } },
      }
    : { id: `m${index}`, author, at, text: `猫 ${index} "{[\\` }
}

describe('YouTube through faults', () => {
  const struck = new Map<string, number>()
  const total = () => [...struck.values()].reduce((sum, count) => sum + count, 0)
  const cpu = process.cpuUsage()
  afterAll(() => {
    const { user, system } = process.cpuUsage(cpu)
    console.log(`faults: ${total()}, CPU ${((user + system) / 1e6).toFixed(1)} s`, Object.fromEntries(struck))
  })

  /** `restarts`: after so many messages this process stops or is killed, and another goes on. */
  const live = async (seed: number, restarts: ReadonlyMap<number, 'stop' | 'kill'>, ending: number) => {
    const chaos = createChaos(seed, 0.6)
    const server = await startYoutubeServer({ pollingIntervalMillis: 500, pageSize: 3, chaos })
    const kept: Kept = { entries: [], store: createMemoryStore() }
    const clock = { now: Date.parse('2026-07-01T19:00:00Z') }
    try {
      let process = start(server, kept, clock)
      for (let said = 0; said < MESSAGES; said++) {
        server.say(messageOf(said))
        if (chaos.random() < 0.5) await new Promise((resolve) => setTimeout(resolve, 2))
        const how = restarts.get(said)
        if (how === undefined) continue
        await process.stop(how)
        process = start(server, kept, clock)
      }
      server.end((['offlineAt', 'chatEndedEvent', 'error'] as const)[ending]!)
      await process.done
      await breath()
      expect(process.state()).toBe('ended')
      const truth = server.said.filter(({ type }) => type !== 'chatEndedEvent')
      const keys = truth.map(({ id, text }) =>
        keyOf({ source: 'youtube-abcdefghijk', id, ...(text === undefined ? { type: 'removed' } : {}) }),
      )
      expect(kept.entries.map((entry) => ('key' in entry ? entry.key : ''))).toEqual(keys)
      const counts = kept.entries.flatMap((entry) => (entry.type === 'line' ? [entry.count] : []))
      expect(counts).toEqual(counts.map((_, index) => index + 1))
    } finally {
      await server.close()
      for (const [name, count] of chaos.struck) struck.set(name, (struck.get(name) ?? 0) + count)
    }
  }

  it('C41, C46: no message is lost, none counted twice, order is kept, whatever breaks, stops or is killed', async () => {
    const restarts = fc.array(
      fc.tuple(fc.nat(MESSAGES - 1), fc.constantFrom('stop' as const, 'kill' as const)),
      {
        maxLength: 2,
      },
    )
    // Seeds are drawn until enough faults have struck; the seed below makes it the same run every time.
    const runs = fc.sample(fc.tuple(fc.integer({ min: 1 }), restarts, fc.nat(2)), { numRuns: 60, seed: 5 })
    for (const [seed, when, ending] of runs) {
      if (total() >= FAULTS_WANTED) break
      await live(seed, new Map(when), ending)
    }
    expect(total()).toBeGreaterThanOrEqual(FAULTS_WANTED)
    for (const kind of [
      'stream:cut',
      'stream:stall',
      'stream:notFound',
      'list:cut',
      'list:shuffle',
      'list:pageTokenInvalid',
    ])
      expect(struck.get(kind), kind).toBeGreaterThan(0)
  })
})
