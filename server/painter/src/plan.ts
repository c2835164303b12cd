import { RequestError } from './errors.ts'
import type { PaintPlan, TouchUp } from './types.ts'

const MAX_STEPS = 1000

/** The plain-data part of a request, checked. Throws a RequestError naming the field. */
export function readPlan(request: PaintPlan): PaintPlan {
  const { seed, steps, scheduler, touchUp, preview } = request
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RequestError('seed', `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, is ${seed}`)
  }
  requireSteps('steps', steps)
  if (touchUp) requireTouchUp(touchUp)
  requireOneOf('scheduler', scheduler, ['ddim', 'euler'])
  requireOneOf('preview', preview, ['matrix', 'decode', 'none'])
  return {
    seed,
    steps,
    ...(scheduler && { scheduler }),
    ...(touchUp && { touchUp: { strength: touchUp.strength, steps: touchUp.steps } }),
    ...(preview && { preview }),
  }
}

/** Length of the whole schedule whose last `touchUp.steps` steps begin at noise level `strength`. */
export function touchUpScheduleLength(touchUp: TouchUp): number {
  return Math.max(touchUp.steps, Math.round(touchUp.steps / touchUp.strength))
}

function requireTouchUp(touchUp: TouchUp): void {
  const { strength } = touchUp
  if (!(strength > 0 && strength <= 1)) {
    throw new RequestError('touchUp.strength', `must be above 0 and at most 1, is ${strength}`)
  }
  requireSteps('touchUp.steps', touchUp.steps)
  if (touchUpScheduleLength(touchUp) > MAX_STEPS) {
    throw new RequestError('touchUp.strength', `is too small for ${touchUp.steps} steps`)
  }
}

function requireSteps(field: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1 || steps > MAX_STEPS) {
    throw new RequestError(field, `must be a whole number from 1 to ${MAX_STEPS}, is ${steps}`)
  }
}

function requireOneOf(field: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value)) {
    throw new RequestError(field, `must be one of ${choices.join(', ')}, is ${JSON.stringify(value)}`)
  }
}
