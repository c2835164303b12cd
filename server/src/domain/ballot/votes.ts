/**
 * Who voted for what, and by which lines: so that a vote can be taken back with the line that cast it, and the viewer's
 * vote before it then counts again. Values; every change is a new one, and the same one where nothing changes.
 */
export type Votes = {
  /** Viewers with a vote. */
  readonly size: number
  /** Viewers are spread over these, so that one vote among thousands copies a few dozen. */
  readonly shards: readonly ReadonlyMap<string, readonly Vote[]>[]
}

/** `line`: what cast it, unique over all sources; '' where it has none (logs from before lines were kept). */
export type Vote = { option: number; line: string }

/** About the square root of a large audience. */
const SHARDS = 128

export const NO_VOTES: Votes = { size: 0, shards: Array(SHARDS).fill(new Map()) }

/** Of each viewer's votes in one ballot this many are kept; the oldest is forgotten first. */
export const VOTES_KEPT = 8

export type CastVote = { viewer: string; option: number; line: string }

const shardOf = (viewer: string): number => {
  let hash = 0
  for (let at = 0; at < viewer.length; at++) hash = (Math.imul(hash, 31) + viewer.charCodeAt(at)) | 0
  return (hash >>> 0) % SHARDS
}

const withVotesOf = ({ size, shards }: Votes, viewer: string, own: readonly Vote[]): Votes => {
  const at = shardOf(viewer)
  const shard = new Map(shards[at])
  if (own.length === 0) shard.delete(viewer)
  else shard.set(viewer, own)
  return { size: size + shard.size - shards[at]!.size, shards: shards.with(at, shard) }
}

/** A viewer's votes that are kept, the newest last. */
export const votesOf = ({ shards }: Votes, viewer: string): readonly Vote[] =>
  shards[shardOf(viewer)]!.get(viewer) ?? []

/** The viewer's newest vote counts. A line votes once; more lines of one opinion than are kept change nothing. */
export function addVote(votes: Votes, { viewer, option, line }: CastVote): Votes {
  const own = votesOf(votes, viewer)
  const last = own.at(-1)
  if (line === '' ? last?.option === option : own.some((vote) => vote.line === line)) return votes
  if (own.length === VOTES_KEPT && own.every((vote) => vote.option === option)) return votes
  return withVotesOf(votes, viewer, [...own, { option, line }].slice(-VOTES_KEPT))
}

/** Without what one line of the viewer cast; without all of theirs where `line` is null. */
export function withdrawVotes(votes: Votes, viewer: string, line: string | null): Votes {
  const own = votesOf(votes, viewer)
  const left = line === null ? [] : own.filter((vote) => vote.line !== line)
  return left.length === own.length ? votes : withVotesOf(votes, viewer, left)
}

/** Viewers whose vote counts for each of `options` options. */
export function countByOption({ shards }: Votes, options: number): number[] {
  const counts = Array<number>(options).fill(0)
  for (const shard of shards) for (const own of shard.values()) counts[own.at(-1)!.option]! += 1
  return counts
}
