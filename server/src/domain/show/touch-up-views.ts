import type { TouchUpView } from '@yosegaki/contract'
import type { Artwork } from '../artwork/artwork.ts'
import { passesOf } from '../artwork/touch-ups.ts'

/** What was asked for over the picture; the plan's own touch-up is no news to a producer. */
export function touchUpViews(artwork: Artwork): TouchUpView[] {
  const { phase, plan, stepsDone } = artwork
  const asked = passesOf(artwork).slice(plan.touchUp === null ? 0 : 1)
  return asked.map(({ index, touchUp, end }) => ({
    words: touchUp.words ?? null,
    part: touchUp.where !== undefined,
    state: stepsDone >= end ? 'done' : phase.name === 'touching-up' && phase.pass === index ? 'now' : 'later',
  }))
}
