import { expect, it } from 'vitest'
import { createArtworkStore } from '../../server/src/adapters/store/artwork-store.ts'
import type { ArtworkEvent } from '../../server/src/domain/artwork/artwork.ts'
import { LogConflict } from '../../server/src/ports.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'
import { opened, stepped, voted } from '../support/log-events.ts'

describeOnEveryDatabase('artwork store', (database) => {
  const store = () => createArtworkStore(database())
  const open = (id: string, number: number) => store().append(id, 0, [opened(id, number)])

  it('D1 a log comes back in order and equal', async () => {
    const events: ArtworkEvent[] = [
      opened('apple', 1),
      {
        at: 2_000,
        type: 'ballot-opened',
        round: 0,
        options: [{ text: { ja: 'りんご', en: 'apple' }, from: 'chat' }],
      },
      voted(2_001, 'youtube:a\u0000\ud83d\'"\\\n🍎'),
      { at: 2_002, type: 'abandoned', reason: { ja: '', en: '</script>' } },
    ]
    await store().append('apple', 0, events.slice(0, 1))
    await store().append('apple', 1, events.slice(1))
    expect(await store().log('apple')).toEqual(events)
    expect(await store().log('nobody')).toEqual([])
  })

  it('D1 a storm of votes goes in by one call', async () => {
    await open('apple', 1)
    const storm = Array.from({ length: 1_500 }, (_, index) => voted(3_000 + index, `viewer-${index}`))
    await store().append('apple', 1, storm)
    expect((await store().log('apple')).slice(1)).toEqual(storm)
  })

  it('D2 an append at a wrong place throws LogConflict and stores nothing', async () => {
    await store().append('apple', 0, [opened('apple', 1), voted(2_000, 'a')])
    const checkpoint = { step: 9, take: 0, bytes: new Uint8Array([9]) }
    for (const from of [0, 1, 3]) {
      const events = from === 0 ? [opened('apple', 1)] : [voted(2_500, 'b')]
      await expect(store().append('apple', from, events, checkpoint)).rejects.toThrow(LogConflict)
    }
    await expect(store().append('nobody', 1, [voted(2_500, 'b')])).rejects.toThrow(LogConflict)
    expect(await store().log('apple')).toHaveLength(2)
    expect(await store().checkpoint('apple', { step: 9, take: 0 })).toBeNull()
  })

  it('D2 of two appends at once one wins', async () => {
    await open('apple', 1)
    const writers = ['a', 'b', 'c', 'd'].map((viewer) => store().append('apple', 1, [voted(2_000, viewer)]))
    const outcomes = await Promise.allSettled(writers)
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost.map(({ reason }) => reason)).toEqual(Array(3).fill(expect.any(LogConflict)))
    expect(await store().log('apple')).toHaveLength(2)
  })

  it('D3 events and checkpoint are stored together or not at all', async () => {
    await open('apple', 1)
    const tooFar = { step: 2 ** 40, take: 0, bytes: new Uint8Array([1]) }
    await expect(store().append('apple', 1, [stepped(1)], tooFar)).rejects.toThrow()
    const broken = { ...stepped(1), at: Number.NaN }
    const fine = { step: 1, take: 0, bytes: new Uint8Array([1]) }
    await expect(store().append('apple', 1, [stepped(0), broken], fine)).rejects.toThrow()
    expect(await store().log('apple')).toHaveLength(1)
    expect(await store().checkpoint('apple', { step: 0, take: 0 })).toBeNull()
    await store().append('apple', 1, [stepped(0)], { step: 0, take: 0, bytes: new Uint8Array([7]) })
    expect(await store().log('apple')).toHaveLength(2)
    expect(await store().checkpoint('apple', { step: 0, take: 0 })).toEqual(new Uint8Array([7]))
  })

  it('D4 the checkpoint of a step comes back byte for byte, as it was stored last', async () => {
    await open('apple', 1)
    expect(await store().checkpoint('apple', { step: 0, take: 0 })).toBeNull()
    const bytes = (salt: number) => Uint8Array.from({ length: 70_000 }, (_, index) => (index * salt) % 256)
    const steps = [0, 1, 2, 1]
    for (const [index, step] of steps.entries()) {
      await store().append('apple', 1 + index, [stepped(step)], { step, take: 0, bytes: bytes(index + 1) })
    }
    const kept = await Promise.all([0, 1, 2, 3].map((step) => store().checkpoint('apple', { step, take: 0 })))
    expect(kept).toEqual([bytes(1), bytes(4), bytes(3), null])
    await store().append('apple', 5, [stepped(1)], { step: 1, take: 2, bytes: bytes(5) })
    const takes = await Promise.all([0, 1, 2].map((take) => store().checkpoint('apple', { step: 1, take })))
    expect(takes).toEqual([bytes(4), null, bytes(5)])
  })

  it('D5 unfinished artworks are listed oldest first, closed ones keep no checkpoint', async () => {
    for (const number of [3, 1, 2, 4]) {
      await open(`artwork-${number}`, number)
      await store().append(`artwork-${number}`, 1, [stepped(0)], {
        step: 0,
        take: 0,
        bytes: new Uint8Array([number]),
      })
    }
    await store().append('artwork-2', 2, [{ at: 5_000, type: 'published' }])
    await store().append('artwork-4', 2, [
      voted(5_000, 'a'),
      { at: 5_001, type: 'abandoned', reason: { ja: '', en: '' } },
    ])
    expect(await store().unfinished()).toEqual(['artwork-1', 'artwork-3'])
    expect(await store().checkpoint('artwork-2', { step: 0, take: 0 })).toBeNull()
    expect(await store().checkpoint('artwork-4', { step: 0, take: 0 })).toBeNull()
    expect(await store().checkpoint('artwork-1', { step: 0, take: 0 })).toEqual(new Uint8Array([1]))
  })

  it('D6 numbers count from 1 and are taken once', async () => {
    expect(await store().nextNumber()).toBe(1)
    await open('apple', 1)
    expect(await store().nextNumber()).toBe(2)
    await expect(open('pear', 1)).rejects.toThrow(LogConflict)
    expect(await store().log('pear')).toEqual([])
  })

  it('D7 a log begins with opened', async () => {
    await expect(store().append('apple', 0, [voted(1, 'a')])).rejects.toThrow(/opened/)
    expect(await store().unfinished()).toEqual([])
  })

  it('D30 a viewer is forgotten in every log, and every tally stays', async () => {
    await open('apple', 1)
    await open('pear', 2)
    await store().append('apple', 1, [voted(5_000, 'ann'), voted(5_001, 'annie')])
    await store().append('pear', 1, [
      voted(5_002, 'ann'),
      { at: 5_003, type: 'withdrawn', viewer: 'ann', line: null },
    ])
    const before = [await store().log('apple'), await store().log('pear')]
    await store().forgetViewer('ann', 'forgotten-1')
    const after = [await store().log('apple'), await store().log('pear')]
    expect(JSON.stringify(after)).not.toContain('"ann"')
    expect(JSON.stringify(after).replaceAll('"forgotten-1"', '"ann"')).toBe(JSON.stringify(before))
  })
})
