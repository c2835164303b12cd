import { describe, expect, it } from 'vitest'
import { opened } from '../domain/artwork/testing.ts'
import type { Painter } from '../ports.ts'
import { createPainters } from './painters.ts'

const text = { ja: '', en: '' }
const hashOf = (name: string): string => `hash of ${name}`

/** Models of these names; `broken` cannot be loaded. `shown`: what the control room saw of loading, at each change. */
function aShelf(own = 'own') {
  const at: string[] = []
  const shown: unknown[] = []
  const painters = createPainters({
    own,
    async open(name): Promise<Painter> {
      if (name === 'broken') throw new Error('unet/model.onnx: is too short')
      at.push(`open ${name}`)
      return {
        model: { id: name, title: text, credit: text, licence: 'CC0-1.0' },
        origin: { model: hashOf(name), runtime: 'test', provider: 'cpu', optimisation: 'all' },
        paint: () => {
          throw new Error('nobody paints here')
        },
        close: async () => void at.push(`close ${name}`),
      }
    },
    withHash: async (hash) => ['own', 'other'].find((name) => hashOf(name) === hash) ?? null,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: { now: () => 1_000 },
    changed: () => shown.push(painters.loading()),
  })
  return { painters, at, shown }
}

const begunWith = (modelHash: string) => ({ log: [{ ...opened(), modelHash }] })

describe('A26: who paints', () => {
  it('the house’s own comes first, and another takes its place once it is loaded', async () => {
    const { painters, at } = aShelf()
    expect(painters.slot().status).toBe('loading')
    expect(await painters.arrive()).toBe(true)
    expect((await painters.forArtwork({ model: null })).model.id).toBe('own')
    expect((await painters.forArtwork({ model: 'other' })).model.id).toBe('other')
    expect((await painters.forArtwork({ model: 'other' })).model.id).toBe('other')
    expect((await painters.forArtwork({ model: null })).model.id).toBe('own')
    expect(at).toEqual(['open own', 'open other', 'close own', 'open own', 'close other'])
    await painters.close()
    expect(at.at(-1)).toBe('close own')
  })

  it('where one cannot be loaded the one before goes on, and why is told until the next artwork', async () => {
    const { painters, at } = aShelf()
    await painters.arrive()
    expect((await painters.forArtwork({ model: 'broken' })).model.id).toBe('own')
    const { ja, en } = painters.problem()!
    expect([ja, en]).toEqual([
      expect.stringMatching(/「broken」.*unet\/model\.onnx: is too short\)。前のモデルが代わりに/),
      expect.stringMatching(/“broken”.*unet\/model\.onnx: is too short\)\. The model before paints instead/),
    ])
    expect(painters.present()).toBe('own')
    expect(at).toEqual(['open own'])
    await painters.forArtwork({ model: null })
    expect(painters.problem()).toBeNull()
  })

  it('A27: while one is being loaded the control room is told which, and since when; not a moment longer', async () => {
    const { painters, shown } = aShelf()
    await painters.arrive()
    await painters.forArtwork({ model: 'other' })
    await painters.forArtwork({ model: 'broken' })
    await painters.forArtwork({ model: 'other' })
    const loading = (name: string) => ({ name, since: 1_000 })
    expect(shown).toEqual([loading('own'), null, loading('other'), null, loading('broken'), null])
  })

  it('an artwork that was under way goes on with the model it was begun with, wherever that is now', async () => {
    const { painters } = aShelf()
    await painters.arrive()
    expect((await painters.forArtwork(begunWith(hashOf('other')))).model.id).toBe('other')
    expect((await painters.forArtwork(begunWith(hashOf('own')))).model.id).toBe('own')
    // One that is gone, and a log from before it was kept: the checkpoint says whether it fits.
    expect((await painters.forArtwork(begunWith(hashOf('gone')))).model.id).toBe('own')
    expect((await painters.forArtwork({ log: [opened()] })).model.id).toBe('own')
  })

  it('E6: a house whose own model cannot be loaded says so', async () => {
    const { painters } = aShelf('broken')
    expect(await painters.arrive()).toBe(false)
    expect(painters.slot()).toMatchObject({
      status: 'failed',
      reason: { en: expect.stringMatching(/unet.*YOSEGAKI_MODEL, and start again/) },
    })
    await painters.close()
  })
})
