import { describe, expect, it } from 'vitest'
import { applyEvent } from './apply-event.ts'
import { isOver } from './artwork.ts'
import { nextStepAt } from './pace.ts'
import { plannedSeconds, totalSteps } from './plan.ts'
import { PLANS } from './plans.ts'
import { after, aPlan, opened, optionsOf, runUntil, seconds } from './testing.ts'

const painting = () =>
  after([
    { type: 'ballot-opened', round: 0, at: seconds(5), options: optionsOf(aPlan(), 0) },
    { type: 'ticked', at: seconds(9) },
  ])

describe('pace', () => {
  it('A9: a round of two steps in ten seconds paints at its start and at its half', () => {
    expect(nextStepAt(painting())).toBe(seconds(9))
    expect(nextStepAt(applyEvent(painting(), { type: 'stepped', step: 0, at: seconds(9) }))).toBe(seconds(14))
  })

  it('A9: when the round is painted the next step waits for the ballot, not for the clock', () => {
    const done = [0, 1].reduce(
      (artwork, step) => applyEvent(artwork, { type: 'stepped', step, at: seconds(14) }),
      painting(),
    )
    expect(nextStepAt(done)).toBeNull()
  })

  it('A9: a held artwork has no next step', () => {
    expect(nextStepAt(applyEvent(painting(), { type: 'held', at: seconds(10) }))).toBeNull()
  })

  it.each(PLANS)('A9: the preset $id takes the time it says and paints every step', (plan) => {
    const { states } = runUntil(applyEvent(null, opened({ plan })), isOver)
    const last = states.at(-1)
    expect(last?.stepsDone).toBe(totalSteps(plan))
    const took = ((last?.lastAt ?? 0) - (last?.openedAt ?? 0)) / 1000
    expect(Math.abs(took - plannedSeconds(plan))).toBeLessThanOrEqual(plan.roundSeconds)
  })
})
