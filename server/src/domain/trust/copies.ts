/**
 * What many say in nearly the same words within a short while. Short lines are said alike by honest people (a vote, 猫), so only
 * longer ones are held against each other: by the share of three-letter pieces they have in common, among the newest lines only.
 */
export type Copies = {
  /** A ring: `next` is the place of the oldest. */
  readonly lines: (Said | null)[]
  next: number
  /** Those of `lines`, place by place: looked through at every line. */
  readonly marks: Uint32Array
}

/** `pieces`: hashes, sorted, each once. */
type Said = { viewer: string; at: number; pieces: Uint32Array }

const WINDOW_MS = 60_000
/** Lines held against a new one at most. */
const LINES_KEPT = 400
const SHORTEST = 10
const PIECE = 3
/** Marks of a line: the smallest hashes of its pieces under this many orders. Lines without a mark in common are not compared. */
const ORDERS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const
/** Share of pieces in common from which two lines are one. */
const ALIKE = 0.6
/** Other viewers who may have said it before it is a burst: fewer for who was first heard this while ago or less. */
const KNOWN_MAY_FOLLOW = 8
const FRESH_MAY_FOLLOW = 3
const FRESH_MS = 120_000

export const createCopies = (): Copies => ({
  lines: Array(LINES_KEPT).fill(null),
  next: 0,
  marks: new Uint32Array(LINES_KEPT * ORDERS.length),
})

const piecesOf = (text: string): Uint32Array => {
  const pieces = new Uint32Array(text.length - PIECE + 1)
  for (let at = 0; at < pieces.length; at++) {
    let hash = 0x811c9dc5
    for (let next = at; next < at + PIECE; next++) hash = Math.imul(hash ^ text.charCodeAt(next), 0x01000193)
    pieces[at] = hash
  }
  return pieces.sort().filter((piece, at, all) => piece !== all[at - 1])
}

const markOf = (pieces: Uint32Array, order: number): number => {
  let least = 0xffffffff
  for (const piece of pieces) least = Math.min(least, Math.imul(piece ^ (piece >>> 15), order) >>> 0)
  return least
}

const shareInCommon = (one: Uint32Array, other: Uint32Array): number => {
  let common = 0
  for (let at = 0, beside = 0; at < one.length && beside < other.length; ) {
    const ahead = one[at]! - other[beside]!
    if (ahead === 0) common += 1
    if (ahead <= 0) at += 1
    if (ahead >= 0) beside += 1
  }
  return common / (one.length + other.length - common)
}

const hasOneOf = (marks: Uint32Array, first: number, own: readonly number[]): boolean => {
  for (let order = 0; order < own.length; order++) if (marks[first + order] === own[order]) return true
  return false
}

/** Viewers of other lines that are nearly this one, which has these marks. */
const othersWhoSaid = ({ lines, marks }: Copies, said: Said, own: readonly number[]): Set<string> => {
  const others = new Set<string>()
  for (let place = 0; place < lines.length; place++) {
    if (!hasOneOf(marks, place * ORDERS.length, own)) continue
    const line = lines[place]
    if (line == null || line.viewer === said.viewer || said.at - line.at > WINDOW_MS) continue
    if (shareInCommon(said.pieces, line.pieces) >= ALIKE) others.add(line.viewer)
  }
  return others
}

const keepLine = (copies: Copies, said: Said, own: readonly number[]): void => {
  copies.lines[copies.next] = said
  copies.marks.set(own, copies.next * ORDERS.length)
  copies.next = (copies.next + 1) % LINES_KEPT
}

/** Is this line one copy too many? `text`: folded (width, case, kana, signs); `since`: when its viewer was first heard. Changes `copies` in place. */
export const isCopy = (
  copies: Copies,
  { viewer, text, at, since }: { viewer: string; text: string; at: number; since: number },
): boolean => {
  if (text.length < SHORTEST) return false
  const said: Said = { viewer, at, pieces: piecesOf(text) }
  const marks = ORDERS.map((order) => markOf(said.pieces, order))
  const others = othersWhoSaid(copies, said, marks)
  keepLine(copies, said, marks)
  return others.size >= (at - since < FRESH_MS ? FRESH_MAY_FOLLOW : KNOWN_MAY_FOLLOW)
}

export const forgetCopier = (copies: Copies, viewer: string): void => {
  for (const [place, line] of copies.lines.entries()) if (line?.viewer === viewer) copies.lines[place] = null
}
