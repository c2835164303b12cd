/**
 * Who voted for what, and by which lines: so that a vote can be taken back with the line that cast it, and the viewer's
 * vote before it then counts again. Values; every change is a new map, and the same map where nothing changes.
 */
export type Votes = ReadonlyMap<string, readonly Vote[]>

/** `line`: what cast it, unique over all sources; '' where it has none (logs from before lines were kept). */
export type Vote = { option: number; line: string }

export const NO_VOTES: Votes = new Map()

/** Of each viewer's votes in one ballot this many are kept; the oldest is forgotten first. */
export const VOTES_KEPT = 8

export type CastVote = { viewer: string; option: number; line: string }

/** The viewer's newest vote counts. A line votes once; more lines of one opinion than are kept change nothing. */
export function addVote(votes: Votes, { viewer, option, line }: CastVote): Votes {
  const own = votes.get(viewer) ?? []
  const last = own.at(-1)
  if (line === '' ? last?.option === option : own.some((vote) => vote.line === line)) return votes
  if (own.length === VOTES_KEPT && own.every((vote) => vote.option === option)) return votes
  return new Map(votes).set(viewer, [...own, { option, line }].slice(-VOTES_KEPT))
}

/** Without what one line of the viewer cast; without all of theirs where `line` is null. */
export function withdrawVotes(votes: Votes, viewer: string, line: string | null): Votes {
  const own = votes.get(viewer)
  if (own === undefined) return votes
  const left = line === null ? [] : own.filter((vote) => vote.line !== line)
  if (left.length === own.length) return votes
  const rest = new Map(votes)
  if (left.length === 0) rest.delete(viewer)
  else rest.set(viewer, left)
  return rest
}

/** Viewers whose vote counts for each of `options` options. */
export function countByOption(votes: Votes, options: number): number[] {
  const counts = Array<number>(options).fill(0)
  for (const own of votes.values()) counts[own.at(-1)!.option]! += 1
  return counts
}
