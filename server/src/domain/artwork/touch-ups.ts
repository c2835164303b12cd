import type { FanWorkMark, TouchUpAsk } from '@yosegaki/contract'
import { type Artwork, type AskedTouchUp, isOver } from './artwork.ts'
import { type Plan, paintingSteps } from './plan.ts'

/** So many follow one painting at most: a picture has to be finished some time. */
const MOST_TOUCH_UPS = 8

/** One touch-up with its place in the artwork's steps: `first` .. `end` - 1. */
export type Pass = { index: number; touchUp: AskedTouchUp; first: number; end: number }

/** The touch-ups of an artwork, in the order they are painted. */
export function passesOf({ plan, touchUps }: Pick<Artwork, 'plan' | 'touchUps'>): Pass[] {
  let first = paintingSteps(plan)
  return touchUps.map((touchUp, index) => {
    const pass = { index, touchUp, first, end: first + touchUp.steps }
    first = pass.end
    return pass
  })
}

/** All solver steps of the artwork, as far as is known: every touch-up that is asked for adds to them. */
export const stepsOf = (artwork: Pick<Artwork, 'plan' | 'touchUps'>): number =>
  passesOf(artwork).at(-1)?.end ?? paintingSteps(artwork.plan)

/** The touch-up that step `step` belongs to; undefined in the painting itself. */
export const passOfStep = (artwork: Artwork, step: number): Pass | undefined =>
  passesOf(artwork).find(({ first, end }) => step >= first && step < end)

/** While anything is left to paint, or the producer holds the last step; not in the call, when nobody knows of what. */
export const canTouchUp = (artwork: Artwork): boolean =>
  !isOver(artwork) &&
  artwork.phase.name !== 'finishing' &&
  artwork.decisions.length > 0 &&
  artwork.touchUps.length < MOST_TOUCH_UPS

const LEAST_STEPS = 4

/** What was asked for, as it is kept: as many steps as the painting takes from that noise level, at its pace. */
export function plannedTouchUp(plan: Plan, ask: TouchUpAsk, fanWork: FanWorkMark | null): AskedTouchUp {
  const { strength, where, words } = ask
  const steps = Math.max(LEAST_STEPS, Math.round(paintingSteps(plan) * strength))
  const seconds = Math.round((steps * plan.rounds.length * plan.roundSeconds) / paintingSteps(plan))
  return {
    strength,
    steps,
    seconds,
    ...(where !== undefined && { where }),
    ...(words !== undefined && { words }),
    ...(fanWork !== null && { fanWork }),
  }
}
