import type { Theme } from './theme-key.ts'

/**
 * What chat asks for, counted by distinct viewers, the older the lighter. One viewer counts once in a theme and
 * stands behind a few themes at a time, so neither repeating nor flooding moves it. No clock: times come with the lines.
 * Weights are kept as sums of 2^((at - epoch) / halfLife): hearing one is O(1), and decay costs nothing.
 */
export type ThemeBoard = {
  /** Milliseconds in which a wish loses half its weight. */
  readonly halfLife: number
  /** Themes held; the lightest goes first. */
  readonly limit: number
  epoch: number
  /** Counts up with everything that changes what stands here. */
  changes: number
  readonly entries: Map<string, Entry>
  /** viewer -> the keys they stand behind, oldest first. */
  readonly byViewer: Map<string, string[]>
}

/** `line`: which one said it. `weight`: of its viewer when they said it. */
export type Mention = { at: number; text: string; line: string; weight: number }
export type Entry = {
  /** As it was said first. */
  theme: Theme
  scaled: number
  since: number
  viewers: Map<string, Mention>
  /** Spelling -> viewers who use it, in the order they were said first. */
  texts: Map<string, number>
}

/** `line`: unique over all sources. `weight`: what this viewer counts for, 1 where nothing says otherwise. */
export type Heard = { viewer: string; themes: readonly Theme[]; at: number; line: string; weight?: number }

/** Themes a viewer can stand behind at once; naming another drops their oldest. */
export const THEMES_PER_VIEWER = 8
/** Beyond this exponent the sums are brought back near 1. */
const LARGEST_EXPONENT = 500

export const createThemeBoard = ({ halfLife = 120_000, limit = 400 } = {}): ThemeBoard => ({
  halfLife,
  limit,
  epoch: 0,
  changes: 0,
  entries: new Map(),
  byViewer: new Map(),
})

const scaledAt = (board: ThemeBoard, at: number): number => 2 ** ((at - board.epoch) / board.halfLife)

const moveEpoch = (board: ThemeBoard, at: number): void => {
  if (board.byViewer.size === 0) board.epoch = at
  if (at - board.epoch <= LARGEST_EXPONENT * board.halfLife) return
  const shrink = 2 ** ((board.epoch - at) / board.halfLife)
  for (const entry of board.entries.values()) entry.scaled *= shrink
  board.epoch = at
}

const withdraw = (board: ThemeBoard, viewer: string, key: string): void => {
  const entry = board.entries.get(key)
  const mention = entry?.viewers.get(viewer)
  if (entry === undefined || mention === undefined) return
  board.changes += 1
  entry.viewers.delete(viewer)
  const alike = entry.texts.get(mention.text)! - 1
  if (alike > 0) entry.texts.set(mention.text, alike)
  else entry.texts.delete(mention.text)
  entry.scaled =
    entry.viewers.size === 0 ? 0 : Math.max(0, entry.scaled - mention.weight * scaledAt(board, mention.at))
  if (entry.viewers.size === 0) board.entries.delete(key)
  const keys = board.byViewer.get(viewer)?.filter((other) => other !== key) ?? []
  if (keys.length > 0) board.byViewer.set(viewer, keys)
  else board.byViewer.delete(viewer)
}

const remove = (board: ThemeBoard, key: string): void => {
  for (const viewer of [...(board.entries.get(key)?.viewers.keys() ?? [])]) withdraw(board, viewer, key)
}

/** An eighth more than must go is let go, so that a flood of new themes does not weigh them all at every line. */
const evictLightest = (board: ThemeBoard): void => {
  if (board.entries.size <= board.limit) return
  const spare = board.limit - Math.floor(board.limit / 8)
  const lightest = [...board.entries.values()].sort((a, b) => a.scaled - b.scaled || a.since - b.since)
  for (const { theme } of lightest.slice(0, board.entries.size - spare)) remove(board, theme.key)
}

const stand = (board: ThemeBoard, viewer: string, key: string): void => {
  const keys = board.byViewer.get(viewer)
  if (keys === undefined) board.byViewer.set(viewer, [key])
  else if (keys.push(key) > THEMES_PER_VIEWER) withdraw(board, viewer, keys[0]!)
}

const hearOne = (board: ThemeBoard, { viewer, at, line, weight = 1 }: Heard, theme: Theme): void => {
  const { key, text } = theme
  const before = board.entries.get(key)
  const said = before?.viewers.get(viewer)
  // Repeating within a half-life is no louder than saying it once; after that it says "still".
  if (said !== undefined && at - said.at < board.halfLife) return
  if (said !== undefined) withdraw(board, viewer, key)
  const entry = board.entries.get(key) ?? {
    theme,
    scaled: 0,
    since: at,
    viewers: new Map(),
    texts: new Map(),
  }
  board.changes += 1
  entry.viewers.set(viewer, { at, text, line, weight })
  entry.texts.set(text, (entry.texts.get(text) ?? 0) + 1)
  entry.scaled += weight * scaledAt(board, at)
  board.entries.set(key, entry)
  stand(board, viewer, key)
}

/** Counts a viewer's themes (they change `board` in place). `at`: epoch milliseconds of the line. */
export const hear = (board: ThemeBoard, heard: Heard): void => {
  if (heard.weight !== undefined && heard.weight <= 0) return
  moveEpoch(board, heard.at)
  for (const theme of heard.themes) hearOne(board, heard, theme)
  evictLightest(board)
}

/** What an entry weighs at `now`: the sum over its mentions. */
export const weightOf = (board: ThemeBoard, { scaled }: Entry, now: number): number =>
  scaled * 2 ** ((board.epoch - now) / board.halfLife)

/** What one mention weighs at `now`. */
export const weightAt = (board: ThemeBoard, { at, weight }: Mention, now: number): number =>
  weight * 2 ** ((at - now) / board.halfLife)

/** Takes back everything a viewer asked for (they were banned, or wish to be forgotten). */
export const forget = (board: ThemeBoard, viewer: string): void => {
  for (const key of [...(board.byViewer.get(viewer) ?? [])]) withdraw(board, viewer, key)
}

/** Takes back what one line of a viewer asked for (it was deleted). */
export const forgetLine = (board: ThemeBoard, viewer: string, line: string): void => {
  for (const key of [...(board.byViewer.get(viewer) ?? [])])
    if (board.entries.get(key)?.viewers.get(viewer)?.line === line) withdraw(board, viewer, key)
}

/** Drops what was said more than ten half-lives ago (a thousandth of its weight): memory for streams of many hours. */
export const sweep = (board: ThemeBoard, now: number): void => {
  for (const [key, entry] of [...board.entries])
    for (const [viewer, { at }] of [...entry.viewers])
      if (now - at > 10 * board.halfLife) withdraw(board, viewer, key)
}
