import type { DrawNoise } from './noise/gaussian.ts'
import { touchUpScheduleLength } from './plan.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import type { TouchUp } from './types.ts'

/** One way down from noise: the painting itself, or a touch-up. */
export type Walk = {
  /** Steps painted before it. */
  begins: number
  /** Steps painted when it is done. */
  ends: number
  /** What it was begun with; null for the painting itself. */
  touchUp: Pick<TouchUp, 'strength' | 'steps'> | null
  /** Whose noise is drawn: 0 for the first. */
  take: number
  scheduler: Scheduler
  /** What must stay as it is, in a touch-up of a part. */
  held: Held | null
}

/** latents: what stays, clean, [C,h,w]. cells: share of each cell that may change, [h,w]. */
export type Held = { latents: Float32Array; cells: Float32Array }

/** The whole way, or, of a later take, what is left of it after `begins` steps. */
export function paintingWalk(scheduler: Scheduler, steps: number, { begins, take } = FIRST_TAKE): Walk {
  if (steps > 0) scheduler.setTimesteps(steps, { from: begins })
  return { begins, ends: steps, touchUp: null, take, scheduler, held: null }
}
const FIRST_TAKE = { begins: 0, take: 0 }

type TouchUpStart = { begins: number; touchUp: Pick<TouchUp, 'strength' | 'steps'>; held: Held | null }

/** The tail of a schedule long enough that its last `touchUp.steps` steps begin at `touchUp.strength`. */
export function touchUpWalk(scheduler: Scheduler, { begins, touchUp, held }: TouchUpStart): Walk {
  const { strength, steps } = touchUp
  const length = touchUpScheduleLength(touchUp)
  scheduler.setTimesteps(length, { from: length - steps })
  return { begins, ends: begins + steps, touchUp: { strength, steps }, take: 0, scheduler, held }
}

/** Indices of the model calls that make up step `step` of the painting. */
export function callsOf(walk: Walk, step: number): number[] {
  const calls: number[] = []
  for (const [i, solverStep] of walk.scheduler.solverSteps.entries())
    if (solverStep === step - walk.begins) calls.push(i)
  return calls
}

/** Noise of standard deviation `initNoiseSigma`: where a painting begins. */
export function firstLatents({ scheduler, take }: Walk, drawNoise: DrawNoise, size: number): Float32Array {
  const sigma = Math.fround(scheduler.initNoiseSigma)
  return drawNoise('initial', 0, size, take).map((value) => value * sigma)
}

/** Where another take of the painting begins: the picture foreseen there, under noise of its own. */
export function takenAgain(walk: Walk, foreseen: Float32Array, drawNoise: DrawNoise): Float32Array {
  const { begins, take, scheduler } = walk
  const size = foreseen.length
  if (begins === 0) return firstLatents(walk, drawNoise, size)
  return scheduler.addNoise(foreseen, drawNoise('initial', begins, size, take), 0)
}

/** Clean latents, noised to where the touch-up begins. */
export function noisedLatents(walk: Walk, clean: Float32Array, drawNoise: DrawNoise): Float32Array {
  return walk.scheduler.addNoise(clean, noiseOf(walk, drawNoise, clean.length), 0)
}

/** Outside the part that may change, `latents` become what was there before, at the noise level that step `next` expects. */
export function holdLatents(
  walk: Walk,
  latents: Float32Array,
  next: number,
  drawNoise: DrawNoise,
): Float32Array {
  const { held, scheduler } = walk
  if (!held) return latents
  const [call] = callsOf(walk, next)
  const there =
    call === undefined
      ? held.latents
      : scheduler.addNoise(held.latents, noiseOf(walk, drawNoise, latents.length), call)
  return blend(held.cells, latents, there)
}

/** The same for a predicted finished picture. */
export function holdPredicted({ held }: Walk, predicted: Float32Array): Float32Array {
  return held ? blend(held.cells, predicted, held.latents) : predicted
}

const noiseOf = ({ begins }: Walk, drawNoise: DrawNoise, size: number): Float32Array =>
  drawNoise('touchUp', begins, size)

function blend(cells: Float32Array, inside: Float32Array, outside: Float32Array): Float32Array {
  return inside.map((value, n) => {
    const share = cells[n % cells.length]!
    return share * value + (1 - share) * outside[n]!
  })
}
