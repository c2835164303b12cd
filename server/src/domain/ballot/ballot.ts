import type { FanWorkMark, Text } from '@yosegaki/contract'
import { addVote, type CastVote, countByOption, type Votes, withdrawVotes } from './votes.ts'

/** One option of a ballot. Its number for viewers is its index + 1. */
export type BallotOption = {
  text: Text
  from: 'chat' | 'plan'
  /** Whose own it is, and that a producer allowed it. */
  fanWork?: FanWorkMark
}

/** Wishes are being collected; nothing can be voted on yet. Times are epoch milliseconds. */
export type AskingBallot = { state: 'asking'; round: number; opensAt: number; closesAt: number }

/** `usual`: viewers first heard in 20 s before it opened, on average. */
export type OpenBallot = {
  state: 'open'
  round: number
  options: readonly BallotOption[]
  votes: Votes
  closesAt: number
  usual: number
}

/** `votes`: kept until the round begins, because until then they can be taken back. */
export type ClosedBallot = {
  state: 'closed'
  round: number
  decision: Decision
  votes: Votes
  closedAt: number
  usual: number
}

/** One vote of the audience: asked for, open, then closed. */
export type Ballot = AskingBallot | OpenBallot | ClosedBallot

/** What a closed ballot decided. `shares` add up to 1 and become prompt weights. */
export type Decision = {
  round: number
  options: readonly BallotOption[]
  counts: readonly number[]
  shares: readonly number[]
  voters: number
  /** Index of the option that won. */
  winner: number
  decidedBy: 'votes' | 'tie' | 'painter'
}

/** The ballot with this vote in it; the same ballot where the option does not exist or nothing changes (A4). */
export function castVote(ballot: OpenBallot, vote: CastVote): OpenBallot {
  if (ballot.options[vote.option] === undefined) return ballot
  const votes = addVote(ballot.votes, vote)
  return votes === ballot.votes ? ballot : { ...ballot, votes }
}

/** Votes for each option, in the options' order. */
export function countVotes({ votes, options }: OpenBallot): number[] {
  return countByOption(votes, options.length)
}

/**
 * The ballot without what a viewer's line voted, or without all of the viewer's votes (line null). The same ballot where nothing
 * changes (A18).
 */
export const withdraw = <Kind extends OpenBallot | ClosedBallot>(
  ballot: Kind,
  { viewer, line, seed }: { viewer: string; line: string | null; seed: number },
): Kind => recast(ballot, withdrawVotes(ballot.votes, viewer, line), seed)

/** The ballot with these votes instead, a closed one decided anew; the same ballot where they are its own. */
export function recast<Kind extends OpenBallot | ClosedBallot>(
  ballot: Kind,
  votes: Votes,
  seed: number,
): Kind {
  if (votes === ballot.votes) return ballot
  if (ballot.state === 'open') return { ...ballot, votes }
  const { round, options } = ballot.decision
  return { ...ballot, votes, decision: decide({ round, options, votes }, seed) }
}

/**
 * Close a ballot. Ties go to the lowest number among the equal (A6); a ballot without votes goes to the painter, whose
 * pick follows from the artwork's seed and the round, so that a replay picks the same (A7).
 */
export function decide(ballot: Pick<OpenBallot, 'round' | 'options' | 'votes'>, seed: number): Decision {
  const { round, options, votes } = ballot
  const counts = countByOption(votes, options.length)
  const voters = counts.reduce((sum, count) => sum + count, 0)
  if (voters === 0) {
    const winner = painterPick(seed, round, options.length)
    const shares = options.map((_, index) => (index === winner ? 1 : 0))
    return { round, options, counts, shares, voters, winner, decidedBy: 'painter' }
  }
  const winner = leaderOf(counts)
  const tied = counts.lastIndexOf(counts[winner]!) !== winner
  return {
    round,
    options,
    counts,
    shares: counts.map((count) => count / voters),
    voters,
    winner,
    decidedBy: tied ? 'tie' : 'votes',
  }
}

/** Index of the option most voted for, the lowest among equal ones (A6). */
export const leaderOf = (counts: readonly number[]): number => counts.indexOf(Math.max(...counts))

/** An index below `count`, the same for the same seed and round: MurmurHash3's finaliser, enough to look drawn. */
export function painterPick(seed: number, round: number, count: number): number {
  let x = (seed ^ Math.imul(round + 1, 0x9e3779b9)) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0
  return ((x ^ (x >>> 16)) >>> 0) % count
}
