import {
  type Checkpoint,
  type CheckpointOrigin,
  readCheckpoint,
  requireSameOrigin,
  writeCheckpoint,
} from './checkpoint.ts'
import { decodePicture, previewOf } from './decode.ts'
import { CheckpointError, RequestError } from './errors.ts'
import { requireFinite } from './finite.ts'
import { createForesight } from './foresight.ts'
import { maskCells } from './mask.ts'
import type { LatentShape } from './model/model-shape.ts'
import { type DrawNoise, keyedNoise } from './noise/gaussian.ts'
import { MAX_STEPS_IN_ALL, requireTake, requireTouchUp } from './plan.ts'
import { type Predict, predictGuided } from './predict.ts'
import { planarFromRgb } from './rgb.ts'
import { latentShapeOf, pictureSize } from './sizes.ts'
import type { Studio } from './studio.ts'
import type { Conditioning, PaintedStep, PaintPlan, PreviewKind, RgbImage } from './types.ts'
import {
  callsOf,
  firstLatents,
  holdLatents,
  holdPredicted,
  noisedLatents,
  paintingWalk,
  takenAgain,
  touchUpWalk,
  type Walk,
} from './walk.ts'

/** One picture under way. Knows no threads: the caller asks for one step after the other. */
export type Painting = {
  /** Index of the next step; after a resume the first one that is left. */
  readonly next: number
  /** Steps in all, as far as is known. */
  readonly of: number
  /** Paints the next step. When it throws, the painting is where it was before. */
  step(conditioning: Conditioning, options?: StepOptions): Promise<PaintedStep>
  /** Makes the next step's first model call, for as long as its texts may well be those of the last step. Never rejects. */
  foresee(): Promise<void>
  /** The picture as it stands, fully decoded. */
  decode(): Promise<RgbImage>
}

export type StepOptions = {
  /** Default 'matrix'. */
  preview?: PreviewKind
  /** Default: the painting's own. Paintings that step side by side share one. */
  predict?: Predict
}

export type PaintingOptions = {
  resumeFrom?: Uint8Array | undefined
  /** Default: keyed by the plan's seed. */
  drawNoise?: DrawNoise
}

/** Where a painting is. Replaced whole after each step, so that a step that fails changes nothing. */
type State = { walk: Walk; done: number; latents: Float32Array; predicted: Float32Array }

export async function startPainting(
  studio: Studio,
  plan: PaintPlan,
  options: PaintingOptions = {},
): Promise<Painting> {
  const shape = latentShapeOf(studio, plan)
  const scheduler = plan.scheduler ?? studio.defaultScheduler
  const place: Place = {
    studio,
    shape,
    drawNoise: options.drawNoise ?? keyedNoise(plan.seed),
    newScheduler: () => studio.createScheduler(scheduler),
  }
  const { width, height } = pictureSize(shape, studio.scale)
  const origin: CheckpointOrigin = {
    ...studio.origin,
    seed: plan.seed,
    steps: plan.steps,
    scheduler,
    size: `${width}x${height}`,
  }
  const foresight = createForesight(studio.networks.predict)
  let state = options.resumeFrom
    ? restore(place, plan, { bytes: options.resumeFrom, origin })
    : await begin(place, plan)

  return {
    get of() {
      return state.walk.ends
    },
    get next() {
      return state.done
    },
    async step(conditioning, { preview = 'matrix', predict = foresight.predict } = {}) {
      const started = performance.now()
      const begun = begunAnew(place, { state, plan, conditioning })
      state = await paintStep(place, begun, { conditioning, predict })
      const { walk, done, predicted } = state
      const showing = performance.now()
      const image = await previewOf(studio, preview, predicted, shape)
      const previewMillis = performance.now() - showing
      return {
        step: done - 1,
        of: walk.ends,
        stage: walk.touchUp ? 'touching-up' : 'painting',
        preview: image,
        checkpoint: writeCheckpoint(checkpointOf(state, origin)),
        millis: performance.now() - started + foresight.takeMillis(),
        previewMillis,
      }
    },
    async foresee() {
      const { walk, done, latents } = state
      const [i] = callsOf(walk, done)
      if (i === undefined) return
      const { scheduler } = walk
      await foresight.foresee({
        sample: scheduler.scaleModelInput(latents, i),
        timestep: scheduler.timesteps[i]!,
      })
    },
    decode: () => decodePicture(studio, state.latents, shape),
  }
}

function checkpointOf({ walk, done, latents, predicted }: State, origin: CheckpointOrigin): Checkpoint {
  const { touchUp, take, begins, held, scheduler } = walk
  return {
    origin,
    done,
    touchUp: touchUp && { ...touchUp, begins },
    take: take === 0 ? null : { take, begins },
    latents,
    predicted,
    held,
    scheduler: scheduler.state(),
  }
}

/** What stays the same from step to step. */
type Place = {
  studio: Studio
  shape: LatentShape
  drawNoise: DrawNoise
  newScheduler: () => Walk['scheduler']
}

async function begin({ studio, shape, drawNoise, newScheduler }: Place, plan: PaintPlan): Promise<State> {
  const walk = paintingWalk(newScheduler(), plan.steps)
  const latents = plan.picture
    ? await encode(studio, plan.picture, shape)
    : firstLatents(walk, drawNoise, shape.channels * shape.height * shape.width)
  return { walk, done: 0, latents, predicted: latents }
}

async function encode(studio: Studio, picture: RgbImage, shape: LatentShape): Promise<Float32Array> {
  const { encode } = studio.networks
  if (!encode)
    throw new RequestError('picture', 'cannot be read by this model: its folder has no vae_encoder')
  const { width, height } = pictureSize(shape, studio.scale)
  if (picture.width !== width || picture.height !== height) {
    throw new RequestError('picture', `is ${picture.width}x${picture.height}, must be ${width}x${height}`)
  }
  const latents = await encode(planarFromRgb(picture), shape)
  requireFinite(latents, 'vae_encoder/model.onnx', 'gives numbers that are not finite')
  return latents
}

type Beginning = { state: State; plan: PaintPlan; conditioning: Conditioning }

/** The state a step begins in: another walk's, where its conditioning begins one. */
const begunAnew = (place: Place, { state, plan, conditioning }: Beginning): State =>
  conditioning.take === undefined
    ? touchedUp(place, state, conditioning)
    : anotherTake(place, { state, plan, conditioning })

/** At the same step of the same schedule, its history forgotten: it led to other latents. */
function anotherTake(place: Place, { state, plan, conditioning }: Beginning): State {
  requireTake(conditioning)
  const { walk, done, predicted } = state
  const { take = 0 } = conditioning
  if (walk.touchUp || done === walk.ends)
    throw new RequestError('conditioning.take', 'comes too late: the painting is done')
  const again = paintingWalk(place.newScheduler(), plan.steps, { begins: done, take })
  return { walk: again, done, latents: takenAgain(again, predicted, place.drawNoise), predicted }
}

/** Where a step is asked to go back, at the noisy end of that touch-up's walk. */
function touchedUp(place: Place, state: State, conditioning: Conditioning): State {
  const { touchUp } = conditioning
  const { walk, done, latents, predicted } = state
  const finished = done === walk.ends
  if (!touchUp) {
    if (finished) throw new RequestError('conditioning.touchUp', 'is missing: every step is painted')
    return state
  }
  requireTouchUp(conditioning)
  if (done === 0 && !finished)
    throw new RequestError('conditioning.touchUp', 'cannot begin before anything is painted')
  if (done + touchUp.steps > MAX_STEPS_IN_ALL)
    throw new RequestError('conditioning.touchUp', `would go past ${MAX_STEPS_IN_ALL} steps`)
  const clean = finished ? latents : predicted
  const held = touchUp.where ? { latents: clean, cells: maskCells(touchUp.where, place.shape) } : null
  const back = touchUpWalk(place.newScheduler(), { begins: done, touchUp, held })
  return { walk: back, done, latents: noisedLatents(back, clean, place.drawNoise), predicted: clean }
}

type StepWork = { conditioning: Conditioning; predict: Predict }

/** One solver step: one model call or, in some steps of Heun and PNDM, more. */
async function paintStep(place: Place, state: State, work: StepWork): Promise<State> {
  const { walk, done } = state
  const { scheduler } = walk
  const before = scheduler.state()
  let { latents, predicted } = state
  try {
    for (const i of callsOf(walk, done)) {
      const output = await predictGuided(place.studio, {
        ...work,
        shape: place.shape,
        sample: scheduler.scaleModelInput(latents, i),
        timestep: scheduler.timesteps[i]!,
        label: `step ${done + 1} of ${walk.ends}`,
      })
      const noise = scheduler.addsNoise(i)
        ? place.drawNoise('step', done, latents.length, walk.take)
        : undefined
      const result = scheduler.step(output, i, latents, noise)
      latents = result.prevSample
      predicted = result.predOriginalSample
    }
    requireFinite(latents, 'scheduler/scheduler_config.json', `leaves no finite numbers at step ${done + 1}`)
  } catch (error) {
    scheduler.restore(before)
    throw error
  }
  return {
    walk,
    done: done + 1,
    latents: holdLatents(walk, latents, done + 1, place.drawNoise),
    predicted: holdPredicted(walk, predicted),
  }
}

type Resuming = { bytes: Uint8Array; origin: CheckpointOrigin }

function restore(place: Place, plan: PaintPlan, { bytes, origin }: Resuming): State {
  const checkpoint = readCheckpoint(bytes)
  requireSameOrigin(checkpoint.origin, origin)
  const { done, touchUp, take, latents, predicted, held } = checkpoint
  const size = place.shape.channels * place.shape.height * place.shape.width
  if (latents.length !== size)
    throw new CheckpointError('bytes', 'the checkpoint holds latents of another size')
  const walk = touchUp
    ? touchUpWalk(place.newScheduler(), { begins: touchUp.begins, touchUp, held })
    : paintingWalk(place.newScheduler(), plan.steps, take ?? undefined)
  walk.scheduler.restore(checkpoint.scheduler)
  return { walk, done, latents, predicted }
}
