import { keepNewest } from '../chat/keep-newest.ts'

/**
 * What many say in nearly the same words within a short while. Short lines are said alike by honest people (a vote, 猫), so only
 * longer ones are held against each other: by the share of three-letter pieces they have in common, among the newest lines only.
 */
export type Copies = { lines: Said[]; readonly seen: Map<string, number> }

type Said = { viewer: string; at: number; pieces: ReadonlySet<number>; marks: readonly number[] }

const WINDOW_MS = 60_000
/** Lines held against a new one at most. */
const LINES_KEPT = 400
const SHORTEST = 10
const PIECE = 3
/** Marks of a line: the smallest hashes of its pieces under this many orders. Lines without a mark in common are not compared. */
const ORDERS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const
/** Share of pieces in common from which two lines are one. */
const ALIKE = 0.6
/** Other viewers who may have said it before it is a burst: fewer for an account that was never seen before this while. */
const KNOWN_MAY_FOLLOW = 8
const FRESH_MAY_FOLLOW = 3
const FRESH_MS = 120_000
const VIEWERS_KNOWN = 20_000

export const createCopies = (): Copies => ({ lines: [], seen: new Map() })

const piecesOf = (text: string): Set<number> => {
  const pieces = new Set<number>()
  for (let at = 0; at + PIECE <= text.length; at++) {
    let hash = 0x811c9dc5
    for (let next = at; next < at + PIECE; next++) hash = Math.imul(hash ^ text.charCodeAt(next), 0x01000193)
    pieces.add(hash >>> 0)
  }
  return pieces
}

const marksOf = (pieces: ReadonlySet<number>): number[] =>
  ORDERS.map((order) => {
    let least = 0xffffffff
    for (const piece of pieces) least = Math.min(least, Math.imul(piece ^ (piece >>> 15), order) >>> 0)
    return least
  })

const shareInCommon = (one: ReadonlySet<number>, other: ReadonlySet<number>): number => {
  let common = 0
  for (const piece of one) if (other.has(piece)) common += 1
  return common / (one.size + other.size - common)
}

const areAlike = (one: Said, other: Said): boolean =>
  one.marks.some((mark, order) => mark === other.marks[order]) &&
  shareInCommon(one.pieces, other.pieces) >= ALIKE

/** Since when the house knows the viewer; who has not spoken longest is forgotten first. */
const firstSeen = (copies: Copies, viewer: string, at: number): number => {
  const since = copies.seen.get(viewer) ?? at
  copies.seen.delete(viewer)
  copies.seen.set(viewer, since)
  keepNewest(copies.seen, VIEWERS_KNOWN)
  return since
}

/** Is this line one copy too many? `text`: folded (width, case, kana, signs). Changes `copies` in place. */
export const isCopy = (
  copies: Copies,
  { viewer, text, at }: { viewer: string; text: string; at: number },
): boolean => {
  const fresh = at - firstSeen(copies, viewer, at) < FRESH_MS
  if (text.length < SHORTEST) return false
  const pieces = piecesOf(text)
  const said: Said = { viewer, at, pieces, marks: marksOf(pieces) }
  const others = new Set<string>()
  for (const line of copies.lines)
    if (line.viewer !== viewer && at - line.at <= WINDOW_MS && areAlike(said, line)) others.add(line.viewer)
  copies.lines = [...copies.lines, said].slice(-LINES_KEPT)
  return others.size >= (fresh ? FRESH_MAY_FOLLOW : KNOWN_MAY_FOLLOW)
}

export const forgetCopier = (copies: Copies, viewer: string): void => {
  copies.lines = copies.lines.filter((line) => line.viewer !== viewer)
  copies.seen.delete(viewer)
}
