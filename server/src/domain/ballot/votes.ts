/**
 * Who voted for what, and by which lines: so that a vote can be taken back with the line that cast it, and the viewer's
 * vote before it then counts again. Values; every change is a new one, and the same one where nothing changes.
 */
export type Votes = {
  /** Viewers with a vote. */
  readonly size: number
  /** Viewers are spread over these, so that one vote among thousands copies a few dozen. */
  readonly shards: readonly ReadonlyMap<string, readonly Vote[]>[]
  /** What a producer decided about brigades, each named once. */
  readonly judged: readonly JudgedBurst[]
}

/**
 * `line`: what cast it, unique over all sources; '' where it has none (logs from before lines were kept). `since`: when the house
 * first heard of its viewer, epoch milliseconds, where that was only just before.
 */
export type Vote = { option: number; line: string; since?: number }

/** Votes for one option of viewers first heard within these spans of time, ends included: they are told by that, not by name. */
export type Burst = { option: number; spans: readonly { from: number; to: number }[] }
/** Where `counts` is false they are set aside: kept, and counted for nothing. */
export type JudgedBurst = Burst & { counts: boolean }

/** About the square root of a large audience. */
const SHARDS = 128

export const NO_VOTES: Votes = { size: 0, shards: Array(SHARDS).fill(new Map()), judged: [] }

/** Of each viewer's votes in one ballot this many are kept; the oldest is forgotten first. */
export const VOTES_KEPT = 8

export type CastVote = { viewer: string } & Vote

const shardOf = (viewer: string): number => {
  let hash = 0
  for (let at = 0; at < viewer.length; at++) hash = (Math.imul(hash, 31) + viewer.charCodeAt(at)) | 0
  return (hash >>> 0) % SHARDS
}

const withVotesOf = (votes: Votes, viewer: string, own: readonly Vote[]): Votes => {
  const { size, shards } = votes
  const at = shardOf(viewer)
  const shard = new Map(shards[at])
  if (own.length === 0) shard.delete(viewer)
  else shard.set(viewer, own)
  return { ...votes, size: size + shard.size - shards[at]!.size, shards: shards.with(at, shard) }
}

/** A viewer's votes that are kept, the newest last. */
export const votesOf = ({ shards }: Votes, viewer: string): readonly Vote[] =>
  shards[shardOf(viewer)]!.get(viewer) ?? []

/** The viewer's newest vote counts. A line votes once; more lines of one opinion than are kept change nothing. */
export function addVote(votes: Votes, { viewer, ...vote }: CastVote): Votes {
  const { option, line } = vote
  const own = votesOf(votes, viewer)
  const last = own.at(-1)
  if (line === '' ? last?.option === option : own.some((vote) => vote.line === line)) return votes
  if (own.length === VOTES_KEPT && own.every((vote) => vote.option === option)) return votes
  return withVotesOf(votes, viewer, [...own, vote].slice(-VOTES_KEPT))
}

/** Without what one line of the viewer cast; without all of theirs where `line` is null. */
export function withdrawVotes(votes: Votes, viewer: string, line: string | null): Votes {
  const own = votesOf(votes, viewer)
  const left = line === null ? [] : own.filter((vote) => vote.line !== line)
  return left.length === own.length ? votes : withVotesOf(votes, viewer, left)
}

/** Whether the vote is one of the burst's. */
export const isOf = ({ option, spans }: Burst, vote: Vote): boolean =>
  vote.option === option &&
  vote.since !== undefined &&
  spans.some(({ from, to }) => from <= vote.since! && vote.since! <= to)

const isSame = (one: Burst, other: Burst): boolean =>
  one.option === other.option && one.spans[0]?.from === other.spans[0]?.from

/** The votes with the burst judged, as it was never or otherwise before; the same where that says nothing new. */
export function judgeBurst(votes: Votes, burst: JudgedBurst): Votes {
  const at = votes.judged.findIndex((before) => isSame(before, burst))
  if (votes.judged[at]?.counts === burst.counts) return votes
  return { ...votes, judged: at < 0 ? [...votes.judged, burst] : votes.judged.with(at, burst) }
}

/** Each viewer's newest vote. */
export function* newestVotes({ shards }: Votes): Generator<Vote> {
  for (const shard of shards) for (const own of shard.values()) yield own.at(-1)!
}

/** Those that count. */
export function* countedVotes(votes: Votes): Generator<Vote> {
  const aside = votes.judged.filter(({ counts }) => !counts)
  for (const vote of newestVotes(votes)) if (!aside.some((burst) => isOf(burst, vote))) yield vote
}

/** Viewers whose vote counts for each of `options` options. */
export function countByOption(votes: Votes, options: number): number[] {
  const counts = Array<number>(options).fill(0)
  for (const { option } of countedVotes(votes)) counts[option]! += 1
  return counts
}
