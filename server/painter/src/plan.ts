import { RequestError } from './errors.ts'
import { requireMask } from './mask.ts'
import {
  type Conditioning,
  type PaintPlan,
  PREVIEW_KINDS,
  type PreviewKind,
  type RgbImage,
  SCHEDULER_NAMES,
  type Size,
  type TouchUp,
} from './types.ts'

/** Of one walk from noise; a painting with all its touch-ups may be `MAX_STEPS_IN_ALL` long. */
const MAX_STEPS = 1000
export const MAX_STEPS_IN_ALL = 10_000
const MAX_SIDE = 4096
/** A word of the noise's counter. */
const MOST_TAKES = 2 ** 32 - 1

/** The plain-data part of a request, checked. Throws a RequestError naming the field. */
export function readPlan(request: PaintPlan): PaintPlan {
  const { seed, steps, scheduler, size, picture } = request
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RequestError('seed', `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, is ${seed}`)
  }
  if (picture === undefined) requireSteps('steps', steps)
  else if (steps !== 0) throw new RequestError('steps', `must be 0 where a picture is given, is ${steps}`)
  if (scheduler !== undefined) requireOneOf('scheduler', scheduler, SCHEDULER_NAMES)
  if (size) requireSize(size)
  if (picture) requirePicture(picture)
  return {
    seed,
    steps,
    ...(scheduler && { scheduler }),
    ...(size && { size: { width: size.width, height: size.height } }),
    ...(picture && { picture: { width: picture.width, height: picture.height, data: picture.data } }),
  }
}

export function readPreviewKind(preview: PreviewKind): PreviewKind {
  requireOneOf('preview', preview, PREVIEW_KINDS)
  return preview
}

/** Throws a RequestError naming the field; the prompts are checked where they become rows. */
export function requireTouchUp({ touchUp }: Conditioning): void {
  if (touchUp === undefined) return
  const { strength, steps, where } = touchUp
  if (!(strength > 0 && strength <= 1)) {
    throw new RequestError('conditioning.touchUp.strength', `must be above 0 and at most 1, is ${strength}`)
  }
  requireSteps('conditioning.touchUp.steps', steps)
  if (touchUpScheduleLength(touchUp) > MAX_STEPS) {
    throw new RequestError('conditioning.touchUp.strength', `is too small for ${steps} steps`)
  }
  if (where) requireMask('conditioning.touchUp.where', where)
}

/** Throws a RequestError naming the field. */
export function requireTake({ take, touchUp }: Conditioning): void {
  if (take === undefined) return
  if (!Number.isSafeInteger(take) || take < 1 || take > MOST_TAKES)
    throw new RequestError('conditioning.take', `must be a whole number from 1 to ${MOST_TAKES}, is ${take}`)
  if (touchUp) throw new RequestError('conditioning.take', 'and a touch-up cannot begin before the same step')
}

/** Length of the whole schedule whose last `steps` steps begin at noise level `strength`. */
export function touchUpScheduleLength({ steps, strength }: Pick<TouchUp, 'steps' | 'strength'>): number {
  return Math.max(steps, Math.round(steps / strength))
}

function requireSteps(field: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1 || steps > MAX_STEPS) {
    throw new RequestError(field, `must be a whole number from 1 to ${MAX_STEPS}, is ${steps}`)
  }
}

function requireSize({ width, height }: Size): void {
  const fits = (side: number) => Number.isSafeInteger(side) && side > 0 && side <= MAX_SIDE
  if (!fits(width) || !fits(height))
    throw new RequestError('size', `must be 1 to ${MAX_SIDE} pixels each way, is ${width}x${height}`)
}

function requirePicture(picture: RgbImage): void {
  requireSize(picture)
  const bytes = picture.width * picture.height * 3
  if (!(picture.data instanceof Uint8Array) || picture.data.length !== bytes)
    throw new RequestError('picture.data', `must be a Uint8Array of ${bytes} bytes`)
}

function requireOneOf(field: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new RequestError(field, `must be one of ${choices.join(', ')}, is ${JSON.stringify(value)}`)
  }
}
