import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countVotes } from '../ballot/ballot.ts'
import { touchUpViews } from '../show/touch-up-views.ts'
import { applyEvent, replayLog } from './apply-event.ts'
import { type Artwork, type ArtworkEvent, isOver } from './artwork.ts'
import { conditioningAt } from './conditioning.ts'
import { nextStepAt } from './pace.ts'
import { firstStepOf } from './plan.ts'
import { after, anyInputs, aPlan, OPENED_AT, opened, optionsOf, runUntil, seconds, toLog } from './testing.ts'
import { passesOf, plannedTouchUp, stepsOf } from './touch-ups.ts'

const ballot = (round: number, at: number): ArtworkEvent => ({
  type: 'ballot-opened',
  round,
  at,
  options: optionsOf(aPlan(), round),
})
const vote = (viewer: string, option: number, at: number, line?: string): ArtworkEvent => ({
  type: 'voted',
  viewer,
  option,
  at,
  ...(line !== undefined && { line }),
})
const tick = (at: number): ArtworkEvent => ({ type: 'ticked', at })

describe('the way of an artwork', () => {
  it('A3: goes through every phase in order when nobody touches anything', () => {
    const { states } = runUntil(after([]), isOver)
    const phases = states.map(({ phase }) => phase.name).filter((name, index, all) => name !== all[index - 1])
    expect(phases).toEqual(['calling', 'voting', 'painting', 'touching-up', 'finishing', 'published'])
  })

  it('A3: nothing happens to an artwork that is over', () => {
    const over = after([{ type: 'abandoned', at: seconds(1), reason: { ja: '', en: '' } }])
    for (const event of [
      tick(seconds(99)),
      vote('a', 0, seconds(99)),
      { type: 'hurried', at: seconds(99) } as const,
    ]) {
      expect(applyEvent(over, event)).toBe(over)
    }
  })

  it('A5: the next round is asked for from the moment a round is being painted', () => {
    const painting = after([ballot(0, seconds(5)), tick(seconds(9))])
    expect(painting.phase).toMatchObject({ name: 'painting', round: 0 })
    expect(painting.ballot).toMatchObject({
      state: 'asking',
      round: 1,
      opensAt: seconds(15),
      closesAt: seconds(19),
    })
  })

  it('A3: it can be abandoned in any phase but published', () => {
    const { states } = runUntil(after([]), isOver)
    for (const state of states.slice(0, -1)) {
      const let_go = applyEvent(state, {
        type: 'abandoned',
        at: state.lastAt,
        reason: { ja: '理由', en: 'why' },
      })
      expect(let_go.phase.name).toBe('abandoned')
    }
  })

  it('A2: a log that does not begin with "opened" is refused', () => {
    expect(() => applyEvent(null, tick(0))).toThrow(/begins with "opened"/)
    expect(() => replayLog([])).toThrow(/empty log/)
  })
})

describe('votes', () => {
  it('A4: a viewer has one vote, changeable until the ballot closes', () => {
    const open = after([
      ballot(0, seconds(5)),
      vote('ann', 0, seconds(6)),
      vote('ann', 1, seconds(7)),
      vote('bob', 1, seconds(7)),
    ])
    expect(open.ballot?.state === 'open' && countVotes(open.ballot)).toEqual([0, 2, 0])
  })

  it('A18: a vote taken back counts no more, and the one before it counts again', () => {
    const open = after([
      ballot(0, seconds(5)),
      vote('ann', 0, seconds(6), 'a1'),
      vote('ann', 1, seconds(7), 'a2'),
      vote('bob', 1, seconds(7), 'b1'),
    ])
    const counts = (artwork: Artwork) => artwork.ballot?.state === 'open' && countVotes(artwork.ballot)
    const withdrawn = (viewer: string, id: string | null) =>
      applyEvent(open, { type: 'withdrawn', viewer, line: id, at: seconds(8) })
    expect(counts(withdrawn('ann', 'a2'))).toEqual([1, 1, 0])
    expect(counts(withdrawn('ann', 'a1'))).toEqual([0, 2, 0])
    expect(counts(withdrawn('ann', null))).toEqual([0, 1, 0])
    expect(withdrawn('ann', 'b1')).toBe(open)
    expect(withdrawn('cy', null)).toBe(open)
  })

  it('A18: taken back after the ballot closed it changes the decision until the round begins, and not after', () => {
    const late = after([
      ballot(0, seconds(5)),
      tick(seconds(9)),
      ballot(1, seconds(15)),
      vote('ann', 1, seconds(16)),
      vote('bob', 1, seconds(16)),
      vote('cy', 0, seconds(16)),
      tick(seconds(19)),
    ])
    expect(late.phase).toMatchObject({ name: 'painting', round: 0 })
    expect(late.decisions[1]).toMatchObject({ winner: 1, voters: 3 })
    const gone = ['ann', 'bob'].reduce<Artwork>(
      (artwork, viewer) => applyEvent(artwork, { type: 'withdrawn', viewer, line: null, at: seconds(20) }),
      late,
    )
    expect(gone.decisions).toHaveLength(2)
    expect(gone.decisions[1]).toMatchObject({ winner: 0, voters: 1 })
    expect(gone.ballot).toMatchObject({ state: 'closed', decision: gone.decisions[1] })
    const steps = Array.from({ length: firstStepOf(late.plan, 1) }, (_, step) => step)
    const begun = steps.reduce<Artwork>(
      (artwork, step) => applyEvent(artwork, { type: 'stepped', step, at: seconds(21) }),
      late,
    )
    expect(begun.phase).toMatchObject({ name: 'painting', round: 1 })
    expect(applyEvent(begun, { type: 'withdrawn', viewer: 'ann', line: null, at: seconds(22) })).toBe(begun)
  })

  it('A4: a vote at the very moment of closing is too late, as is one for an option that is not there', () => {
    const open = after([ballot(0, seconds(5))])
    expect(applyEvent(open, vote('ann', 0, seconds(9))).decisions[0]?.voters).toBe(0)
    expect(applyEvent(open, vote('ann', 3, seconds(6)))).toBe(open)
  })

  it('A4: before and between ballots a vote changes nothing', () => {
    const calling = after([])
    expect(applyEvent(calling, vote('ann', 0, seconds(1)))).toBe(calling)
  })
})

describe('the producer', () => {
  it('A10: skip ends the call, then the vote, and then the rest of a round', () => {
    const voting = after([{ type: 'skipped', at: seconds(1) }, ballot(0, seconds(1))])
    expect(voting.phase.name).toBe('voting')
    const painting = applyEvent(voting, { type: 'skipped', at: seconds(2) })
    expect(painting.phase).toMatchObject({ name: 'painting', round: 0, startedAt: seconds(2) })
    const sooner = applyEvent(painting, { type: 'skipped', at: seconds(3) })
    expect(sooner.ballot).toMatchObject({ state: 'asking', opensAt: seconds(3) })
  })

  it('A11: finish asks nothing more and paints the rest at once', () => {
    const { states } = runUntil(after([ballot(0, seconds(5)), tick(seconds(9))]), isOver, (artwork, now) =>
      artwork.hurried ? [] : [{ type: 'hurried', at: now }],
    )
    const last = states.at(-1) as Artwork
    expect(last.phase).toEqual({ name: 'published', at: seconds(9) })
    expect(last.stepsDone).toBe(stepsOf(last))
    expect(last.decisions).toHaveLength(1)
  })

  it('A11: finish in the call still has a theme: the painter picks one of the plan', () => {
    const hurried = after([{ type: 'hurried', at: seconds(1) }])
    expect(hurried.phase).toMatchObject({ name: 'painting', round: 0 })
    expect(hurried.decisions[0]).toMatchObject({ decidedBy: 'painter', voters: 0 })
  })

  it('A15: a hold of a minute makes every deadline a minute later, and nothing closes meanwhile', () => {
    const held = after([ballot(0, seconds(5)), { type: 'held', at: seconds(6) }])
    expect(applyEvent(held, tick(seconds(60)))).toBe(held)
    const resumed = applyEvent(held, { type: 'resumed', at: seconds(66) })
    expect(resumed.ballot).toMatchObject({ state: 'open', closesAt: seconds(69) })
  })

  it('A15: after a restart the lost time does not count', () => {
    const painting = after([ballot(0, seconds(5)), tick(seconds(9)), { type: 'restarted', at: seconds(109) }])
    expect(painting.phase).toMatchObject({ startedAt: seconds(109), endsAt: seconds(119) })
    expect(painting.ballot).toMatchObject({ opensAt: seconds(115) })
  })
})

describe('the producer at the ballot', () => {
  const voted = after([ballot(0, seconds(5)), vote('ann', 0, seconds(6)), vote('bob', 1, seconds(6))])

  it('A19: an extended ballot closes so much later, and the round that waits for it too', () => {
    const later = applyEvent(voted, { type: 'extended', seconds: 30, at: seconds(7) })
    expect(later.ballot).toMatchObject({ state: 'open', closesAt: seconds(39) })
    const second = after([ballot(0, seconds(5)), tick(seconds(9)), ballot(1, seconds(15))])
    expect(applyEvent(second, { type: 'extended', seconds: 30, at: seconds(16) }).phase).toMatchObject({
      endsAt: seconds(49),
    })
    const calling = after([])
    expect(applyEvent(calling, { type: 'extended', seconds: 30, at: seconds(1) })).toBe(calling)
  })

  it('A19: a voided ballot has no votes, all its time again, and those who voted may vote again', () => {
    const anew = applyEvent(voted, { type: 'voided', at: seconds(8) })
    expect(anew.ballot).toMatchObject({ state: 'open', votes: { size: 0 }, closesAt: seconds(12) })
    const again = applyEvent(anew, vote('ann', 2, seconds(9)))
    expect(applyEvent(again, tick(seconds(12))).decisions).toMatchObject([{ winner: 2, voters: 1 }])
  })

  it('A19: a ballot that has closed is voted on anew until its round begins, and not after', () => {
    const closed = after([
      ballot(0, seconds(5)),
      tick(seconds(9)),
      ballot(1, seconds(15)),
      vote('ann', 1, seconds(16)),
      tick(seconds(19)),
    ])
    expect(closed.decisions).toHaveLength(2)
    const anew = applyEvent(closed, { type: 'voided', at: seconds(20) })
    expect(anew.decisions).toHaveLength(1)
    expect(anew.ballot).toMatchObject({ state: 'open', round: 1, closesAt: seconds(24) })
    expect(anew.phase).toMatchObject({ name: 'painting', round: 0, endsAt: seconds(24) })
    const begun = [0, 1].reduce<Artwork>(
      (artwork, step) => applyEvent(artwork, { type: 'stepped', step, at: seconds(21) }),
      closed,
    )
    expect(begun.phase).toMatchObject({ round: 1 })
    expect(applyEvent(begun, { type: 'voided', at: seconds(22) })).toBe(begun)
  })
})

describe('the producer and a brigade', () => {
  /** Round 1 is voted on while round 0 is painted: ann is known, twelve others came just now. */
  const came = Array.from({ length: 12 }, (_, index): ArtworkEvent => {
    const line = `n${index}`
    return { type: 'voted', viewer: line, option: 1, line, since: seconds(16) + index, at: seconds(17) }
  })
  const open = after([
    ballot(0, seconds(5)),
    tick(seconds(9)),
    ballot(1, seconds(15)),
    vote('ann', 0, seconds(16)),
    ...came,
  ])
  const judged = (counts: boolean, at: number): ArtworkEvent => ({
    type: 'brigade-judged',
    option: 1,
    spans: [{ from: seconds(16), to: seconds(36) }],
    counts,
    at,
  })
  const counts = ({ ballot: asked }: Artwork) => asked?.state === 'open' && countVotes(asked)

  it('A24: set aside their votes count nothing, put back they count, and nobody else’s are touched', () => {
    const aside = applyEvent(open, judged(false, seconds(18)))
    expect([open, aside, applyEvent(aside, judged(true, seconds(18)))].map(counts)).toEqual([
      [1, 12],
      [1, 0],
      [1, 12],
    ])
    expect(applyEvent(aside, judged(false, seconds(18)))).toBe(aside)
    const changed = applyEvent(aside, vote('n3', 0, seconds(18), 'other'))
    expect(counts(changed)).toEqual([2, 0])
  })

  it('A24: after the ballot closed it changes the decision until the round begins, and not after', () => {
    const closed = applyEvent(open, tick(seconds(19)))
    expect(closed.decisions[1]).toMatchObject({ winner: 1, voters: 13 })
    const aside = applyEvent(closed, judged(false, seconds(20)))
    expect(aside.decisions[1]).toMatchObject({ winner: 0, voters: 1, shares: [1, 0] })
    expect(applyEvent(aside, judged(true, seconds(20))).decisions).toEqual(closed.decisions)
    const begun = [0, 1].reduce<Artwork>(
      (artwork, step) => applyEvent(artwork, { type: 'stepped', step, at: seconds(21) }),
      aside,
    )
    expect(begun.phase).toMatchObject({ name: 'painting', round: 1 })
    expect(applyEvent(begun, judged(true, seconds(22)))).toBe(begun)
  })

  it('A24: a ballot voted on anew knows nothing of it', () => {
    const anew = [judged(false, seconds(18)), { type: 'voided', at: seconds(18) } as const].reduce(
      applyEvent,
      open,
    ) as Artwork
    expect(counts(came.reduce(applyEvent, anew) as Artwork)).toEqual([0, 12])
  })
})

describe('touch-ups', () => {
  const where = { left: 0.5, top: 0, width: 0.5, height: 0.5 }
  const ask = (artwork: Artwork, words: string) =>
    applyEvent(artwork, {
      type: 'touch-up-asked',
      at: artwork.lastAt,
      touchUp: plannedTouchUp(artwork.plan, { words, where, strength: 0.5 }, null),
    })
  const painting = after([ballot(0, seconds(5)), tick(seconds(9))])

  it('A20: what was asked for is painted after the plan’s own, one after the other, by its own words', () => {
    const asked = ask(ask(painting, 'hat'), 'moon')
    const passes = passesOf(asked)
    expect(passes.map(({ first, end }) => [first, end])).toEqual([
      [4, 5],
      [5, 9],
      [9, 13],
    ])
    const { states } = runUntil(asked, isOver)
    const last = states.at(-1) as Artwork
    expect(last.stepsDone).toBe(13)
    expect(states.flatMap(({ phase }) => (phase.name === 'touching-up' ? [phase.pass] : []))).toEqual(
      expect.arrayContaining([0, 1, 2]),
    )
    expect(conditioningAt(last, 5)).toMatchObject({
      prompts: [{ text: 'hat', weight: 1 }],
      touchUp: { strength: 0.5, steps: 4, where },
    })
    expect(conditioningAt(last, 6)).not.toHaveProperty('touchUp')
    expect(conditioningAt(last, 6).prompts).toEqual([{ text: 'hat', weight: 1 }])
    expect(conditioningAt(last, 13)).not.toHaveProperty('touchUp')
  })

  it('A20: the producer sees which are to come, which is being painted and which are done', () => {
    const asked = ask(ask(painting, 'hat'), 'moon')
    const states = (artwork: Artwork) => touchUpViews(artwork).map(({ words, state }) => [words, state])
    expect(states(asked)).toEqual([
      ['hat', 'later'],
      ['moon', 'later'],
    ])
    const { states: way } = runUntil(asked, ({ stepsDone }) => stepsDone === 10)
    expect(states(way.at(-1) as Artwork)).toEqual([
      ['hat', 'done'],
      ['moon', 'now'],
    ])
  })

  it('A20: none in the call, none once the picture is being finished, and no more than eight', () => {
    const calling = after([])
    expect(ask(calling, 'hat')).toBe(calling)
    const { states } = runUntil(painting, isOver)
    const finishing = states.find(({ phase }) => phase.name === 'finishing') as Artwork
    expect(ask(finishing, 'hat')).toBe(finishing)
    const many = Array.from({ length: 12 }).reduce<Artwork>((artwork) => ask(artwork, 'hat'), painting)
    expect(many.touchUps).toHaveLength(8)
  })

  it('A20: asked for while the last step is held, it still comes', () => {
    const { states } = runUntil(painting, ({ stepsDone }) => stepsDone === 4)
    const held = applyEvent(states.at(-1) as Artwork, { type: 'held', at: seconds(60) })
    const asked = ask(applyEvent(held, { type: 'stepped', step: 4, at: seconds(61) }), 'hat')
    const resumed = applyEvent(asked, { type: 'resumed', at: seconds(70) })
    expect(resumed.phase).toMatchObject({ name: 'touching-up', pass: 1 })
  })
})

describe('whatever happens', () => {
  it('A1: the stored part of a log alone gives the same artwork as all of it', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        let artwork = applyEvent(null, opened())
        const stored: ArtworkEvent[] = [opened()]
        for (const event of toLog(inputs)) {
          const next = applyEvent(artwork, event)
          if (next !== artwork) stored.push(event)
          artwork = next
        }
        expect(replayLog(JSON.parse(JSON.stringify(stored)))).toEqual(artwork)
      }),
    )
  })

  it('A8: no step of a round is ever allowed or counted before its ballot has closed, hurried rounds aside', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        let artwork = applyEvent(null, opened())
        for (const event of toLog(inputs)) {
          artwork = applyEvent(artwork, event)
          const open = nextStepAt(artwork)
          if (open !== null && !artwork.hurried && artwork.phase.name === 'painting') {
            expect(artwork.decisions.length).toBeGreaterThan(artwork.phase.round)
            expect(artwork.stepsDone).toBeGreaterThanOrEqual(firstStepOf(artwork.plan, artwork.phase.round))
            expect(artwork.stepsDone).toBeLessThan(firstStepOf(artwork.plan, artwork.phase.round + 1))
          }
        }
      }),
    )
  })

  it('A4: every closed ballot counts each viewer once, by their last vote in time', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            viewer: fc.constantFrom('a', 'b', 'c', 'd'),
            option: fc.integer({ min: 0, max: 2 }),
            at: fc.integer({ min: 5000, max: 8999 }),
          }),
        ),
        (votes) => {
          const inTime = votes.toSorted((x, y) => x.at - y.at)
          const closed = after([
            ballot(0, seconds(5)),
            ...inTime.map(({ viewer, option, at }) => vote(viewer, option, OPENED_AT + at)),
            tick(seconds(9)),
          ])
          const last = new Map(inTime.map(({ viewer, option }) => [viewer, option]))
          const counts = [0, 1, 2].map(
            (option) => [...last.values()].filter((each) => each === option).length,
          )
          expect(closed.decisions[0]?.counts).toEqual(counts)
          expect(closed.decisions[0]?.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
        },
      ),
    )
  })
})
