import type { Theme } from './theme-key.ts'

/**
 * What chat asks for, counted by distinct viewers, the older the lighter. One viewer weighs at most 1 in a theme and
 * stands behind a few themes at a time, so neither repeating nor flooding moves it. No clock: times come with the lines.
 * Weights are kept as sums of 2^((at - epoch) / halfLife): hearing one is O(1), and decay costs nothing.
 */
export type ThemeBoard = {
  /** Milliseconds in which a wish loses half its weight. */
  readonly halfLife: number
  /** Themes held; the lightest goes first. */
  readonly limit: number
  epoch: number
  readonly entries: Map<string, Entry>
  /** viewer -> the keys they stand behind, oldest first. */
  readonly byViewer: Map<string, string[]>
  readonly banned: Set<string>
}

/** `line`: which one said it. */
type Mention = { at: number; text: string; line: string }
type Entry = { key: string; scaled: number; since: number; viewers: Map<string, Mention> }

/** `weight`: distinct viewers, each decayed since they last said it. `text`: the spelling most of them used. */
export type RankedTheme = { key: string; text: string; viewers: number; weight: number }

/** `line`: unique over all sources. */
export type Heard = { viewer: string; themes: readonly Theme[]; at: number; line: string }

/** Themes a viewer can stand behind at once; naming another drops their oldest. */
export const THEMES_PER_VIEWER = 8
/** Beyond this exponent the sums are brought back near 1. */
const LARGEST_EXPONENT = 500

export const createThemeBoard = ({ halfLife = 120_000, limit = 400 } = {}): ThemeBoard => ({
  halfLife,
  limit,
  epoch: 0,
  entries: new Map(),
  byViewer: new Map(),
  banned: new Set(),
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
  entry.viewers.delete(viewer)
  entry.scaled = entry.viewers.size === 0 ? 0 : Math.max(0, entry.scaled - scaledAt(board, mention.at))
  if (entry.viewers.size === 0) board.entries.delete(key)
  const keys = board.byViewer.get(viewer)?.filter((other) => other !== key) ?? []
  if (keys.length > 0) board.byViewer.set(viewer, keys)
  else board.byViewer.delete(viewer)
}

const remove = (board: ThemeBoard, key: string): void => {
  for (const viewer of [...(board.entries.get(key)?.viewers.keys() ?? [])]) withdraw(board, viewer, key)
}

const evictLightest = (board: ThemeBoard): void => {
  while (board.entries.size > board.limit) {
    let lightest: Entry | null = null
    for (const entry of board.entries.values())
      if (
        lightest === null ||
        entry.scaled < lightest.scaled ||
        (entry.scaled === lightest.scaled && entry.since < lightest.since)
      )
        lightest = entry
    remove(board, lightest!.key)
  }
}

const hearOne = (board: ThemeBoard, { viewer, at, line }: Omit<Heard, 'themes'>, theme: Theme): void => {
  const before = board.entries.get(theme.key)?.viewers.get(viewer)
  // Repeating within a half-life is no louder than saying it once; after that it says "still".
  if (before !== undefined && at - before.at < board.halfLife) return
  if (before !== undefined) withdraw(board, viewer, theme.key)
  const entry = board.entries.get(theme.key) ?? { key: theme.key, scaled: 0, since: at, viewers: new Map() }
  entry.viewers.set(viewer, { at, text: theme.text, line })
  entry.scaled += scaledAt(board, at)
  board.entries.set(theme.key, entry)
  const keys = [...(board.byViewer.get(viewer) ?? []), theme.key]
  board.byViewer.set(viewer, keys)
  if (keys.length > THEMES_PER_VIEWER) withdraw(board, viewer, keys[0]!)
}

/** Counts a viewer's themes (they change `board` in place). `at`: epoch milliseconds of the line. */
export const hear = (board: ThemeBoard, { themes, ...said }: Heard): void => {
  moveEpoch(board, said.at)
  for (const theme of themes) if (!board.banned.has(theme.key)) hearOne(board, said, theme)
  evictLightest(board)
}

/** The spelling that most viewers used; of equals, the one said first. */
const commonText = (entry: Entry): string => {
  const counts = new Map<string, number>()
  for (const { text } of entry.viewers.values()) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** The `n` heaviest themes at `now`. Of equal weights: more viewers, then the older theme, then by key. */
export const top = (board: ThemeBoard, n: number, now: number): RankedTheme[] => {
  const unit = 2 ** ((board.epoch - now) / board.halfLife)
  return [...board.entries.values()]
    .sort(
      (a, b) =>
        b.scaled - a.scaled ||
        b.viewers.size - a.viewers.size ||
        a.since - b.since ||
        (a.key < b.key ? -1 : 1),
    )
    .slice(0, n)
    .map((entry) => ({
      key: entry.key,
      text: commonText(entry),
      viewers: entry.viewers.size,
      weight: entry.scaled * unit,
    }))
}

/** Takes back everything a viewer asked for (they were banned, or wish to be forgotten). */
export const forget = (board: ThemeBoard, viewer: string): void => {
  for (const key of [...(board.byViewer.get(viewer) ?? [])]) withdraw(board, viewer, key)
}

/** Takes back what one line of a viewer asked for (it was deleted). */
export const forgetLine = (board: ThemeBoard, viewer: string, line: string): void => {
  for (const key of [...(board.byViewer.get(viewer) ?? [])])
    if (board.entries.get(key)?.viewers.get(viewer)?.line === line) withdraw(board, viewer, key)
}

/** The theme is gone and is not heard again until `allow`. */
export const ban = (board: ThemeBoard, key: string): void => {
  board.banned.add(key)
  remove(board, key)
}

export const allow = (board: ThemeBoard, key: string): void => {
  board.banned.delete(key)
}

/** Drops what was said more than ten half-lives ago (a thousandth of its weight): memory for streams of many hours. */
export const sweep = (board: ThemeBoard, now: number): void => {
  for (const [key, entry] of [...board.entries])
    for (const [viewer, { at }] of [...entry.viewers])
      if (now - at > 10 * board.halfLife) withdraw(board, viewer, key)
}
