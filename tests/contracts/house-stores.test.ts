import { expect, it } from 'vitest'
import { createArtworkStore } from '../../server/src/adapters/store/artwork-store.ts'
import { createAudienceStore } from '../../server/src/adapters/store/audience-store.ts'
import { createOverlayLinkStore } from '../../server/src/adapters/store/overlay-link-store.ts'
import { createPlaceStore } from '../../server/src/adapters/store/place-store.ts'
import { createSettings } from '../../server/src/adapters/store/settings.ts'
import { createStreamStore } from '../../server/src/adapters/store/stream-store.ts'
import { createWorkStore } from '../../server/src/adapters/store/work-store.ts'
import type { Work } from '../../server/src/ports.ts'
import { auditOf } from '../support/audit-of.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'
import { opened } from '../support/log-events.ts'

const text = (words: string) => ({ ja: words, en: words })

const work = (number: number): Work => ({
  id: `work-${number}`,
  number,
  title: text('月と猫 🐈\u0000'),
  publishedAt: 1_795_000_000_000 + number,
  seed: 2 ** 32 - number,
  steps: 26,
  model: { id: 'tiny', title: text('Tiny'), credit: text('Open Clipart'), licence: 'CC0-1.0' },
  licence: { id: 'CC0-1.0', name: text('CC0'), url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  prompts: [{ text: 'a cat', weight: 0.625 }],
  decisions: [
    {
      ask: text('?'),
      decided: text('cat'),
      decidedBy: 'votes',
      voters: 8,
      options: [{ text: text('cat'), votes: 5, share: 0.625 }],
    },
  ],
  width: 64,
  height: 64,
})

describeOnEveryDatabase('house stores', (database) => {
  const store = () => createWorkStore(database())

  it('D8 publishing twice keeps the first, and it comes back equal', async () => {
    await store().publish(work(1))
    await store().publish({ ...work(1), title: text('other') })
    expect(await store().find('work-1')).toEqual(work(1))
    expect(await store().list(10)).toEqual([work(1)])
    expect(await store().find('nothing')).toBeNull()
  })

  it('F9 an artwork that is over and became no work is told from works and from what is still painted', async () => {
    const artworks = createArtworkStore(database())
    const ids = [1, 2, 3, 4].map((number) => `work-${number}`)
    for (const [index, id] of ids.entries()) await artworks.append(id, 0, [opened(id, index + 1)])
    const given = { type: 'abandoned', at: 2_000, reason: text('') } as const
    await artworks.append('work-1', 1, [given])
    await store().publish(work(2))
    await artworks.append('work-2', 1, [{ type: 'published', at: 2_000 }])
    await artworks.append('work-4', 1, [given])
    expect(await artworks.abandoned(['work-1', 'work-2', 'work-3', 'elsewhere'])).toEqual(['work-1'])
    expect(await artworks.abandoned([])).toEqual([])
  })

  it('D9 works are listed newest first, page by page', async () => {
    for (const number of [2, 5, 1, 4, 3]) await store().publish(work(number))
    const numbers = async (limit: number, before?: number) =>
      (await store().list(limit, before)).map(({ number }) => number)
    expect(await numbers(2)).toEqual([5, 4])
    expect(await numbers(2, 4)).toEqual([3, 2])
    expect(await numbers(2, 2)).toEqual([1])
    expect(await numbers(2, 1)).toEqual([])
  })

  it('D10 a revoked link stays listed with its first revocation', async () => {
    const links = createOverlayLinkStore(database())
    const link = (id: string, createdAt: number) => ({
      id,
      label: 'OBS',
      kind: 'overlay' as const,
      widgets: ['ballot' as const, 'canvas' as const],
      standing: false,
      createdAt,
    })
    await links.create({ ...link('old', 1_000), tokenHash: 'hash of old' })
    await links.create({ ...link('new', 2_000), tokenHash: 'hash of new' })
    expect(await links.revoke('old', 3_000)).toBe(true)
    expect(await links.revoke('old', 4_000)).toBe(true)
    expect(await links.revoke('nothing', 3_000)).toBe(false)
    const old = { ...link('old', 1_000), revokedAt: 3_000 }
    expect(await links.list()).toEqual([{ ...link('new', 2_000), revokedAt: null }, old])
    expect(await links.findByHash('hash of old')).toEqual(old)
    expect(await links.findByHash('nothing')).toBeNull()
    await links.setHash('old', 'another')
    expect(await links.findByHash('another')).toBeNull()
  })

  it('D24 what viewers did comes back in order, lets go of the oldest, and goes with its stream', async () => {
    const audience = createAudienceStore(database())
    const streams = createStreamStore(database())
    const begin = (id: string) =>
      streams.start({ id, title: '夜', startedAt: 1_000, endedAt: null, settings: {} })
    const told = (...keys: string[]) => keys.map((key) => ({ type: 'told' as const, key }))
    await begin('one')
    await audience.append('one', 0, told('a', 'b\u0000\ud83d'))
    await audience.append('one', 2, told('c'))
    expect(await audience.read('one')).toEqual({ entries: told('a', 'b\u0000\ud83d', 'c'), next: 3 })
    await expect(audience.append('one', 2, told('again'))).rejects.toThrow()
    const line = { id: '1', source: 's', viewer: { id: 'hash', name: 'ann' }, text: '猫', at: 1 }
    const said = { type: 'line' as const, key: 's/1', line, meant: { kind: 'talk' as const }, count: 1 }
    await audience.append('one', 3, [said, ...told('d')])
    await audience.forgetViewer('one', 'hash')
    expect((await audience.read('one')).entries.slice(3)).toEqual(told('s/1', 'd'))
    await audience.forget('one', 2)
    expect(await audience.read('one')).toEqual({ entries: told('c', 's/1', 'd'), next: 5 })
    await streams.end('one', 2_000)
    expect(await audience.read('one')).toEqual({ entries: [], next: 0 })
    await audience.append('one', 0, told('too late'))
    await begin('two')
    expect(await audience.read('one')).toEqual({ entries: [], next: 0 })
  })

  it('D11 at most one stream is live', async () => {
    const streams = createStreamStore(database())
    const stream = (id: string, startedAt: number) => ({
      id,
      title: '夜の配信',
      startedAt,
      endedAt: null,
      settings: { planId: 'short', sources: [{ kind: 'rehearsal' }] },
    })
    expect(await streams.live()).toBeNull()
    await streams.start(stream('one', 1_000))
    expect(await streams.live()).toEqual(stream('one', 1_000))
    await streams.start(stream('two', 2_000))
    expect(await streams.live()).toEqual(stream('two', 2_000))
    await streams.end('two', 3_000)
    expect(await streams.live()).toBeNull()
    await streams.end('nothing', 3_000)
  })

  it('D31 a place in a chat is let go of a week after it was last written', async () => {
    const DAY = 24 * 3_600_000
    let now = 1_795_000_000_000
    let wake: (() => void) | null = null
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((awake) => {
        wake = awake
        signal?.addEventListener('abort', () => awake())
      })
    /** An hour later: the sweeper, once it sleeps, wakes. */
    const anHourLater = async () => {
      await expect.poll(() => wake).not.toBeNull()
      wake?.()
      wake = null
    }
    const places = createPlaceStore(database(), { now: () => now, sleep })
    const rows = async () =>
      (await database().prisma.chatPlace.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)
    await places.set('youtube-place/a', '{"token":"t1"}')
    now += 3 * DAY
    await places.set('youtube-place/b', '{}')
    now += 4 * DAY
    expect(await places.get('youtube-place/a')).toBe('{"token":"t1"}')
    now += 1
    expect(await places.get('youtube-place/a')).toBeNull()
    const stop = new AbortController()
    const lettingGo = places.letGo(stop.signal)
    await expect.poll(rows).toEqual(['youtube-place/b'])
    await places.set('youtube-place/b', '{"token":"t2"}')
    now += 7 * DAY
    await anHourLater()
    await expect.poll(() => places.get('youtube-place/b')).toBe('{"token":"t2"}')
    now += 1
    await anHourLater()
    await expect.poll(rows).toEqual([])
    stop.abort()
    await lettingGo
  })

  it('D12 a setting is kept, and taken by one', async () => {
    const settings = createSettings(database())
    expect(await settings.get('key')).toBeNull()
    await settings.set('key', 'one')
    await settings.set('key', 'two')
    expect(await settings.get('key')).toBe('two')
    expect(await settings.take('key', 'one')).toBe(false)
    const taken = await Promise.all([1, 2, 3].map(() => settings.take('key', 'two')))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await settings.get('key')).toBeNull()
  })

  const who = { id: 'ann', name: 'Ann', role: 'producer' } as const
  const auditLog = () => {
    const faults: string[] = []
    const logger = {
      info: () => undefined,
      warn: () => undefined,
      error: (event: string) => faults.push(event),
    }
    const clock = { now: () => 7, sleep: async () => undefined }
    return { audit: auditOf(database(), clock, logger), faults }
  }

  it('T13 an act is in the audit log before it is done; unmarked it stays unsure, refused it goes', async () => {
    const { audit, faults } = auditLog()
    const begun = await audit.begin({ who, door: 'a', what: { id: 1 } })
    const refused = await audit.begin({ who, door: 'b', what: {} })
    await audit.tell({ who: null, door: 'c', what: {} })
    await begun.tell({ id: 1, title: '月' })
    const line = {
      at: 7,
      who: 'Ann',
      role: 'producer',
      door: 'a',
      what: { id: 1, title: '月' },
      unsure: true,
    }
    expect((await audit.list(10)).map(({ door, unsure }) => [door, unsure])).toEqual([
      ['c', false],
      ['b', true],
      ['a', true],
    ])
    expect((await audit.list(10)).at(-1)).toMatchObject(line)
    refused.refused()
    begun.done({ id: 2 })
    expect((await audit.list(10)).map(({ door }) => door)).toEqual(['c', 'a'])
    expect((await audit.list(10)).at(-1)).toMatchObject({ ...line, what: { id: 2 }, unsure: false })
    expect(faults).toEqual([])
  })

  it('T13 of what stayed unsure somebody says once whether it was done; what was done after all is so', async () => {
    const { audit } = auditLog()
    const begun = await audit.begin({ who, door: 'a', what: {} })
    const last = async () => (await audit.list(1))[0]!
    const { number } = await last()
    expect(await audit.settle(number, { done: false, by: 'Ren' })).toBe(true)
    expect(await audit.settle(number, { done: true, by: 'Ann' })).toBe(false)
    expect(await audit.settle(number + 1, { done: true, by: 'Ann' })).toBe(false)
    expect(await last()).toMatchObject({ unsure: false, settled: { done: false, by: 'Ren', at: 7 } })
    begun.done()
    expect(await last()).toMatchObject({ unsure: false, settled: null })
  })
})
