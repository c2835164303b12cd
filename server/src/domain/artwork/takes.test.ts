import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { artworkView, workOf } from '../show/project-show.ts'
import { applyEvent } from './apply-event.ts'
import { type Artwork, isOver } from './artwork.ts'
import { conditioningAt } from './conditioning.ts'
import { nextStepAt } from './pace.ts'
import { firstStepOf } from './plan.ts'
import { canRestore, roundToRedo, takeOfStep } from './takes.ts'
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
    expect([again.stepsDone, again.take]).toEqual([0, 1])
    expect(again.decisions).toEqual(begun.decisions)
    expect(again.ballot).toMatchObject({ state: 'asking', opensAt: seconds(18), closesAt: seconds(22) })
    expect(nextStepAt(again)).toBe(seconds(12))
  })

  it('begins with noise of its own, and is steered as before', () => {
    const again = redone(redone(begun, 0), 0)
    expect(again.take).toBe(1)
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
    expect(states.at(-1)).toMatchObject({
      stepsDone: 5,
      phase: { name: 'published' },
      takes: [{ redone: 1 }],
    })
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
    expect([often.take, roundToRedo(often)]).toEqual([20, null])
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
})

const restored = (artwork: Artwork, at = artwork.lastAt, left = artwork.take): Artwork =>
  applyEvent(artwork, { type: 'take-restored', left, at })
/** What is painted of it does not tell it from another: only the number of its take does. */
const picture = ({ take, takes, lastAt, ...rest }: Artwork) => rest

describe('A28: back to the take before', () => {
  it('stands where it stood, with the time it had left, and its steps are those painted then', () => {
    const again = stepped(redone(begun, 0, seconds(12)), 0, seconds(13))
    const back = restored(again, seconds(18))
    expect([back.stepsDone, back.take, takeOfStep(back, 0), takeOfStep(back, 1)]).toEqual([1, 2, 0, 2])
    expect(back.phase).toEqual({ name: 'painting', round: 0, startedAt: seconds(15), endsAt: seconds(25) })
    expect(back.ballot).toMatchObject({ state: 'asking', opensAt: seconds(21), closesAt: seconds(25) })
    expect(conditioningAt(back, 1)).toEqual(conditioningAt(begun, 1))
    expect(picture(restored(redone(begun, 0)))).toEqual(picture(begun))
    expect(artworkView(back)).toMatchObject({ take: 2, step: 1, rounds: [{ redone: 0 }, { redone: 0 }] })
  })

  it('what comes late of the take that was left is no step of it, also where it is the next by number', () => {
    const back = restored(redone(begun, 0))
    const late = applyEvent(back, { type: 'stepped', step: 1, take: 1, at: back.lastAt })
    expect(late).toBe(back)
    expect(applyEvent(back, { type: 'stepped', step: 1, take: 2, at: back.lastAt }).stepsDone).toBe(2)
  })

  it('undoes one redo after the other, the last one first, and begins anew after each', () => {
    const twice = redone(stepped(redone(begun, 0), 0), 0)
    const once = restored(stepped(twice, 0))
    expect([once.stepsDone, takeOfStep(once, 0), takeOfStep(once, 1)]).toEqual([1, 1, 3])
    expect(conditioningAt(once, 0)).toMatchObject({ take: 1 })
    const none = restored(once)
    expect([takeOfStep(none, 0), canRestore(none)]).toEqual([0, false])
    expect(picture(none)).toEqual(picture(begun))
    const afresh = redone(none, 0)
    expect([afresh.take, takeOfStep(afresh, 0), takeOfStep(afresh, 1)]).toEqual([5, 5, 5])
    expect(picture(restored(afresh))).toEqual(picture(none))
  })

  it('keeps what was decided meanwhile, and waits for a ballot that is open by now', () => {
    const asked = { type: 'ballot-opened', round: 1, options: optionsOf(plan, 1) } as const
    const open = applyEvent(redone(begun, 0, seconds(12)), { ...asked, at: seconds(18) })
    const back = restored(open, seconds(19))
    expect(back.ballot).toEqual(open.ballot)
    expect(back.phase).toMatchObject({ endsAt: seconds(26) })
    const closed = applyEvent(open, { type: 'ticked', at: seconds(22) })
    expect(restored(closed, seconds(23)).decisions).toEqual(closed.decisions)
  })

  it('on hold it waits where it stood, and has the time it had left once it is let go', () => {
    const held = applyEvent(begun, { type: 'held', at: seconds(13) })
    const back = restored(redone(held, 0, seconds(40)), seconds(45))
    expect(back.phase).toEqual(begun.phase)
    const resumed = applyEvent(back, { type: 'resumed', at: seconds(50) })
    expect(resumed.phase).toMatchObject({ endsAt: seconds(19 + 37) })
  })

  it('is the touch-up again, where that is what was left', () => {
    const touching = waysTo(({ phase }) => phase.name === 'touching-up')
    const back = restored(redone(touching, 1))
    expect(picture(back)).toEqual(picture(touching))
    const { states } = runUntil(back, isOver)
    expect(states.at(-1)).toMatchObject({ stepsDone: 5, phase: { name: 'published' } })
  })

  it('is none where nothing was set aside, once the next round begins, and of a finished picture; of two presses one counts', () => {
    expect([canRestore(begun), restored(begun)]).toEqual([false, begun])
    const again = redone(begun, 0)
    const back = restored(again)
    expect(restored(back, back.lastAt, again.take)).toBe(back)
    const { states } = runUntil(stepped(again, 0), isOver)
    const late = states.filter(({ phase }) => phase.name !== 'painting' || phase.round > 0)
    expect(late.length).toBeGreaterThan(3)
    for (const state of late) expect([canRestore(state), restored(state)]).toEqual([false, state])
  })

  it('A28, A25: whatever happens, each step that counts is of the take it was painted in last', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        let artwork = applyEvent(null, opened())
        let painted: number[] = []
        let left: number[][] = []
        let take = 0
        for (const event of toLog(inputs)) {
          const next = applyEvent(artwork, event)
          if (event.type === 'stepped' && next.stepsDone > artwork.stepsDone) painted[event.step] = take
          if (event.type === 'round-redone' && event.round === roundToRedo(artwork)) {
            left = [...left, painted]
            painted = painted.slice(0, firstStepOf(next.plan, event.round))
            take += 1
          }
          if (event.type === 'take-restored' && event.left === artwork.take && canRestore(artwork)) {
            painted = left.at(-1) ?? []
            left = left.slice(0, -1)
            take += 1
          }
          if (next.setAside === null) left = []
          artwork = next
          expect(painted).toHaveLength(artwork.stepsDone)
          expect([artwork.take, painted.map((_, step) => takeOfStep(artwork, step))]).toEqual([take, painted])
        }
      }),
    )
  })
})
