import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFrameStore, picturePaths } from '../../server/src/adapters/pictures/frame-store.ts'
import { PAINTING_LABEL } from '../../server/src/adapters/pictures/sign-png.ts'
import { createSignedPictures } from '../../server/src/adapters/pictures/signed-pictures.ts'
import { CC0 } from '../../server/src/domain/licence/licence.ts'
import type { Work } from '../../server/src/ports.ts'
import { type C2paReport, c2paReportOf } from '../support/c2pa-validator.ts'
import { exifOf, perlIsHere } from '../support/exiftool.ts'

const HASH = 'c0ffee'.padEnd(64, '0')
const FAN_WORK = {
  id: 'fan-work',
  name: { ja: '二次創作(青い歌姫: 非営利)', en: 'Fan work (青い歌姫: 非営利)' },
  url: 'https://example.org/guideline',
  fanWorks: [
    {
      id: 'aoi',
      name: '青い歌姫',
      guideline: 'https://example.org/guideline',
      licence: '非営利',
      allowedAt: 1_795_000_000_000,
    },
  ],
}

const aWork = (changes: Partial<Work> = {}): Work => ({
  id: 'work-1',
  number: 1,
  title: { ja: '赤い<ねこ>', en: 'red & cat' },
  publishedAt: 1_795_000_000_000,
  seed: 4_294_967_295,
  steps: 30,
  model: {
    id: 'starter-3',
    title: { ja: '絵の具箱', en: 'Paintbox' },
    credit: { ja: '作者に学びました', en: 'Learnt from artists' },
    licence: 'CC0-1.0',
    hash: HASH,
  },
  licence: CC0,
  prompts: [{ text: '赤いねこ', weight: 1 }],
  decisions: [],
  width: 600,
  height: 400,
  ...changes,
})

/** Wide enough to be shown as it is: no enlarging between the painter's pixels and the file's. */
const image = {
  width: 600,
  height: 400,
  data: Uint8Array.from({ length: 600 * 400 * 3 }, (_, index) => (index * 7919) >> 5),
}

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yosegaki-files-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const publish = async (work: Work): Promise<string> => {
  await createFrameStore(dataDir).finish(work, image)
  return (await createSignedPictures(dataDir).fileOf(work)) ?? ''
}
const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file))
const pixelsOf = (file: string): Promise<Buffer> => sharp(file).removeAlpha().raw().toBuffer()
const manifestOf = (report: C2paReport) => report.manifests[report.active_manifest]!

describe.skipIf(!perlIsHere)('F1: ExifTool reads of a finished picture', () => {
  it.each(['png', 'webp', 'signed'] as const)(
    'F1: its title, maker, rights, licence, source, model and seed in %s',
    async (kind) => {
      await publish(aWork())
      expect(await exifOf(join(dataDir, picturePaths('work-1')[kind]))).toMatchObject({
        'XMP-dc:Title': '赤い<ねこ>',
        'XMP-dc:Title-en': 'red & cat',
        'XMP-dc:Creator': 'Yosegaki (AI) and its audience',
        'XMP-xmpRights:Marked': false,
        'XMP-xmpRights:WebStatement': CC0.url,
        'XMP-xmpRights:UsageTerms-en': CC0.name.en,
        'XMP-cc:License': CC0.url,
        'XMP-iptcExt:DigitalSourceType': expect.stringContaining('trainedAlgorithmicMedia'),
        'XMP-yosegaki:Model': 'starter-3',
        'XMP-yosegaki:ModelHash': HASH,
        'XMP-yosegaki:Seed': 4_294_967_295,
      })
    },
  )

  it('F6: of a fan work the guideline, marked as somebody’s, with what was allowed and when', async () => {
    await publish(aWork({ id: 'fan', licence: FAN_WORK }))
    expect(await exifOf(join(dataDir, picturePaths('fan').png))).toMatchObject({
      'XMP-xmpRights:Marked': true,
      'XMP-xmpRights:WebStatement': FAN_WORK.url,
      'XMP-cc:License': FAN_WORK.url,
      'XMP-xmpRights:UsageTerms-en': expect.stringMatching(
        /青い歌姫: https:\/\/example\.org\/guideline \(2026-/,
      ),
    })
  })
})

describe('F5: the PNG with Content Credentials', () => {
  it('F5: is found whole by another program, made by a trained algorithm from nothing, with model and seed', async () => {
    const report = await c2paReportOf(await read(await publish(aWork())))
    expect(report.validation_state).toBe('Valid')
    const { title, ingredients = [], assertions } = manifestOf(report)
    expect([title, ingredients]).toEqual(['赤い<ねこ>', []])
    const dataOf = (label: string) => assertions.find((each) => each.label === label)?.data
    expect(dataOf('c2pa.actions.v2')).toMatchObject({
      actions: [
        { action: 'c2pa.created', digitalSourceType: expect.stringContaining('trainedAlgorithmicMedia') },
      ],
    })
    expect(dataOf(PAINTING_LABEL)).toEqual({
      model: { id: 'starter-3', sha256: HASH },
      seed: 4_294_967_295,
      steps: 30,
      licence: CC0.url,
    })
  })

  it('F5: says who signed to whoever trusts this house, and to nobody else', async () => {
    const png = await read(await publish(aWork()))
    const certificates = await readFile(join(dataDir, 'signing/certificates.pem'), 'utf8')
    expect((await c2paReportOf(png, certificates)).validation_state).toBe('Trusted')
    const [problem] = (await c2paReportOf(png)).validation_status ?? []
    expect(problem?.code).toBe('signingCredential.untrusted')
  })

  it('F5: is found out where one bit of the picture, its XMP, or what is said of licence or model was changed', async () => {
    const png = await read(await publish(aWork()))
    const at = (words: string): number => Buffer.from(png).indexOf(words)
    for (const place of [at('IDAT') + 60, at('iTXt') + 60, at(CC0.url), at(HASH)]) {
      expect(place).toBeGreaterThan(0)
      const changed = png.slice()
      changed[place]! ^= 1
      expect((await c2paReportOf(changed)).validation_state).toBe('Invalid')
    }
  })

  it('F5: has the pixels that the painter gave, as the gallery’s PNG has', async () => {
    const signed = await publish(aWork())
    for (const file of [signed, join(dataDir, picturePaths('work-1').png)])
      expect((await pixelsOf(file)).equals(Buffer.from(image.data))).toBe(true)
  })

  it('F5: is signed with the house’s one key, kept readable by its owner alone, once and for all', async () => {
    const [first = '', second = ''] = [
      await publish(aWork()),
      await publish(aWork({ id: 'work-2', seed: 3 })),
    ]
    const key = await readFile(join(dataDir, 'signing/key.pem'), 'utf8')
    const [one, again] = [await read(first), await read(await publish(aWork()))]
    expect(Buffer.from(one).equals(Buffer.from(again))).toBe(true)
    expect((await c2paReportOf(await read(second))).validation_state).toBe('Valid')
    expect(await readFile(join(dataDir, 'signing/key.pem'), 'utf8')).toBe(key)
  })

  it('F5: is not there for a work whose picture is gone', async () => {
    expect(await createSignedPictures(dataDir).fileOf(aWork({ id: 'gone' }))).toBeNull()
  })
})

it('F7: frames that do not count go, with what was half written; the others stay as they are', async () => {
  const frames = createFrameStore(dataDir)
  const places = [0, 1, 2].flatMap((step) => [0, 1].map((take) => ({ step, take })))
  for (const place of places) await frames.save('taken', place, image)
  await writeFile(join(dataDir, 'frames/taken/2-1.webp.part'), 'half')
  await frames.keep('taken', ({ step, take }) => take === (step === 0 ? 0 : 1))
  expect((await readdir(join(dataDir, 'frames/taken'))).sort()).toEqual(['0.webp', '1-1.webp', '2-1.webp'])
  expect(await frames.find('taken', { step: 1, take: 1 })).toMatchObject({ url: '/frames/taken/1-1.webp' })
  await frames.keep('nobody', () => false)
})

it('F9: of an artwork that is let go of no preview stays; the others keep theirs', async () => {
  const frames = createFrameStore(dataDir)
  for (const id of ['gone', 'stays']) await frames.save(id, { step: 0, take: 0 }, image)
  expect(await frames.artworks()).toEqual(expect.arrayContaining(['gone', 'stays']))
  await frames.drop('gone')
  await frames.drop('nobody')
  expect(await frames.artworks()).not.toContain('gone')
  expect(await frames.list('stays')).toHaveLength(1)
})
