import { type CheckpointOrigin, readCheckpoint, requireSameOrigin, writeCheckpoint } from './checkpoint.ts'
import { CheckpointError, ModelError } from './errors.ts'
import { combineRows, planRows } from './guidance.ts'
import type { LatentShape } from './model/model-shape.ts'
import type { Networks } from './model/networks.ts'
import { type DrawNoise, keyedNoise } from './noise/gaussian.ts'
import { touchUpScheduleLength } from './plan.ts'
import { type PreviewMatrix, previewByMatrix, rgbFromPlanar } from './preview.ts'
import type { Scheduler, SchedulerStep } from './schedulers/scheduler.ts'
import type { EmbedText } from './text-cache.ts'
import type { Conditioning, PaintedStep, PaintPlan, RgbImage, SchedulerName } from './types.ts'

/** All that paintings over one loaded model share. */
export type Studio = {
  networks: Pick<Networks, 'predict' | 'decode'>
  embed: EmbedText
  latents: LatentShape
  picture: { width: number; height: number }
  previewMatrix: PreviewMatrix | undefined
  defaultScheduler: SchedulerName
  createScheduler(name: SchedulerName): Scheduler
  origin: Pick<CheckpointOrigin, 'model' | 'runtime' | 'provider' | 'optimisation'>
}

/** One picture under way. Knows no threads: the caller asks for one step after the other. */
export type Painting = {
  /** Index of the next step; after a resume the first one that is left. */
  readonly next: number
  readonly of: number
  /** Paints the next step. When it throws, the painting is where it was before. */
  step(conditioning: Conditioning): Promise<PaintedStep>
  /** The picture as it stands, fully decoded. */
  decode(): Promise<RgbImage>
}

export type PaintingOptions = {
  resumeFrom?: Uint8Array | undefined
  /** Default: keyed by the plan's seed. */
  drawNoise?: DrawNoise
}

export function startPainting(studio: Studio, plan: PaintPlan, options: PaintingOptions = {}): Painting {
  const drawNoise = options.drawNoise ?? keyedNoise(plan.seed)
  const size = studio.latents.channels * studio.latents.height * studio.latents.width
  const walk = planWalk(studio, plan)
  const origin = {
    ...studio.origin,
    seed: plan.seed,
    steps: plan.steps,
    scheduler: plan.scheduler ?? studio.defaultScheduler,
  }
  let { latents, done } = options.resumeFrom
    ? restore(options.resumeFrom, { plan, origin, walk, size })
    : { latents: firstLatents(walk.at(0).scheduler, drawNoise('initial', 0, size)), done: 0 }

  return {
    of: walk.of,
    get next() {
      return done
    },
    async step(conditioning) {
      const started = performance.now()
      const place = walk.at(done)
      const sample = place.beginsTouchUp
        ? place.scheduler.addNoise(latents, drawNoise('touchUp', 0, size), place.i)
        : latents
      const output = await predict(studio, place, {
        sample,
        conditioning,
        label: `step ${done + 1} of ${walk.of}`,
      })
      const result = place.scheduler.step(output, place.i, sample, undefined)
      requireFinite(
        result.prevSample,
        'scheduler/scheduler_config.json',
        `leaves no finite numbers at step ${done + 1}`,
      )
      const preview = await previewOf(studio, plan, result)
      latents = result.prevSample
      done += 1
      const touchUp = done > plan.steps ? plan.touchUp! : null
      const { history } = place.scheduler.state()
      return {
        step: done - 1,
        of: walk.of,
        stage: done > plan.steps ? 'touching-up' : 'painting',
        preview,
        checkpoint: writeCheckpoint({ origin, done, touchUp, latents, history }),
        millis: performance.now() - started,
      }
    },
    decode: () => decode(studio, latents),
  }
}

/** Where a step stands: which scheduler, and which of its steps. */
type Place = { scheduler: Scheduler; i: number; beginsTouchUp: boolean }
type Walk = { of: number; at(step: number): Place }

/** The painting's schedule, then the tail of the touch-up's. */
function planWalk(studio: Studio, plan: PaintPlan): Walk {
  const name = plan.scheduler ?? studio.defaultScheduler
  const main = scheduled(studio.createScheduler(name), plan.steps)
  if (!plan.touchUp)
    return { of: plan.steps, at: (step) => ({ scheduler: main, i: step, beginsTouchUp: false }) }
  const length = touchUpScheduleLength(plan.touchUp)
  const tail = scheduled(studio.createScheduler(name), length)
  const from = length - plan.touchUp.steps
  return {
    of: plan.steps + plan.touchUp.steps,
    at(step) {
      if (step < plan.steps) return { scheduler: main, i: step, beginsTouchUp: false }
      return { scheduler: tail, i: from + step - plan.steps, beginsTouchUp: step === plan.steps }
    },
  }
}

function scheduled(scheduler: Scheduler, steps: number): Scheduler {
  scheduler.setTimesteps(steps)
  return scheduler
}

function firstLatents(scheduler: Scheduler, noise: Float32Array): Float32Array {
  const sigma = Math.fround(scheduler.initNoiseSigma)
  return noise.map((value) => value * sigma)
}

type Restoring = { plan: PaintPlan; origin: CheckpointOrigin; walk: Walk; size: number }

function restore(
  bytes: Uint8Array,
  { plan, origin, walk, size }: Restoring,
): { latents: Float32Array; done: number } {
  const checkpoint = readCheckpoint(bytes)
  requireSameOrigin(checkpoint.origin, origin)
  const { touchUp, done, latents, history } = checkpoint
  const sameTouchUp = touchUp?.strength === plan.touchUp?.strength && touchUp?.steps === plan.touchUp?.steps
  if (touchUp && !sameTouchUp) {
    throw new CheckpointError('touchUp', 'the checkpoint was taken in the middle of another touch-up')
  }
  if (latents.length !== size)
    throw new CheckpointError('bytes', 'the checkpoint holds latents of another size')
  if (done < walk.of) walk.at(done).scheduler.restore({ history })
  return { latents, done }
}

type Prediction = { sample: Float32Array; conditioning: Conditioning; label: string }

/** One UNet batch, guided: [C,h,w]. */
async function predict(
  studio: Studio,
  place: Place,
  { sample, conditioning, label }: Prediction,
): Promise<Float32Array> {
  const rowPlan = planRows(conditioning)
  const texts = [...rowPlan.away, ...rowPlan.towards].map((prompt) => prompt.text)
  const embeddings: Float32Array[] = []
  for (const text of texts) embeddings.push(await studio.embed(text))
  const scaled = place.scheduler.scaleModelInput(sample, place.i)
  const output = await studio.networks.predict({
    rows: texts.length,
    sample: joinRows(texts.map(() => scaled)),
    timestep: place.scheduler.timesteps[place.i]!,
    hidden: joinRows(embeddings),
  })
  requireFinite(output, 'unet/model.onnx', `out_sample holds numbers that are not finite at ${label}`)
  return combineRows(output, rowPlan, sample.length)
}

function joinRows(rows: readonly Float32Array[]): Float32Array {
  const length = rows[0]!.length
  const joined = new Float32Array(length * rows.length)
  for (const [i, row] of rows.entries()) joined.set(row, i * length)
  return joined
}

async function previewOf(studio: Studio, plan: PaintPlan, step: SchedulerStep): Promise<RgbImage | null> {
  const kind = plan.preview ?? 'matrix'
  if (kind === 'none') return null
  if (kind === 'decode' || !studio.previewMatrix) return decode(studio, step.predOriginalSample)
  return previewByMatrix(step.predOriginalSample, studio.latents, studio.previewMatrix)
}

async function decode(studio: Studio, latents: Float32Array): Promise<RgbImage> {
  const pixels = await studio.networks.decode(latents)
  requireFinite(pixels, 'vae_decoder/model.onnx', 'sample holds numbers that are not finite')
  return rgbFromPlanar(pixels, studio.picture.width, studio.picture.height)
}

function requireFinite(values: Float32Array, file: string, problem: string): void {
  for (let n = 0; n < values.length; n += 1) {
    if (!Number.isFinite(values[n]!)) throw new ModelError(file, problem)
  }
}
