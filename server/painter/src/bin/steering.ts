/** Paints one strip for each means of steering, with the starter model. Made for docs/steering/. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openPainter } from '../open-painter.ts'
import type { Bilingual, Box, Conditioning, Painter, PaintRequest, RgbImage, TouchUp } from '../types.ts'
import { createLabeller, type Labeller } from './label.ts'
import { type Placed, toPng, toSheet } from './pictures.ts'
import { createProgress } from './progress.ts'
import { chooseModel, readNumber, runCommand, UsageError } from './usage.ts'

const HELP = `usage: steering --out docs/steering [--model folder] [--seed 7]

Paints a strip for each means of steering into the folder: votes.png, shares.png, negative.png ...`

/** Pixels of a picture, between pictures, and of a line of labels. */
const SIZE = 96
const GAP = 8
const LINE = 20
const STEPS = 25

type Picture = { image: RgbImage; caption: string }
type Strip = { title: Bilingual; rows: Picture[][] }
type Easel = { paint(change: Change): Promise<RgbImage>; stepsOf(change: Change): Promise<RgbImage[]> }
/** A painting of the house seed, but for what is said. */
type Change = Partial<Omit<PaintRequest, 'conditioning'>> & { conditioning: (step: number) => Conditioning }

const asking = (text: string, more: Partial<Conditioning> = {}): Conditioning => ({
  prompts: [{ text, weight: 1 }],
  guidance: 3,
  ...more,
})
const always = (conditioning: Conditioning) => () => conditioning
const sharing = (first: string, second: string, share: number): Conditioning => ({
  prompts: [
    { text: first, weight: share },
    { text: second, weight: 1 - share },
  ],
  guidance: 3,
})
const percent = (share: number): string => `${Math.round(share * 100)} %`

const STRIPS: Record<string, (easel: Easel) => Promise<Strip>> = {
  /** The same seed three times: unchanged, and with the vote turning at two moments. */
  async votes({ stepsOf }) {
    const rows: Picture[][] = []
    for (const turns of [STEPS, 10, 5]) {
      const images = await stepsOf({ conditioning: (step) => asking(step < turns ? 'りんご' : '花') })
      const shown = [0, 3, 5, 7, 10, 13, 17, 24]
      rows.push(
        shown.map((step) => ({
          image: images[step]!,
          caption: `${step + 1} ${step < turns ? 'りんご' : '花'}`,
        })),
      )
    }
    return {
      title: {
        ja: '途中で票が動くと、絵が道を変える',
        en: 'The votes turn in mid-painting, and so does the picture',
      },
      rows,
    }
  },

  async shares({ paint }) {
    const shares = [1, 0.75, 0.6, 0.5, 0.4, 0.25, 0]
    const row = []
    for (const share of shares) {
      const conditioning = always(sharing('りんご', '風船', share))
      row.push({ image: await paint({ conditioning }), caption: `りんご ${percent(share)}` })
    }
    return {
      title: { ja: '票の割合: りんごと風船', en: 'Shares of the votes: apple and balloon' },
      rows: [row],
    }
  },

  async negative({ paint }) {
    const row = []
    for (const avoided of [null, 'red apple', 'green apple', 'apple at night']) {
      const negative = avoided === null ? [] : [{ text: avoided, weight: 1 }]
      const conditioning = always(asking('apple', { negative }))
      row.push({ image: await paint({ conditioning }), caption: avoided === null ? 'apple' : `− ${avoided}` })
    }
    return { title: { ja: '避けたいもの', en: 'What to move away from' }, rows: [row] }
  },

  async regions({ paint }) {
    const half = (left: number): Box => ({ left, top: 0, width: 0.5, height: 1 })
    const pairs = [
      ['赤いりんご', '緑のりんご'],
      ['緑のりんご', '赤いりんご'],
      ['夕焼けの木', '夜の木'],
      ['青い風船', '黄色い風船'],
    ] as const
    const row = []
    for (const [first, second] of pairs) {
      const regions = [
        { prompts: [{ text: first, weight: 1 }], where: half(0) },
        { prompts: [{ text: second, weight: 1 }], where: half(0.5) },
      ]
      const conditioning = always({ prompts: [], guidance: 4, regions })
      row.push({ image: await paint({ conditioning }), caption: `${first}|${second}` })
    }
    return { title: { ja: '左半分と右半分に別のお題', en: 'A theme of its own for each half' }, rows: [row] }
  },

  async guidance({ paint }) {
    const row = []
    for (const guidance of [0, 1, 2, 3, 5, 8]) {
      row.push({
        image: await paint({ conditioning: always(asking('花', { guidance })) }),
        caption: `× ${guidance}`,
      })
    }
    for (const [early, late] of [
      [1, 5],
      [5, 1],
    ] as const) {
      const conditioning = (step: number) => asking('花', { guidance: step < STEPS / 2 ? early : late })
      row.push({ image: await paint({ conditioning }), caption: `× ${early} → ${late}` })
    }
    return {
      title: { ja: '導きの強さ。ラウンドごとに変えられる', en: 'Guidance, which each round may change' },
      rows: [row],
    }
  },

  async 'touch-up'({ paint }) {
    const before = { image: await paint({ conditioning: always(asking('りんご')) }), caption: 'りんご' }
    const row = [before]
    for (const strength of [0.2, 0.4, 0.6, 0.8, 1]) {
      const conditioning = afterwards(asking('りんご'), asking('緑のりんご'), { strength, steps: 15 })
      row.push({ image: await paint({ conditioning }), caption: `緑 ${strength}` })
    }
    return {
      title: { ja: '仕上げ: 強さだけ戻って描き直す', en: 'Touch-up: back to a strength, and painted again' },
      rows: [row],
    }
  },

  async inpaint({ paint }) {
    const apple = asking('りんご')
    const row = [{ image: await paint({ conditioning: always(apple) }), caption: 'りんご' }]
    const parts: [string, string, Box][] = [
      ['右: 緑のりんご', '緑のりんご', { left: 0.5, top: 0, width: 0.5, height: 1 }],
      ['下: 青いりんご', '青いりんご', { left: 0, top: 0.55, width: 1, height: 0.45 }],
      ['上: 花', '花', { left: 0, top: 0, width: 1, height: 0.4 }],
      ['中: 星', '星', { left: 0.3, top: 0.35, width: 0.4, height: 0.45 }],
    ]
    for (const [caption, text, where] of parts) {
      const conditioning = afterwards(apple, asking(text, { guidance: 4 }), {
        strength: 1,
        steps: STEPS,
        where,
      })
      row.push({ image: await paint({ conditioning }), caption })
    }
    return {
      title: { ja: '一部だけ描き直す。ほかはそのまま', en: 'One part painted again, the rest as it was' },
      rows: [row],
    }
  },
}

/** One theme to the end, then another in a touch-up. */
function afterwards(first: Conditioning, then: Conditioning, touchUp: TouchUp) {
  return (step: number): Conditioning => (step < STEPS ? first : step === STEPS ? { ...then, touchUp } : then)
}

function easelOf(painter: Painter, seed: number): Easel {
  const stepsOf: Easel['stepsOf'] = async (change) => {
    const painting = painter.paint({ seed, steps: STEPS, preview: 'decode', ...change })
    const images: RgbImage[] = []
    let turn = await painting.next()
    for (; !turn.done; turn = await painting.next()) images.push(turn.value.preview!)
    return [...images.slice(0, -1), turn.value]
  }
  return { stepsOf, paint: async (change) => (await stepsOf(change)).at(-1)! }
}

async function drawStrip({ title, rows }: Strip, labeller: Labeller): Promise<Buffer> {
  const columns = Math.max(...rows.map((row) => row.length))
  const width = columns * (SIZE + GAP) + GAP
  const head = await labeller.draw(`${title.ja} · ${title.en}`, width - 2 * GAP)
  const placed: Placed[] = [{ input: head.png, left: GAP, top: GAP }]
  for (const [y, row] of rows.entries()) {
    const top = LINE + 2 * GAP + y * (SIZE + LINE + GAP)
    for (const [x, { image, caption }] of row.entries()) {
      const left = GAP + x * (SIZE + GAP)
      const label = await labeller.draw(caption, SIZE)
      placed.push({ input: await toPng(image, SIZE), left, top })
      placed.push({
        input: label.png,
        left: left + Math.floor((SIZE - label.width) / 2),
        top: top + SIZE + 4,
      })
    }
  }
  return toSheet({ width, height: LINE + 2 * GAP + rows.length * (SIZE + LINE + GAP), placed })
}

await runCommand(HELP, async () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { out: text, model: text, seed: text, help: { type: 'boolean', short: 'h', default: false } },
  })
  if (values.help) {
    console.log(HELP)
    return
  }
  if (values.out === undefined) throw new UsageError('say which folder to write to: --out docs/steering')
  const seed = readNumber('seed', values.seed, { whole: true, minimum: 0 }) ?? 7
  const painter = await openPainter(chooseModel(values.model))
  const labeller = await createLabeller(64)
  const progress = createProgress()
  try {
    await mkdir(values.out, { recursive: true })
    const strips = Object.entries(STRIPS)
    for (const [i, [name, make]] of strips.entries()) {
      const strip = await make(easelOf(painter, seed))
      await writeFile(join(values.out, `${name}.png`), await drawStrip(strip, labeller))
      progress.show(i + 1, strips.length, name)
    }
    progress.end()
  } finally {
    await labeller.close()
    await painter.close()
  }
})
