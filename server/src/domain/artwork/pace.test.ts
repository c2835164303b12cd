import { describe, expect, it } from 'vitest'
import { applyEvent } from './apply-event.ts'
import { isOver } from './artwork.ts'
import { frameKindOf, nextStepAt } from './pace.ts'
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

  // A round of two steps in ten seconds, and a touch-up of one: steps 1, 3 and 4 are ends.
  it.each([
    [0, null, 'matrix'],
    [0, { step: 400, fineFrame: 0 }, 'tiny'],
    [0, { step: 400, fineFrame: 3000 }, 'tiny'],
    [0, { step: 400, fineFrame: 3200 }, 'matrix'],
    [0, { step: 4000, fineFrame: 0 }, 'matrix'],
    [1, { step: 4000, fineFrame: 9000 }, 'decode'],
    [3, null, 'decode'],
    [4, null, 'decode'],
  ] as const)('A16: the frame of step %i after %j is by %s', (step, costs, kind) => {
    expect(frameKindOf(painting(), step, costs)).toBe(kind)
  })

  it('A16: a hurried picture stops for no frame but the ends', () => {
    const hurried = applyEvent(painting(), { type: 'hurried', at: seconds(10) })
    const quick = { step: 1, fineFrame: 1 }
    expect([0, 1, 2, 3, 4].map((step) => frameKindOf(hurried, step, quick))).toEqual([
      'matrix',
      'decode',
      'matrix',
      'decode',
      'decode',
    ])
  })

  it.each(PLANS)('A9: the preset $id takes the time it says and paints every step', (plan) => {
    const { states } = runUntil(applyEvent(null, opened({ plan })), isOver)
    const last = states.at(-1)
    expect(last?.stepsDone).toBe(totalSteps(plan))
    const took = ((last?.lastAt ?? 0) - (last?.openedAt ?? 0)) / 1000
    expect(Math.abs(took - plannedSeconds(plan))).toBeLessThanOrEqual(plan.roundSeconds)
  })
})
