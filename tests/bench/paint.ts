/**
 * `npm run bench -- paint`: what a picture costs beside bare inference, onnxruntime in Python, and diffusers on PyTorch.
 *
 * Each contestant is a process that paints the same picture (texts, noise, DDIM, guidance, steps, threads) once a
 * round; they take turns, in changing order, and every ratio is the median over rounds of what was measured in one round. Before
 * that all must have come to the same picture. A picture is asked for as a round of a show asks for it: by the votes for three
 * options, which with the empty text are four rows of the model; --prompts 1 is the usual picture of one text. Every picture has
 * texts that are new, so that all embed them for each picture; the empty one all have remembered.
 *
 *   ours         from calling `paint` to holding the picture, on the main thread, with matrix previews and checkpoints
 *   plain        the same without previews
 *   bare         the sum of the picture's `session.run` calls, on ready-made tensors, by our session options
 *   python-ort   onnxruntime in Python as it sets itself up, but for the threads; the rest in numpy
 *   python-ort-tuned   the same by our session options
 *   diffusers    diffusers' modules and scheduler on PyTorch
 *
 * Options: --model folder, --prompts n, --threads n, --steps n, --pictures n (rounds, 30), --table, --resizable folder (for the table's sizes).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readModelFolder } from '../../server/painter/src/model/model-folder.ts'
import { keyedNoise } from '../../server/painter/src/noise/gaussian.ts'
import type { NewAsk } from './paint/ask.ts'
import { type Contestants, startAll } from './paint/contestants.ts'
import { measureRounds, type Rounds, requireSamePicture } from './paint/rounds.ts'
import { median, quantile, round } from './paint/statistics.ts'
import { measureTable } from './paint/table.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PROMPT = 'りんご'
const SEED = 7
const WARM_UP_ROUNDS = 8

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    model: { ...text, default: join(ROOT, 'pipeline/models/starter') },
    resizable: { ...text, default: join(ROOT, 'tests/models/sd') },
    threads: { ...text, default: `${Math.min(availableParallelism(), 8)}` },
    steps: text,
    prompts: { ...text, default: '3' },
    pictures: { ...text, default: '30' },
    table: { type: 'boolean', default: false },
  },
})
const model = resolve(values.model)
const threads = Number(values.threads)
const pictures = Number(values.pictures)
const prompts = Number(values.prompts)
const { info, shape } = await readModelFolder(model)
const steps = Number(values.steps ?? info.defaultSteps)
const newAsk = asker()
const scratch = await mkdtemp(join(tmpdir(), 'yosegaki-bench-'))
try {
  const first = newAsk({ pixels: true })
  const contestants = await startAll({ root: ROOT, model, threads, scratch, first })
  await requireSamePicture(contestants, first)
  console.error('all came to the same picture')
  await measureRounds(contestants, newAsk, { rounds: WARM_UP_ROUNDS, called: 'warming up' })
  const measured = await measureRounds(contestants, newAsk, { rounds: pictures, called: 'picture' })
  for (const contestant of contestants.all) await contestant.close()
  if (values.table) await printTable()
  console.log(JSON.stringify(resultOf(contestants, measured)))
} finally {
  await rm(scratch, { recursive: true })
}

function asker(): NewAsk {
  const { channels, height, width } = shape.latents
  const latents = keyedNoise(SEED)('initial', 0, channels * height * width)
  const noise = Buffer.from(latents.buffer).toString('base64')
  let texts = 0
  return (changes = {}, count = prompts) => ({
    prompts: Array.from({ length: count }, () => {
      texts += 1
      return `${PROMPT} ${texts}`
    }),
    steps,
    guidance: info.defaultGuidance,
    seed: SEED,
    noise,
    preview: 'matrix',
    pictures: 1,
    pixels: false,
    ...changes,
  })
}

async function printTable(): Promise<void> {
  const resizable = resolve(values.resizable)
  const options = { model, resizable, modelSize: shape.picture.width, threads, newAsk }
  console.log(await measureTable({ ...options, rounds: Math.min(pictures, 5) }))
}

function resultOf({ pythonMissing }: Contestants, { seconds, peakMb }: Rounds) {
  const { ours = [], plain = [], bare = [] } = seconds
  const over = (name: string, others: readonly number[] | undefined) => {
    if (others === undefined) return null
    const ratios = ours.map((own, n) => own / others[n]!)
    const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)]
    console.error(
      `${name}: ${median(ratios).toFixed(4)}, half of the rounds ${low.toFixed(4)} to ${high.toFixed(4)}`,
    )
    return round(median(ratios), 4)
  }
  const secondsOf = (values: readonly number[] | undefined) => (values ? round(median(values), 4) : null)
  const overPlain = over('ours / plain', plain)!
  return {
    bench: 'paint',
    model: info.id,
    threads,
    steps,
    rows: prompts + 1,
    pictures,
    ratio: over('ours / bare', bare),
    overPythonOrt: over('ours / python-ort', seconds['python-ort']),
    overTunedPythonOrt: over('ours / python-ort-tuned', seconds['python-ort-tuned']),
    overDiffusers: over('ours / diffusers', seconds.diffusers),
    previewShare: round(1 - 1 / overPlain, 4),
    secondsPerPicture: secondsOf(ours),
    bareSeconds: secondsOf(bare),
    pythonOrtSeconds: secondsOf(seconds['python-ort']),
    tunedPythonOrtSeconds: secondsOf(seconds['python-ort-tuned']),
    diffusersSeconds: secondsOf(seconds.diffusers),
    peakMb: {
      ours: peakMb.ours,
      bare: peakMb.bare,
      pythonOrt: peakMb['python-ort'] ?? null,
      diffusers: peakMb.diffusers ?? null,
    },
    cpu: cpus()[0]?.model,
    ...(pythonMissing && { pythonMissing }),
  }
}
