/** Paints a model's nouns, each in Japanese and in English, on one labelled sheet. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openPainter } from '../open-painter.ts'
import type { Bilingual, Painter } from '../types.ts'
import { createLabeller, type Labeller } from './label.ts'
import { type Placed, toPng, toSheet } from './pictures.ts'
import { createProgress } from './progress.ts'
import { chooseModel, readNumber, runCommand, UsageError } from './usage.ts'

const HELP = `usage: contact-sheet --out sheet.png [--model folder] [--seed 7] [options]

Paints nouns, each asked for in Japanese (left) and in English (right), all from one seed.

  --out file.png      where to write (required)
  --model folder      default: the starter model
  --nouns ja=en,...   for example りんご=apple,猫=cat; default: the first concepts of the model's manifest
  --limit n           how many of them, default 24
  --columns n         nouns in a row, default 6
  --seed n            default 7
  --steps n, --guidance x, --threads n, --size px (of one picture, default 96)`

/** Pixels between pictures, and height of a line of labels. */
const GAP = 8
const LABEL = 26

type Noun = Bilingual
type Look = { seed: number; steps: number | undefined; guidance: number | undefined; size: number }

await runCommand(HELP, async () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      out: text,
      model: text,
      nouns: text,
      limit: text,
      columns: text,
      seed: text,
      steps: text,
      guidance: text,
      threads: text,
      size: text,
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return
  }
  if (values.out === undefined) throw new UsageError('say where to write the sheet: --out file.png')
  const whole = { whole: true, minimum: 1 }
  const limit = readNumber('limit', values.limit, whole) ?? 24
  const columns = readNumber('columns', values.columns, whole) ?? 6
  const threads = readNumber('threads', values.threads, whole)
  const look: Look = {
    seed: readNumber('seed', values.seed, { whole: true, minimum: 0 }) ?? 7,
    steps: readNumber('steps', values.steps, whole),
    guidance: readNumber('guidance', values.guidance),
    size: readNumber('size', values.size, { ...whole, minimum: 16 }) ?? 96,
  }
  const painter = await openPainter(chooseModel(values.model), threads ? { threads } : {})
  const labeller = await createLabeller()
  try {
    if (!labeller.shipsFont)
      console.error('no @fontsource/noto-sans-jp here: labels use the fonts of this machine')
    const nouns = (values.nouns === undefined ? painter.model.concepts : readNouns(values.nouns)).slice(
      0,
      limit,
    )
    if (nouns.length === 0) throw new UsageError('the model names no concepts: give some with --nouns')
    await writeFile(values.out, await paintSheet({ painter, labeller, nouns, look, columns }))
    console.log(values.out)
  } finally {
    await labeller.close()
    await painter.close()
  }
})

type SheetPlan = { painter: Painter; labeller: Labeller; nouns: readonly Noun[]; look: Look; columns: number }

async function paintSheet({ painter, labeller, nouns, look, columns }: SheetPlan): Promise<Buffer> {
  const progress = createProgress()
  const cell = { width: 2 * look.size + 3 * GAP, height: look.size + LABEL + GAP }
  const placed: Placed[] = []
  for (const [i, noun] of nouns.entries()) {
    const left = (i % columns) * cell.width + GAP
    const top = Math.floor(i / columns) * cell.height + GAP
    for (const [side, text] of [noun.ja, noun.en].entries()) {
      const x = left + side * (look.size + GAP)
      placed.push({ input: await paintWord(painter, text, look), left: x, top })
      const label = await labeller.draw(text, look.size)
      placed.push({
        input: label.png,
        left: x + Math.floor((look.size - label.width) / 2),
        top: top + look.size + 4,
      })
    }
    progress.show(i + 1, nouns.length, noun.en)
  }
  progress.end()
  const width = Math.min(columns, nouns.length) * cell.width
  return toSheet({ width, height: Math.ceil(nouns.length / columns) * cell.height + GAP, placed })
}

async function paintWord(painter: Painter, text: string, look: Look): Promise<Buffer> {
  const { defaultSteps, defaultGuidance } = painter.model
  const conditioning = { prompts: [{ text, weight: 1 }], guidance: look.guidance ?? defaultGuidance }
  const painting = painter.paint({
    seed: look.seed,
    steps: look.steps ?? defaultSteps,
    preview: 'none',
    conditioning: () => conditioning,
  })
  let turn = await painting.next()
  while (!turn.done) turn = await painting.next()
  return toPng(turn.value, look.size)
}

function readNouns(list: string): Noun[] {
  return list.split(',').map((pair) => {
    const [ja, en, ...rest] = pair.split('=')
    if (!ja?.trim() || !en?.trim() || rest.length > 0) throw new UsageError(`--nouns: "${pair}" is not ja=en`)
    return { ja: ja.trim(), en: en.trim() }
  })
}
