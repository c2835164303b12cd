import { type BallotOption, type ClosedBallot, leaderOf, type OpenBallot } from './ballot.ts'
import { type Burst, countedVotes, isOf, type JudgedBurst, newestVotes, type Vote } from './votes.ts'

/**
 * Many viewers nobody ever heard before, who come within a short while, vote for one thing and turn the ballot. A raid of honest
 * fans looks the same: so this is for a producer to know and to decide about, and changes no vote (C92).
 *
 * When a show starts everybody is new. That alone is no brigade: the newcomers have to be more than came before the ballot opened
 * anyhow, of one mind, and of another mind than those who did not come with them, by more than luck would make of one audience.
 */
export type Brigade = Burst & {
  /** Viewers whose votes are in it. */
  viewers: number
  /** Index of the option that leads without them. */
  without: number
}

/** Fewer are a group of friends, and turn no ballot but one of friends. */
export const FEWEST = 12
/** Of those who came together, for one option. Honest newcomers who happen to come in between are the others. */
export const OF_ONE_MIND = 0.8
/** How long coming takes. People follow a call within seconds; a script is quicker, and stands out more where fewer honest ones come in between. */
export const SPANS_MS = [20_000, 5_000] as const
/** What `usual` of a ballot is counted in. */
export const USUAL_MS = SPANS_MS[0]
/**
 * Of one audience's votes falling so far apart by luck. As every second of a ballot is looked at, and every while in it, honest
 * evenings in a simulation still bring a notice in one ballot of 1,500.
 */
export const CHANCE = 0.0003
/** Whoever was first heard longer ago before they vote is no newcomer. Long enough for who says hello first. */
export const NEW_MS = 300_000
/** Decided about in one ballot at most. */
export const MOST_JUDGED = 15

type Voted = OpenBallot | ClosedBallot

/** The brigade that leads the ballot, if there is one that nobody decided about. */
export function brigadeIn(ballot: Voted): Brigade | null {
  const { votes, usual } = ballot
  if (votes.judged.length >= MOST_JUDGED) return null
  const counted = [...countedVotes(votes)]
  const counts = tally(counted, optionsOf(ballot).length)
  const option = leaderOf(counts)
  const isNew = (vote: Vote): boolean =>
    vote.since !== undefined && !votes.judged.some((burst) => isOf(burst, vote))
  const isForIt = (vote: Vote): number => Number(vote.option === option)
  const newcomers = counted
    .filter(isNew)
    .sort((one, other) => one.since! - other.since! || isForIt(other) - isForIt(one))
  const burst: Burst = { option, spans: spansOf(newcomers, option, usual) }
  const came = newcomers.filter(({ since }) => isOf(burst, { option, line: '', since: since! }))
  const viewers = came.filter((vote) => vote.option === option).length
  const without = leaderOf(counts.with(option, counts[option]! - viewers))
  if (viewers === 0 || without === option) return null
  const all = { size: counted.length, forIt: counts[option]! }
  return chanceOf(all, { size: came.length, forIt: viewers }) < CHANCE ? { ...burst, viewers, without } : null
}

/** Those that were decided about, as they are now. `without`: null where nobody else voted. */
export function judgedBrigades(
  ballot: Voted,
): (Omit<Brigade, 'without'> & { without: number | null } & JudgedBurst)[] {
  const newest = [...newestVotes(ballot.votes)]
  return ballot.votes.judged.map((burst) => {
    const viewers = newest.filter((vote) => isOf(burst, vote)).length
    const others = [...countedVotes(ballot.votes)].filter((vote) => !isOf(burst, vote))
    const without = others.length === 0 ? null : leaderOf(tally(others, optionsOf(ballot).length))
    return { ...burst, viewers, without }
  })
}

export const optionsOf = (ballot: Voted): readonly BallotOption[] =>
  ballot.state === 'open' ? ballot.options : ballot.decision.options

function tally(votes: readonly Vote[], options: number): number[] {
  const counts = Array<number>(options).fill(0)
  for (const { option } of votes) counts[option]! += 1
  return counts
}

/** When newcomers came together, were more than usual, and of one mind, from one who votes for it on. `newcomers`: as they came, those for it first. */
function spansOf(newcomers: readonly Vote[], option: number, usual: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (const millis of SPANS_MS) {
    const enough = FEWEST + (usual * millis) / USUAL_MS
    let [end, forIt] = [0, 0]
    for (const [start, first] of newcomers.entries()) {
      const [from, to] = [first.since!, first.since! + millis]
      for (; end < newcomers.length && newcomers[end]!.since! <= to; end++)
        if (newcomers[end]!.option === option) forIt += 1
      const came = end - start
      if (first.option === option && came >= enough && forIt >= OF_ONE_MIND * came) spans.push({ from, to })
      if (first.option === option) forIt -= 1
    }
  }
  return joined(spans)
}

function joined(spans: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const apart: { from: number; to: number }[] = []
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const last = apart.at(-1)
    if (last === undefined || from > last.to) apart.push({ from, to })
    else last.to = Math.max(last.to, to)
  }
  return apart
}

type Group = { size: number; forIt: number }

/**
 * How likely it is that so many of `some` or more are for it, were they drawn blindly from `all` (Fisher's exact test, one-sided):
 * fair to few voters, where shares say little.
 */
function chanceOf(all: Group, some: Group): number {
  const against = all.size - all.forIt
  let each = Math.exp(
    lnChoose(all.forIt, some.forIt) +
      lnChoose(against, some.size - some.forIt) -
      lnChoose(all.size, some.size),
  )
  let chance = 0
  for (let forIt = some.forIt; forIt <= Math.min(some.size, all.forIt); forIt++) {
    chance += each
    each *= ((all.forIt - forIt) * (some.size - forIt)) / ((forIt + 1) * (against - some.size + forIt + 1))
  }
  return chance
}

/** The logarithm of n choose k. */
function lnChoose(n: number, k: number): number {
  let ln = 0
  for (let at = 1; at <= Math.min(k, n - k); at++) ln += Math.log((n - Math.min(k, n - k) + at) / at)
  return ln
}
