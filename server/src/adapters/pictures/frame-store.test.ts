import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CC0 } from '../../domain/licence/licence.ts'
import type { RgbImage, Work } from '../../ports.ts'
import { createFrameStore } from './frame-store.ts'

const image: RgbImage = {
  width: 8,
  height: 4,
  data: Uint8Array.from({ length: 96 }, (_, index) => index * 2),
}
const aWork = (changes: Partial<Work> = {}): Work => ({
  id: 'work-1',
  number: 1,
  title: { ja: '赤いねこ', en: 'red cat' },
  publishedAt: 1,
  seed: 4_294_967_295,
  steps: 30,
  model: {
    id: 'starter-0.1',
    title: { ja: '絵の具箱', en: 'Paintbox' },
    credit: { ja: '作者に学びました', en: 'Learnt from artists' },
    licence: 'CC0-1.0',
    hash: 'ab'.repeat(32),
  },
  licence: CC0,
  prompts: [{ text: '赤いねこ', weight: 1 }],
  decisions: [],
  width: 8,
  height: 4,
  ...changes,
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yosegaki-pictures-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const xmpIn = async (name: string): Promise<string> =>
  (await sharp(join(folder, 'pictures', name)).metadata()).xmp?.toString('utf8') ?? ''

describe('a finished picture', () => {
  it.each(['png', 'webp'])(
    'F1: tells its title, licence, source, model and seed as XMP in %s',
    async (kind) => {
      await createFrameStore(folder).finish(aWork(), image)
      const xmp = await xmpIn(`work-1.${kind}`)
      for (const words of [
        '赤いねこ',
        'red cat',
        CC0.url,
        'trainedAlgorithmicMedia',
        'AI generated from chat',
        'starter-0.1',
        '4294967295',
      ]) {
        expect(xmp).toContain(words)
      }
    },
  )

  it('F2: is the same file for the same picture, whenever it was published and whatever its id', async () => {
    const store = createFrameStore(folder)
    await store.finish(aWork({ id: 'one', publishedAt: 1 }), image)
    await store.finish(aWork({ id: 'two', publishedAt: 2, number: 9 }), image)
    const [one, two] = await Promise.all(
      ['one', 'two'].map((id) => readFile(join(folder, 'pictures', `${id}.png`))),
    )
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true)
  })

  it('F3: takes any title as words: markup is escaped, control characters are dropped', async () => {
    await createFrameStore(folder).finish(
      aWork({ id: 'odd', title: { ja: '<b>"&\u0000\u001b\ud800', en: "x'" } }),
      image,
    )
    const xmp = await xmpIn('odd.png')
    expect(xmp).not.toContain('<b>')
    expect(xmp).toContain('&#60;b&#62;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is tested
    expect(xmp).not.toMatch(/[\u0000\u001b]/)
  })
})

describe('a frame', () => {
  it('F4: is found again after a restart, enlarged to be seen, its shape kept', async () => {
    const saved = await createFrameStore(folder).save('artwork-1', { step: 3, take: 0 }, image)
    expect(saved).toEqual({ url: '/frames/artwork-1/3.webp', width: 512, height: 256 })
    expect(await createFrameStore(folder).find('artwork-1', { step: 3, take: 0 })).toEqual(saved)
    expect(await createFrameStore(folder).find('artwork-1', { step: 4, take: 0 })).toBeNull()
    expect(await createFrameStore(folder).find('artwork-1', { step: 3, take: 1 })).toBeNull()
  })

  it('F4: is listed with all of its artwork, in the order of its steps and takes', async () => {
    const store = createFrameStore(folder)
    const places = [
      { step: 10, take: 0 },
      { step: 9, take: 12 },
      { step: 0, take: 0 },
      { step: 9, take: 2 },
      { step: 9, take: 0 },
    ]
    for (const place of places) await store.save('artwork-2', place, image)
    expect((await store.list('artwork-2')).map(({ step, take, url }) => [step, take, url])).toEqual([
      [0, 0, '/frames/artwork-2/0.webp'],
      [9, 0, '/frames/artwork-2/9.webp'],
      [9, 2, '/frames/artwork-2/9-2.webp'],
      [9, 12, '/frames/artwork-2/9-12.webp'],
      [10, 0, '/frames/artwork-2/10.webp'],
    ])
    expect(await store.list('nobody')).toEqual([])
  })
})
