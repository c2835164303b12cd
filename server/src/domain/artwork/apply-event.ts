import { type ClosedBallot, castVote, decide, type OpenBallot, recast } from '../ballot/ballot.ts'
import { judgeBurst, NO_VOTES, type Votes, withdrawVotes } from '../ballot/votes.ts'
import { type Artwork, type ArtworkEvent, isOver } from './artwork.ts'
import { firstStepOf } from './plan.ts'
import { redoRound, restoreTake } from './takes.ts'
import { canTouchUp, passesOf, stepsOf } from './touch-ups.ts'

const SECOND = 1000

/**
 * The artwork after one more event; the very same value where the event changes nothing, so that what changes nothing
 * need not be stored (A2). Pure. Throws only for a log that does not begin with `opened`.
 */
export function applyEvent(artwork: Artwork | null, event: ArtworkEvent): Artwork {
  if (event.type === 'opened') return artwork ?? open(event)
  if (artwork === null) throw new Error(`an artwork's log begins with "opened", not "${event.type}"`)
  if (isOver(artwork)) return artwork
  const next = settle(react(artwork, event), event.at)
  return next === artwork ? artwork : { ...next, lastAt: event.at }
}

/** Fold a whole log. */
export function replayLog(log: readonly ArtworkEvent[]): Artwork {
  const artwork = log.reduce<Artwork | null>(applyEvent, null)
  if (artwork === null) throw new Error('an empty log has no artwork')
  return artwork
}

function open(event: Extract<ArtworkEvent, { type: 'opened' }>): Artwork {
  const { id, number, seed, plan, modelId, at } = event
  const opensAt = at + plan.callSeconds * SECOND
  return {
    id,
    number,
    seed,
    plan,
    modelId,
    openedAt: at,
    lastAt: at,
    phase: { name: 'calling', endsAt: opensAt },
    ballot: { state: 'asking', round: 0, opensAt, closesAt: opensAt + plan.ballotSeconds * SECOND },
    decisions: [],
    touchUps: plan.touchUp === null ? [] : [plan.touchUp],
    stepsDone: 0,
    take: 0,
    takes: [],
    setAside: null,
    heldAt: null,
    hurried: false,
  }
}

/** What the event itself does; `settle` then lets follow what follows. */
function react(artwork: Artwork, event: Exclude<ArtworkEvent, { type: 'opened' }>): Artwork {
  switch (event.type) {
    case 'ballot-opened':
      return openBallot(artwork, event)
    case 'voted': {
      if (artwork.ballot?.state !== 'open' || event.at >= artwork.ballot.closesAt) return artwork
      const { viewer, option, line = '', since } = event
      const vote = { viewer, option, line, ...(since !== undefined && { since }) }
      const ballot = castVote(artwork.ballot, vote)
      return ballot === artwork.ballot ? artwork : { ...artwork, ballot }
    }
    case 'withdrawn':
      return revote(artwork, (votes) => withdrawVotes(votes, event.viewer, event.line))
    case 'brigade-judged': {
      const { option, spans, counts } = event
      return revote(artwork, (votes) => judgeBurst(votes, { option, spans, counts }))
    }
    case 'ticked':
      return artwork
    case 'stepped':
      return isNext(artwork, event) ? { ...artwork, stepsDone: event.step + 1 } : artwork
    case 'held':
      return artwork.heldAt === null ? { ...artwork, heldAt: event.at } : artwork
    case 'resumed':
      return artwork.heldAt === null
        ? artwork
        : { ...shift(artwork, event.at - artwork.heldAt), heldAt: null }
    case 'restarted':
      return artwork.heldAt === null ? shift(artwork, event.at - artwork.lastAt) : artwork
    case 'skipped':
      return skip(artwork, event.at)
    case 'hurried':
      return hurry(artwork, event.at)
    case 'extended':
      return artwork.ballot?.state === 'open' && event.seconds > 0
        ? closeLater(artwork, artwork.ballot, artwork.ballot.closesAt + event.seconds * SECOND)
        : artwork
    case 'voided':
      return voidBallot(artwork, event.at)
    case 'touch-up-asked':
      return canTouchUp(artwork) ? { ...artwork, touchUps: [...artwork.touchUps, event.touchUp] } : artwork
    case 'round-redone':
      return redoRound(artwork, event.round, event.at)
    case 'take-restored':
      return restoreTake(artwork, event.left, event.at)
    case 'published':
      return artwork.phase.name === 'finishing'
        ? { ...artwork, phase: { name: 'published', at: event.at } }
        : artwork
    case 'abandoned':
      return { ...artwork, phase: { name: 'abandoned', at: event.at, reason: event.reason } }
  }
}

/** What comes late of a take that was left is no step of the present one. */
const isNext = (artwork: Artwork, { step, take = artwork.take }: { step: number; take?: number }): boolean =>
  take === artwork.take && step === artwork.stepsDone && step < stepsOf(artwork)

function openBallot(artwork: Artwork, event: Extract<ArtworkEvent, { type: 'ballot-opened' }>): Artwork {
  const asking = artwork.ballot
  if (asking?.state !== 'asking' || asking.round !== event.round || event.options.length === 0) return artwork
  const { round } = asking
  // A ballot that opens late (the server was busy) still gets its whole time.
  const closesAt = Math.max(asking.closesAt, event.at + artwork.plan.ballotSeconds * SECOND)
  const { options, usual = 0 } = event
  const ballot: OpenBallot = { state: 'open', round, options, votes: NO_VOTES, closesAt, usual }
  return { ...artwork, ballot, phase: round === 0 ? { name: 'voting' } : stretch(artwork.phase, closesAt) }
}

/** Votes count until their ballot closes; taken back or set aside they can be until the round they decide begins (A18, A24). */
function revote(artwork: Artwork, change: (votes: Votes) => Votes): Artwork {
  const { seed, decisions } = artwork
  const ballot = undecided(artwork)
  if (ballot === null) return artwork
  const next = recast(ballot, change(ballot.votes), seed)
  if (next === ballot) return artwork
  return next.state === 'closed'
    ? { ...artwork, ballot: next, decisions: [...decisions.slice(0, -1), next.decision] }
    : { ...artwork, ballot: next }
}

/** The ballot whose votes can still be looked at anew: its round has not begun. */
export function undecided(artwork: Artwork): OpenBallot | ClosedBallot | null {
  const { ballot } = artwork
  return ballot === null || ballot.state === 'asking' || hasBegun(artwork, ballot) ? null : ballot
}

/** Whether the round that the ballot decides is being painted, or was. */
const hasBegun = ({ phase }: Artwork, ballot: OpenBallot | ClosedBallot): boolean =>
  ballot.state === 'closed' && (phase.name !== 'painting' || phase.round >= ballot.round)

/** Whether there are votes that could be made to count no more. */
export const canVoid = (artwork: Artwork): boolean => votedOn(artwork) !== null

/** The ballot whose votes still decide something to come. */
const votedOn = (artwork: Artwork): OpenBallot | ClosedBallot | null =>
  artwork.hurried ? null : undecided(artwork)

/** All its votes are gone, and it has its whole time again; not once its round has begun (A19). */
function voidBallot(artwork: Artwork, at: number): Artwork {
  const { decisions, plan } = artwork
  const ballot = votedOn(artwork)
  if (ballot === null) return artwork
  const closesAt = at + plan.ballotSeconds * SECOND
  if (ballot.state === 'open') return closeLater(artwork, { ...ballot, votes: NO_VOTES }, closesAt)
  const { options } = ballot.decision
  const { round, usual } = ballot
  const again: OpenBallot = { state: 'open', round, options, votes: NO_VOTES, closesAt, usual }
  return closeLater({ ...artwork, decisions: decisions.slice(0, -1) }, again, closesAt)
}

const closeLater = (artwork: Artwork, ballot: OpenBallot, closesAt: number): Artwork => ({
  ...artwork,
  ballot: { ...ballot, closesAt },
  phase: stretch(artwork.phase, closesAt),
})

/** A round is painted until the next round's ballot closes. */
const stretch = (phase: Artwork['phase'], endsAt: number): Artwork['phase'] =>
  phase.name === 'painting' && endsAt > phase.endsAt ? { ...phase, endsAt } : phase

/** Let happen what the clock and the work done make happen, until nothing more does (A3). */
function settle(artwork: Artwork, at: number): Artwork {
  if (artwork.heldAt !== null) return artwork
  for (let now = artwork; ; ) {
    const next = advance(now, at)
    if (next === now) return now
    now = next
  }
}

function advance(artwork: Artwork, at: number): Artwork {
  const { phase, ballot, plan } = artwork
  if (ballot?.state === 'open' && at >= ballot.closesAt) return closeBallot(artwork, ballot, ballot.closesAt)
  if (phase.name === 'voting' && ballot?.state === 'closed') return beginRound(artwork, 0, at)
  if (phase.name === 'calling' && artwork.hurried) return beginRound(artwork, 0, at)
  if (phase.name === 'painting' && artwork.stepsDone >= firstStepOf(plan, phase.round + 1)) {
    if (phase.round + 1 === plan.rounds.length) return touchUpNext(artwork, 0, at)
    // Never before the ballot of the round has closed (A8), nor before its time unless hurried.
    const decided = artwork.decisions.length > phase.round + 1
    if (artwork.hurried || (decided && at >= phase.endsAt)) return beginRound(artwork, phase.round + 1, at)
  }
  if (phase.name === 'touching-up') {
    const { end } = passesOf(artwork)[phase.pass]!
    if (artwork.stepsDone >= end) return touchUpNext(artwork, phase.pass + 1, at)
  }
  return artwork
}

function closeBallot(artwork: Artwork, ballot: OpenBallot, at: number): Artwork {
  const decision = decide(ballot, artwork.seed)
  const { round, votes, usual } = ballot
  return {
    ...artwork,
    ballot: { state: 'closed', round, decision, votes, closedAt: at, usual },
    decisions: [...artwork.decisions, decision],
  }
}

/** Start painting a round, and ask for the next one at once, so that there is no dead air (A5). */
function beginRound(artwork: Artwork, round: number, at: number): Artwork {
  const { plan, hurried } = artwork
  const endsAt = at + plan.roundSeconds * SECOND
  const next = round + 1
  const asks = next < plan.rounds.length && !hurried
  return {
    ...artwork,
    phase: { name: 'painting', round, startedAt: at, endsAt },
    // What the round before looked like is settled.
    setAside: null,
    ballot: asks
      ? { state: 'asking', round: next, opensAt: endsAt - plan.ballotSeconds * SECOND, closesAt: endsAt }
      : artwork.ballot,
  }
}

/** Touch-up `pass`; where there is none, the picture is done. */
function touchUpNext(artwork: Artwork, pass: number, at: number): Artwork {
  const touchUp = artwork.touchUps[pass]
  if (touchUp === undefined) return { ...artwork, phase: { name: 'finishing' } }
  const endsAt = at + touchUp.seconds * SECOND
  return { ...artwork, phase: { name: 'touching-up', pass, startedAt: at, endsAt } }
}

/** Later by `millis`: what a hold or a restart does to every deadline. */
function shift(artwork: Artwork, millis: number): Artwork {
  if (millis <= 0) return artwork
  const { phase, ballot } = artwork
  return {
    ...artwork,
    phase:
      phase.name === 'painting' || phase.name === 'touching-up'
        ? { ...phase, startedAt: phase.startedAt + millis, endsAt: phase.endsAt + millis }
        : phase.name === 'calling'
          ? { ...phase, endsAt: phase.endsAt + millis }
          : phase,
    ballot:
      ballot?.state === 'asking'
        ? { ...ballot, opensAt: ballot.opensAt + millis, closesAt: ballot.closesAt + millis }
        : ballot?.state === 'open'
          ? { ...ballot, closesAt: ballot.closesAt + millis }
          : ballot,
  }
}

/** Do not wait any longer for what is being waited for: the call, the wishes, the vote, or the round's time (A10). */
function skip(artwork: Artwork, at: number): Artwork {
  const { phase, ballot } = artwork
  if (artwork.heldAt !== null) return artwork
  if (ballot?.state === 'asking' && at < ballot.opensAt) {
    const closesAt = at + artwork.plan.ballotSeconds * SECOND
    const sooner = phase.name === 'calling' ? { ...phase, endsAt: at } : endAt(phase, closesAt)
    return { ...artwork, phase: sooner, ballot: { ...ballot, opensAt: at, closesAt } }
  }
  if (ballot?.state === 'open' && at < ballot.closesAt) {
    return { ...artwork, phase: endAt(phase, at), ballot: { ...ballot, closesAt: at } }
  }
  return { ...artwork, phase: endAt(phase, at) }
}

const endAt = (phase: Artwork['phase'], at: number): Artwork['phase'] =>
  (phase.name === 'painting' || phase.name === 'touching-up') && phase.endsAt > at
    ? { ...phase, endsAt: at }
    : phase

/** Finish with what has been decided: the open ballot closes now, nothing more is asked, steps follow at once (A11). */
function hurry(artwork: Artwork, at: number): Artwork {
  if (artwork.hurried) return artwork
  const hurried: Artwork = { ...artwork, hurried: true }
  const { ballot } = artwork
  const closed = ballot?.state === 'open' ? closeBallot(hurried, ballot, at) : hurried
  // Wishes still being collected are dropped; before the first ballot the painter picks one of the plan's own themes.
  const [asked] = closed.plan.rounds
  if (closed.decisions.length === 0 && asked !== undefined) {
    const options = asked.suggestions.map((text) => ({ text, from: 'plan' as const }))
    return closeBallot(
      closed,
      { state: 'open', round: 0, options, votes: NO_VOTES, closesAt: at, usual: 0 },
      at,
    )
  }
  return closed.ballot?.state === 'asking' ? { ...closed, ballot: null } : closed
}
