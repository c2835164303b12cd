import type { Artwork } from './artwork.ts'
import { firstStepOf, type Plan } from './plan.ts'

/** So many follow the first at most: a picture has to be finished some time. */
const MOST_TAKES = 20

/**
 * The take that is being painted: 0, and one more for every round that was begun again. Pictures are in order by take, then by step.
 */
export const takeNow = ({ redone }: Pick<Artwork, 'redone'>): number => redone.length

/** The take that step `step` was painted in, or would be: the last one that began at it or before it. */
export const takeOfStep = ({ plan, redone }: Pick<Artwork, 'plan' | 'redone'>, step: number): number =>
  redone.findLastIndex((round) => firstStepOf(plan, round) <= step) + 1

/** The take that begins with step `step`; null where it goes on from the step before. */
export function takeBegunAt(artwork: Pick<Artwork, 'plan' | 'redone'>, step: number): number | null {
  const take = takeOfStep(artwork, step)
  const round = artwork.redone[take - 1]
  return round !== undefined && firstStepOf(artwork.plan, round) === step ? take : null
}

/** How often a round was painted again. */
export const timesRedone = ({ redone }: Pick<Artwork, 'redone'>, round: number): number =>
  redone.filter((each) => each === round).length

/** The round that would be painted again: the last one with paint on it, until the picture is finished. Null where there is none. */
export function roundToRedo({ phase, plan, stepsDone, redone }: Artwork): number | null {
  if (redone.length >= MOST_TAKES) return null
  const round = roundIn(phase, plan)
  return round !== null && stepsDone > firstStepOf(plan, round) ? round : null
}

function roundIn(phase: Artwork['phase'], plan: Plan): number | null {
  if (phase.name === 'painting') return phase.round
  return phase.name === 'touching-up' ? plan.rounds.length - 1 : null
}

/**
 * Back at the beginning of a round, with its whole time again; the ballot of the next, where it is not open yet, waits for its end. What
 * was decided stays decided, and what was asked for over the picture follows it again.
 */
export function redoRound(artwork: Artwork, round: number, at: number): Artwork {
  const { plan, ballot, heldAt, redone } = artwork
  if (round !== roundToRedo(artwork)) return artwork
  const startedAt = heldAt ?? at
  const planned = startedAt + plan.roundSeconds * 1000
  const endsAt = ballot?.state === 'open' ? Math.max(planned, ballot.closesAt) : planned
  return {
    ...artwork,
    phase: { name: 'painting', round, startedAt, endsAt },
    ballot:
      ballot?.state === 'asking'
        ? { ...ballot, opensAt: endsAt - plan.ballotSeconds * 1000, closesAt: endsAt }
        : ballot,
    stepsDone: firstStepOf(plan, round),
    redone: [...redone, round],
  }
}
