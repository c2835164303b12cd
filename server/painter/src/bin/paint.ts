/** `npm run paint`: paints pictures from the command line, for trying a model. */
import { writeFile } from 'node:fs/promises'
import { openPainter } from '../open-painter.ts'
import type { Painter, RgbImage } from '../types.ts'
import { conditioningOf, PAINT_HELP, type PaintOptions, planOf, readPaintOptions } from './paint-options.ts'
import { readPicture, toPng, toStrip } from './pictures.ts'
import { createProgress } from './progress.ts'
import { chooseModel, runCommand } from './usage.ts'

const STRIP_LENGTH = 12

await runCommand(PAINT_HELP, async () => {
  const options = readPaintOptions(process.argv.slice(2))
  if (options.help) {
    console.log(PAINT_HELP)
    return
  }
  const painter = await openPainter(chooseModel(options.model), options.painter)
  try {
    for (const seed of options.seeds) await paintOne(painter, options, seed)
  } finally {
    await painter.close()
  }
})

async function paintOne(painter: Painter, options: PaintOptions, seed: number): Promise<void> {
  const { defaultSteps, defaultGuidance } = painter.model
  const from =
    options.from === undefined ? undefined : await readPicture(options.from, painter.model.resolution)
  const plan = planOf(options, seed, { steps: defaultSteps, ...(from && { from }) })
  const conditioning = conditioningOf(options, plan, { guidance: defaultGuidance })
  const progress = createProgress()
  const started = performance.now()
  const previews: RgbImage[] = []
  const painting = painter.paint({ ...plan, conditioning, preview: options.strip ? 'decode' : 'none' })
  let turn = await painting.next()
  while (!turn.done) {
    const { step, of, stage, preview } = turn.value
    if (preview) previews.push(preview)
    progress.show(step + 1, of, stage)
    turn = await painting.next()
  }
  progress.end()
  const base = options.seeds.length > 1 ? `${options.out}-${seed}` : options.out
  await writeFile(`${base}.png`, await toPng(turn.value, options.size))
  console.log(
    `${base}.png  ${((performance.now() - started) / 1000).toFixed(2)} s  ${painter.model.id}, seed ${seed}`,
  )
  if (options.strip) {
    const shown = [...thin(previews, STRIP_LENGTH - 1), turn.value]
    await writeFile(`${base}-strip.png`, await toStrip(shown, Math.max(turn.value.width, 96)))
    console.log(`${base}-strip.png`)
  }
}

/** At most `count` of them, evenly spread, first and last kept. */
function thin<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all]
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]!)
}
