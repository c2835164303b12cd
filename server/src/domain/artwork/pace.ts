import type { Artwork } from './artwork.ts'
import { firstStepOf } from './plan.ts'
import { passesOf, passOfStep, stepsOf } from './touch-ups.ts'

/**
 * When the next solver step may begin (epoch ms), or null while it has to wait for something that is not the clock: a
 * ballot, the producer, or nothing left to paint. The steps of a round are spread evenly over its time (A9).
 */
export function nextStepAt(artwork: Artwork): number | null {
  const { phase, plan, stepsDone } = artwork
  if (artwork.heldAt !== null) return null
  if (phase.name === 'painting') {
    const first = firstStepOf(plan, phase.round)
    const count = plan.rounds[phase.round]?.steps ?? 0
    if (stepsDone >= first + count) return null
    return artwork.hurried ? phase.startedAt : spread(phase, stepsDone - first, count)
  }
  if (phase.name === 'touching-up') {
    const { first, end, touchUp } = passesOf(artwork)[phase.pass]!
    if (stepsDone >= end) return null
    return artwork.hurried ? phase.startedAt : spread(phase, stepsDone - first, touchUp.steps)
  }
  return null
}

/** What a step's frame is made by: see A16. costs: of the step before, in milliseconds; null where there was none. */
export function frameKindOf(artwork: Artwork, step: number, costs: StepCosts | null): FrameKind {
  const { phase, plan } = artwork
  const isRoundsEnd = plan.rounds.some((_, round) => step + 1 === firstStepOf(plan, round + 1))
  const pass = passOfStep(artwork, step)
  if (isRoundsEnd || step + 1 === pass?.end || step + 1 === stepsOf(artwork)) return 'decode'
  if (artwork.hurried || costs === null) return 'matrix'
  if (phase.name !== 'painting' && phase.name !== 'touching-up') return 'matrix'
  const count = phase.name === 'painting' ? plan.rounds[phase.round]?.steps : pass?.touchUp.steps
  const interval = (phase.endsAt - phase.startedAt) / (count ?? 1)
  return costs.step + costs.fineFrame <= interval * SPARE ? 'tiny' : 'matrix'
}

/** fineFrame: what a frame by a decoder took; 0 while that is not known. */
export type StepCosts = { step: number; fineFrame: number }
export type FrameKind = 'matrix' | 'tiny' | 'decode'

/** The part of a step's time that may be used up: the rest is for what else the machine has to do. */
const SPARE = 0.7

const spread = (phase: { startedAt: number; endsAt: number }, done: number, count: number): number =>
  Math.round(phase.startedAt + ((phase.endsAt - phase.startedAt) * done) / count)

/** The round whose ballot should be opened now, with options the caller finds; null where none is due. */
export function ballotDue(artwork: Artwork, now: number): number | null {
  const { ballot } = artwork
  if (artwork.heldAt !== null || artwork.hurried || ballot?.state !== 'asking') return null
  return now >= ballot.opensAt ? ballot.round : null
}

/** When a tick of the clock could next change something (epoch ms); null where only an event can. */
export function nextTickAt(artwork: Artwork): number | null {
  if (artwork.heldAt !== null) return null
  const { ballot, phase } = artwork
  const times: number[] = []
  if (ballot?.state === 'asking') times.push(ballot.opensAt)
  if (ballot?.state === 'open') times.push(ballot.closesAt)
  if (
    phase.name === 'painting' &&
    artwork.decisions.length > phase.round + 1 &&
    isRoundPainted(artwork, phase.round)
  ) {
    times.push(phase.endsAt)
  }
  return times.length === 0 ? null : Math.min(...times)
}

const isRoundPainted = ({ plan, stepsDone }: Artwork, round: number): boolean =>
  stepsDone >= firstStepOf(plan, round + 1)
