import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Box,
  type Conditioning,
  type PainterOptions,
  type PaintPlan,
  type Region,
  type RgbImage,
  SCHEDULER_NAMES,
  type SchedulerName,
  type TouchUp,
  type WeightedPrompt,
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
  --scheduler name     ${SCHEDULER_NAMES.join(', ')}; default: the model's
  --negative text[:w]  what to move away from; may be repeated
  --region text@box    prompt of a part of the picture; may be repeated. A box is left,top,width,height in 0..1:
                         npm run paint -- "night sky" --region "moon@0.6,0,0.4,0.4" --out moon.png
  --touch-up s:n       afterwards noise back to strength s (0..1] and repaint in n steps; s:n@box repaints that part
  --from file          begin with this picture, for --touch-up to paint over
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
  regions: Region[]
  touchUp: TouchUp | undefined
  /** A picture's file. */
  from: string | undefined
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
      from: text,
      negative: { type: 'string', multiple: true, default: [] },
      region: { type: 'string', multiple: true, default: [] },
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
    regions: values.region.map(readRegion),
    touchUp: readTouchUp(values['touch-up']),
    from: readFrom(values),
    seeds: Array.from({ length: count }, (_, i) => seed + i),
    out: help ? '' : readOut(values.out),
    model: values.model,
    size: readNumber('size', values.size, { whole: true, minimum: 8, maximum: 8192 }),
    strip: values.strip,
    painter: { ...(threads && { threads }), provider: values.cuda ? 'cuda' : 'cpu' },
  }
}

/** The plan of one picture, with the model's defaults where nothing was said. */
export function planOf(
  options: PaintOptions,
  seed: number,
  model: { steps: number; from?: RgbImage },
): PaintPlan {
  const { scheduler } = options
  const { from } = model
  return {
    seed,
    steps: from ? 0 : (options.steps ?? model.steps),
    ...(scheduler && { scheduler }),
    ...(from && { picture: from }),
  }
}

/** What steers each step of the plan: the same for all, the touch-up when they are painted. */
export function conditioningOf(
  { prompts, negative, guidance, regions, touchUp }: PaintOptions,
  { steps }: Pick<PaintPlan, 'steps'>,
  defaults: { guidance: number },
): (step: number) => Conditioning {
  const always = { prompts, negative, guidance: guidance ?? defaults.guidance, regions }
  return (step) => (touchUp && step === steps ? { ...always, touchUp } : always)
}

function readOut(out: string | undefined): string {
  if (out === undefined) throw new UsageError('say where to write the picture: --out file.png')
  if (extname(out).toLowerCase() !== '.png') throw new UsageError(`--out must end in .png, is "${out}"`)
  return out.slice(0, -4)
}

function readScheduler(name: string | undefined): SchedulerName | undefined {
  const found = SCHEDULER_NAMES.find((each) => each === name)
  if (name === undefined || found) return found
  throw new UsageError(`--scheduler must be one of ${SCHEDULER_NAMES.join(', ')}, is "${name}"`)
}

function readFrom(values: { from?: string; 'touch-up'?: string }): string | undefined {
  if (values.from !== undefined && values['touch-up'] === undefined)
    throw new UsageError('--from needs a --touch-up: without one the picture is finished already')
  return values.from
}

function readTouchUp(value: string | undefined): TouchUp | undefined {
  if (value === undefined) return undefined
  const { before, box } = splitBox(value)
  const [strength, steps, ...rest] = before.split(':')
  if (steps === undefined || rest.length > 0)
    throw new UsageError(`--touch-up must be strength:steps or strength:steps@box, is "${value}"`)
  return {
    strength: readNumber('touch-up', strength, { minimum: 0, maximum: 1 })!,
    steps: readNumber('touch-up', steps, { whole: true, minimum: 1 })!,
    ...(box && { where: readBox('touch-up', box) }),
  }
}

function readRegion(value: string): Region {
  const { before, box } = splitBox(value)
  if (box === undefined) throw new UsageError(`--region must be text@left,top,width,height, is "${value}"`)
  return { prompts: [readPrompt(before)], where: readBox('region', box) }
}

function splitBox(value: string): { before: string; box: string | undefined } {
  const at = value.lastIndexOf('@')
  return at === -1
    ? { before: value, box: undefined }
    : { before: value.slice(0, at), box: value.slice(at + 1) }
}

function readBox(option: string, value: string): Box {
  const sides = value.split(',')
  if (sides.length !== 4)
    throw new UsageError(`--${option}: a box must be left,top,width,height, is "${value}"`)
  const [left, top, width, height] = sides.map(
    (side) => readNumber(option, side, { minimum: 0, maximum: 1 })!,
  )
  return { left: left!, top: top!, width: width!, height: height! }
}
