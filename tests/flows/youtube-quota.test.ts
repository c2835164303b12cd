import { afterEach, describe, expect, it } from 'vitest'
import { createYoutubeSource } from '../../server/src/adapters/chat/youtube.ts'
import { byKey } from '../../server/src/adapters/chat/youtube-access.ts'
import { createMemoryStore, createQuotaBook } from '../../server/src/adapters/chat/youtube-quota.ts'
import type { SourceHealth } from '../../server/src/domain/chat/line.ts'
import type { SmallStore } from '../../server/src/ports.ts'
import {
  startYoutubeServer,
  type YoutubeServer,
  type YoutubeServerOptions,
} from '../support/youtube-server.ts'

const KEY = 'good-key'
const HOUR = 3_600_000
/** Midnight Pacific: the whole day is ahead. */
const MIDNIGHT = Date.parse('2026-07-01T07:00:00Z')

let server: YoutubeServer
afterEach(() => server.close())

/** A day of reading on a fast clock; the source is thrown away and begun again every eight hours. */
const liveADay = async (options: YoutubeServerOptions, limit = 10_000) => {
  server = await startYoutubeServer({ key: KEY, pollingIntervalMillis: 5_000, ...options })
  const store = createMemoryStore()
  const health: SourceHealth[] = []
  let now = MIDNIGHT
  let longest = 0
  let least = limit
  for (const until of [8, 16, 23.99].map((hours) => MIDNIGHT + hours * HOUR)) {
    const stop = new AbortController()
    const quota = createQuotaBook({ store, holder: KEY, limit, now: () => now })
    await createYoutubeSource({
      video: 'abcdefghijk',
      access: byKey(KEY),
      apiRoot: server.root,
      now: () => now,
      store,
      quota,
      wait: async (ms) => {
        longest = Math.max(longest, ms)
        now += ms
        least = Math.min(least, quota.plan().left)
        if (now >= until) stop.abort()
      },
    }).listen({ line: () => undefined, health: (state) => health.push(state) }, stop.signal)
  }
  const spent = server.requests.reduce((sum, { units }) => sum + units, 0)
  return { health, longest, least, spent, hours: (now - MIDNIGHT) / HOUR }
}

describe('the daily units', () => {
  it('C44: 24 hours of polls on 10,000 units never run dry', async () => {
    const day = await liveADay({ streaming: false })
    expect(day.hours).toBeGreaterThan(23.9)
    expect(day.spent).toBeLessThanOrEqual(10_000)
    expect(day.spent).toBeGreaterThan(9_000)
    expect(10_000 - day.least).toBe(day.spent)
    expect(day.longest).toBeLessThan(5 * 60_000)
    expect(day.health.some(({ state }) => state === 'waiting')).toBe(false)
  })

  it('C43: units are on disk before the call is made, and a store that cannot write makes no call', async () => {
    server = await startYoutubeServer({ key: KEY, streaming: false })
    const good = createMemoryStore()
    const seen: [kept: number, asked: number][] = []
    const stop = new AbortController()
    let broken = false
    const store: SmallStore = {
      get: good.get,
      set: async (key, value) => {
        if (broken) throw new Error('disk full')
        await good.set(key, value)
        if (key.startsWith('youtube-quota/')) {
          const asked = server.requests.reduce((sum, { units }) => sum + units, 0)
          seen.push([JSON.parse(value).spent, asked])
        }
      },
    }
    const health: SourceHealth[] = []
    let waits = 0
    await createYoutubeSource({
      video: 'abcdefghijk',
      access: byKey(KEY),
      apiRoot: server.root,
      now: () => MIDNIGHT,
      store,
      minPollMs: 0,
      wait: async () => {
        waits += 1
        broken = waits === 3
        if (waits >= 6) stop.abort()
      },
    }).listen({ line: () => undefined, health: (state) => health.push(state) }, stop.signal)
    expect(seen.length).toBeGreaterThan(3)
    for (const [kept, asked] of seen) expect(kept).toBeGreaterThan(asked)
    expect(health.find(({ detail }) => detail?.en.includes('cannot be written'))?.state).toBe('waiting')
  })

  it('C44: two sources of one key spend from one book, and after a restart it says what was spent', async () => {
    server = await startYoutubeServer({ key: KEY })
    const store = createMemoryStore()
    const quota = createQuotaBook({ store, holder: KEY, limit: 13, now: () => MIDNIGHT })
    const answers = await Promise.all(Array.from({ length: 5 }, () => quota.spend('list')))
    expect(answers).toEqual([true, true, false, false, false])
    expect(quota.plan()).toMatchObject({ left: 3, warning: 'gone' })
    const again = createQuotaBook({ store, holder: KEY, limit: 13, now: () => MIDNIGHT })
    await again.open()
    expect(again.plan().left).toBe(3)
    expect(await again.spend('list')).toBe(false)
    expect(await again.spend('videos')).toBe(true)
  })
})
