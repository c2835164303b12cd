import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import type {
  Conditioning,
  PainterOptions,
  PaintPlan,
  SchedulerName,
  TouchUp,
  WeightedPrompt,
} from '../types.ts'
import { readPrompt } from './prompt-weight.ts'
import { readNumber, UsageError } from './usage.ts'

export const PAINT_HELP = `usage: npm run paint -- "りんご" --seed 7 --out apple.png [options]

Paints one picture. Several prompts share it by weight:
  npm run paint -- "りんご:0.7" "blue:0.3" --out mixed.png

  --out file.png       where to write (required)
  --seed n             whole number, default 0; the same seed paints the same picture
  --count n            paint n pictures, seeds counting up: file-7.png, file-8.png ...
  --steps n            denoising steps; default: the model's
  --guidance x         how strongly the prompts pull; default: the model's
  --scheduler name     ddim or euler; default: the model's
  --negative text[:w]  what to move away from; may be repeated
  --touch-up s:n       afterwards noise back to strength s (0..1] and repaint in n steps
  --model folder       default: the starter model
  --size px            longer side of the PNG; default: the model's own size
  --strip              also write file-strip.png: how the picture came about
  --threads n          default: the machine's cores, at most 8
  --cuda               use the GPU where onnxruntime's CUDA files are
  --help`

export type PaintOptions = {
  help: boolean
  prompts: WeightedPrompt[]
  negative: WeightedPrompt[]
  guidance: number | undefined
  steps: number | undefined
  scheduler: SchedulerName | undefined
  touchUp: TouchUp | undefined
  seeds: number[]
  /** Without its ending. */
  out: string
  model: string | undefined
  size: number | undefined
  strip: boolean
  painter: PainterOptions
}

/** Throws a UsageError, or what parseArgs throws. */
export function readPaintOptions(argv: readonly string[]): PaintOptions {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: text,
      seed: text,
      count: text,
      steps: text,
      guidance: text,
      scheduler: text,
      model: text,
      size: text,
      threads: text,
      'touch-up': text,
      negative: { type: 'string', multiple: true, default: [] },
      strip: flag,
      cuda: flag,
      help: { ...flag, short: 'h' },
    },
  })
  const { help } = values
  const seed = readNumber('seed', values.seed, { whole: true, minimum: 0 }) ?? 0
  const count = readNumber('count', values.count, { whole: true, minimum: 1, maximum: 1000 }) ?? 1
  const threads = readNumber('threads', values.threads, { whole: true, minimum: 1 })
  if (!help && positionals.length === 0) throw new UsageError('say what to paint, for example "りんご"')
  return {
    help,
    prompts: positionals.map(readPrompt),
    negative: values.negative.map(readPrompt),
    guidance: readNumber('guidance', values.guidance),
    steps: readNumber('steps', values.steps, { whole: true, minimum: 1, maximum: 1000 }),
    scheduler: readScheduler(values.scheduler),
    touchUp: readTouchUp(values['touch-up']),
    seeds: Array.from({ length: count }, (_, i) => seed + i),
    out: help ? '' : readOut(values.out),
    model: values.model,
    size: readNumber('size', values.size, { whole: true, minimum: 8, maximum: 8192 }),
    strip: values.strip,
    painter: { ...(threads && { threads }), provider: values.cuda ? 'cuda' : 'cpu' },
  }
}

/** The plan of one picture, with the model's defaults where nothing was said. */
export function planOf(options: PaintOptions, seed: number, defaults: { steps: number }): PaintPlan {
  const { scheduler, touchUp, strip } = options
  return {
    seed,
    steps: options.steps ?? defaults.steps,
    preview: strip ? 'decode' : 'none',
    ...(scheduler && { scheduler }),
    ...(touchUp && { touchUp }),
  }
}

export function conditioningOf(options: PaintOptions, defaults: { guidance: number }): Conditioning {
  const { prompts, negative, guidance } = options
  return { prompts, negative, guidance: guidance ?? defaults.guidance }
}

function readOut(out: string | undefined): string {
  if (out === undefined) throw new UsageError('say where to write the picture: --out file.png')
  if (extname(out).toLowerCase() !== '.png') throw new UsageError(`--out must end in .png, is "${out}"`)
  return out.slice(0, -4)
}

function readScheduler(name: string | undefined): SchedulerName | undefined {
  if (name === undefined || name === 'ddim' || name === 'euler') return name
  throw new UsageError(`--scheduler must be ddim or euler, is "${name}"`)
}

function readTouchUp(value: string | undefined): TouchUp | undefined {
  if (value === undefined) return undefined
  const [strength, steps, ...rest] = value.split(':')
  if (steps === undefined || rest.length > 0)
    throw new UsageError(`--touch-up must be strength:steps, is "${value}"`)
  return {
    strength: readNumber('touch-up', strength, { minimum: 0, maximum: 1 })!,
    steps: readNumber('touch-up', steps, { whole: true, minimum: 1 })!,
  }
}
