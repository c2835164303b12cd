import type { Artwork, Take } from './artwork.ts'
import { firstStepOf, type Plan } from './plan.ts'

/** So many follow the first at most: a picture has to be finished some time. */
const MOST_TAKES = 20

const takeAt = ({ takes }: Pick<Artwork, 'takes'>, step: number): Take | undefined =>
  takes.findLast(({ from }) => from <= step)

/** The take that step `step` was painted in, or would be: of those that count the last one that began at it or before it. */
export const takeOfStep = (artwork: Pick<Artwork, 'takes'>, step: number): number =>
  takeAt(artwork, step)?.number ?? 0

/** The take that begins afresh with step `step`; null where it goes on from the step before. */
export function takeBegunAt(artwork: Pick<Artwork, 'takes'>, step: number): number | null {
  const take = takeAt(artwork, step)
  return take?.from === step && take.redone !== null ? take.number : null
}

/** How often a round was painted again, as far as it counts. */
export const timesRedone = ({ takes }: Pick<Artwork, 'takes'>, round: number): number =>
  takes.filter(({ redone }) => redone === round).length

/** The round that would be painted again: the last one with paint on it, until the picture is finished. Null where there is none. */
export function roundToRedo({ phase, plan, stepsDone, take }: Artwork): number | null {
  if (take >= MOST_TAKES) return null
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
  const { plan, phase, stepsDone, takes, setAside, heldAt } = artwork
  if (round !== roundToRedo(artwork)) return artwork
  const startedAt = heldAt ?? at
  const endsAt = startedAt + plan.roundSeconds * 1000
  const take = artwork.take + 1
  const from = firstStepOf(plan, round)
  const again: Artwork = {
    ...artwork,
    stepsDone: from,
    take,
    takes: [...takes, { number: take, from, redone: round }],
    setAside: { phase, stepsDone, takes, setAside, at: startedAt },
  }
  return withBallot(again, { name: 'painting', round, startedAt, endsAt })
}

/** Whether what a round's last redo set aside can be gone back to: until the next round begins, or the picture is finished. */
export const canRestore = ({ phase, plan, setAside }: Artwork): boolean =>
  setAside !== null && roundIn(phase, plan) !== null

/**
 * Back to where the take before was left, with the time it had left; what was decided meanwhile stays decided. It goes on as another take,
 * whose steps from there are its own: what the take that is left has painted is never mistaken for them.
 */
export function restoreTake(artwork: Artwork, left: number, at: number): Artwork {
  const { setAside, heldAt } = artwork
  if (setAside === null || left !== artwork.take || !canRestore(artwork)) return artwork
  const { at: setAsideAt, phase, ...before } = setAside
  const take = artwork.take + 1
  const restored: Artwork = {
    ...artwork,
    ...before,
    take,
    takes: [...before.takes, { number: take, from: before.stepsDone, redone: null }],
  }
  return withBallot(restored, later(phase, (heldAt ?? at) - setAsideAt))
}

const later = (phase: Artwork['phase'], millis: number): Artwork['phase'] =>
  phase.name === 'painting' || phase.name === 'touching-up'
    ? { ...phase, startedAt: phase.startedAt + millis, endsAt: phase.endsAt + millis }
    : phase

/** In that phase, with the ballot and it ending together: an open one is waited for, one still to be opened follows. */
function withBallot(artwork: Artwork, phase: Artwork['phase']): Artwork {
  const { ballot, plan } = artwork
  if (phase.name !== 'painting') return { ...artwork, phase }
  if (ballot?.state === 'open')
    return { ...artwork, phase: { ...phase, endsAt: Math.max(phase.endsAt, ballot.closesAt) } }
  if (ballot?.state !== 'asking') return { ...artwork, phase }
  const { endsAt } = phase
  return {
    ...artwork,
    phase,
    ballot: { ...ballot, opensAt: endsAt - plan.ballotSeconds * 1000, closesAt: endsAt },
  }
}
