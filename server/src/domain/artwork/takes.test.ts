import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { artworkView, workOf } from '../show/project-show.ts'
import { applyEvent } from './apply-event.ts'
import { type Artwork, isOver } from './artwork.ts'
import { conditioningAt } from './conditioning.ts'
import { nextStepAt } from './pace.ts'
import { firstStepOf } from './plan.ts'
import { roundToRedo, takeNow, takeOfStep } from './takes.ts'
import { after, anyInputs, aPlan, opened, optionsOf, runUntil, seconds, toLog } from './testing.ts'

const plan = aPlan()
const redone = (artwork: Artwork, round: number, at = artwork.lastAt): Artwork =>
  applyEvent(artwork, { type: 'round-redone', round, at })
const stepped = (artwork: Artwork, step: number, at = artwork.lastAt): Artwork =>
  applyEvent(artwork, { type: 'stepped', step, at })

/** Its first round is being painted, one step of two done; the second round's ballot opens at 15 s. */
const begun = stepped(
  after([
    { type: 'ballot-opened', round: 0, at: seconds(5), options: optionsOf(plan, 0) },
    { type: 'voted', viewer: 'ann', option: 1, at: seconds(6) },
    { type: 'ticked', at: seconds(9) },
  ]),
  0,
  seconds(9),
)
const waysTo = (until: (artwork: Artwork) => boolean): Artwork =>
  runUntil(begun, until).states.at(-1) as Artwork

describe('A25: a round that is painted again', () => {
  it('goes back to its beginning, with its whole time, under the same decision; wishes for the next go on', () => {
    const again = redone(begun, 0, seconds(12))
    expect(again.phase).toEqual({ name: 'painting', round: 0, startedAt: seconds(12), endsAt: seconds(22) })
    expect([again.stepsDone, takeNow(again)]).toEqual([0, 1])
    expect(again.decisions).toEqual(begun.decisions)
    expect(again.ballot).toMatchObject({ state: 'asking', opensAt: seconds(18), closesAt: seconds(22) })
    expect(nextStepAt(again)).toBe(seconds(12))
  })

  it('begins with noise of its own, and is steered as before', () => {
    const again = redone(redone(begun, 0), 0)
    expect(takeNow(again)).toBe(1)
    const { take, ...steered } = conditioningAt(again, 0)
    expect([take, steered]).toEqual([1, conditioningAt(begun, 0)])
    expect(conditioningAt(again, 1)).not.toHaveProperty('take')
    expect(conditioningAt(redone(stepped(again, 0), 0), 0)).toMatchObject({ take: 2 })
  })

  it('leaves an open ballot open, and a closed one decided', () => {
    const open = applyEvent(begun, {
      type: 'ballot-opened',
      round: 1,
      at: seconds(15),
      options: optionsOf(plan, 1),
    })
    const voted = applyEvent(open, { type: 'voted', viewer: 'bob', option: 1, at: seconds(16) })
    const again = redone(voted, 0, seconds(17))
    expect(again.ballot).toEqual(voted.ballot)
    const closed = applyEvent(again, { type: 'ticked', at: seconds(19) })
    expect([closed.decisions.length, closed.phase.name]).toEqual([2, 'painting'])
    const later = redone(stepped(closed, 0, seconds(20)), 0, seconds(21))
    expect(later.decisions).toEqual(closed.decisions)
    expect(later.phase).toMatchObject({ round: 0, endsAt: seconds(31) })
  })

  it('can be the last one from its first step to the end of the touch-ups, which then follow again', () => {
    const touching = waysTo(({ phase }) => phase.name === 'touching-up')
    expect(roundToRedo(touching)).toBe(1)
    const again = redone(touching, 1)
    expect(again.phase).toMatchObject({ name: 'painting', round: 1 })
    expect(again.stepsDone).toBe(firstStepOf(plan, 1))
    const { states } = runUntil(again, isOver)
    expect(states.at(-1)).toMatchObject({ stepsDone: 5, phase: { name: 'published' }, redone: [1] })
  })

  it('on hold it waits at its beginning, and has its whole time once it is let go', () => {
    const held = applyEvent(begun, { type: 'held', at: seconds(13) })
    const again = redone(held, 0, seconds(40))
    expect([again.stepsDone, nextStepAt(again)]).toEqual([0, null])
    const resumed = applyEvent(again, { type: 'resumed', at: seconds(50) })
    expect(resumed.phase).toMatchObject({ startedAt: seconds(50), endsAt: seconds(60) })
    expect(resumed.ballot).toMatchObject({ opensAt: seconds(56), closesAt: seconds(60) })
  })

  it('is none before there is paint of it, none once the next has begun, and none of a finished picture', () => {
    const calling = after([])
    expect([roundToRedo(calling), redone(calling, 0)]).toEqual([null, calling])
    const second = waysTo(({ phase }) => phase.name === 'painting' && phase.round === 1)
    expect(redone(second, 0)).toBe(second)
    expect(redone(second, 1)).toBe(second)
    const { states } = runUntil(begun, isOver)
    for (const late of states.filter((state) => state.phase.name === 'finishing' || isOver(state)))
      expect([roundToRedo(late), redone(late, 1)]).toEqual([null, late])
  })

  it('is no more than twenty times', () => {
    const often = Array.from({ length: 30 }).reduce<Artwork>((now) => redone(stepped(now, 0), 0), begun)
    expect([takeNow(often), roundToRedo(often)]).toEqual([20, null])
  })

  it('is told with the round, in the show and in the work', () => {
    const again = redone(stepped(redone(begun, 0), 0), 0)
    expect(artworkView(again)).toMatchObject({ take: 2, step: 0, rounds: [{ redone: 2 }, { redone: 0 }] })
    const { states } = runUntil(again, isOver)
    const model = { id: 'm', title: plan.title, credit: plan.title, licence: 'CC0-1.0' }
    const work = workOf(states.at(-1) as Artwork, 0, model, { width: 1, height: 1 })
    expect(work.decisions.map((decision) => decision.redone)).toEqual([2, undefined])
    expect(work.decisions[1]).not.toHaveProperty('redone')
  })

  it('whatever happens, each step that counts is of the take it was painted in last', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        let artwork = applyEvent(null, opened())
        let painted: number[] = []
        let take = 0
        for (const event of toLog(inputs)) {
          const next = applyEvent(artwork, event)
          if (event.type === 'stepped' && next.stepsDone > artwork.stepsDone) painted[event.step] = take
          if (event.type === 'round-redone' && event.round === roundToRedo(artwork)) {
            painted = painted.slice(0, firstStepOf(next.plan, event.round))
            take += 1
          }
          artwork = next
          expect(painted).toHaveLength(artwork.stepsDone)
          expect([takeNow(artwork), painted.map((_, step) => takeOfStep(artwork, step))]).toEqual([
            take,
            painted,
          ])
        }
      }),
    )
  })
})
