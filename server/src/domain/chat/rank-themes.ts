import { type Curation, NOTHING_CURATED, rootOf } from './curation.ts'
import { isBySound, isSameSpelling, outline } from './same-theme.ts'
import { type Entry, type ThemeBoard, weightAt, weightOf } from './theme-board.ts'
import type { Theme } from './theme-key.ts'

/**
 * The candidates: what stands on a board, spellings of one theme and what the producer merged taken together. Done anew at
 * every look, so that a merge can be undone and nothing heard is lost.
 */

/**
 * `weight`: distinct viewers, each decayed since they last said it. `text`: the spelling most of them used, or the producer's.
 * `pinned`: by the producer.
 */
export type RankedTheme = { key: string; text: string; viewers: number; weight: number; pinned: boolean }

type Look = { now: number; most: number; curation?: Curation }
type Weighed = { group: readonly Entry[]; viewers: number; weight: number }
type Candidate = Weighed & { pinned: boolean }

/** Beyond the heaviest, spellings are not compared: what nobody sees need not be one. */
const MOST_COMPARED = 64

const heavierEntry = (a: Entry, b: Entry): number =>
  b.scaled - a.scaled ||
  b.viewers.size - a.viewers.size ||
  a.since - b.since ||
  (a.theme.key < b.theme.key ? -1 : 1)

const heavier = (a: Weighed, b: Weighed): number =>
  b.weight - a.weight || b.viewers - a.viewers || heavierEntry(a.group[0]!, b.group[0]!)

/** 猫耳 for ねこみみ, where only one of those that are compared sounds so: はし may be a bridge or chopsticks. */
const kanjiBySound = (entries: readonly Entry[]): ReadonlyMap<string, Theme> => {
  const bySound = Map.groupBy(
    entries.filter(({ theme }) => !isBySound(theme)),
    ({ theme }) => theme.sound,
  )
  return new Map(
    [...bySound].flatMap(([sound, some]) => (some.length === 1 ? [[sound, some[0]!.theme]] : [])),
  )
}

/** Entries that are one theme, the heaviest of each first. */
const groupSpellings = (entries: readonly Entry[], curation: Curation): Entry[][] => {
  const kanji = kanjiBySound(entries)
  const groups = new Map<string, Entry[]>()
  const byOutline = new Map<string, Entry[][]>()
  for (const entry of entries) {
    const { theme } = entry
    const written = isBySound(theme) && !curation.merged.has(theme.key) ? kanji.get(theme.sound) : undefined
    const root = rootOf(curation, (written ?? theme).key)
    const alike = byOutline.get(outline(theme)) ?? []
    const isAlike = (group: readonly Entry[]): boolean =>
      group.some((other) => isSameSpelling(other.theme, theme))
    const group = groups.get(root) ?? alike.find(isAlike) ?? []
    group.push(entry)
    if (!alike.includes(group)) byOutline.set(outline(theme), [...alike, group])
    groups.set(root, group)
  }
  return [...new Set(groups.values())]
}

/** What each viewer's heaviest mention in the group weighs. */
const viewersOf = (board: ThemeBoard, group: readonly Entry[], now: number): Map<string, number> => {
  const weights = new Map<string, number>()
  for (const { viewers } of group)
    for (const [viewer, mention] of viewers)
      weights.set(viewer, Math.max(weights.get(viewer) ?? 0, weightAt(board, mention, now)))
  return weights
}

/** The spelling that most viewers used; of equals, the one said first. */
const commonText = (group: readonly Entry[]): string => {
  let common = ''
  let most = 0
  for (const { texts } of group)
    for (const [text, viewers] of texts)
      if (viewers > most) {
        common = text
        most = viewers
      }
  return common
}

const weighGroup = (board: ThemeBoard, group: readonly Entry[], now: number): Weighed => {
  if (group.length === 1)
    return { group, viewers: group[0]!.viewers.size, weight: weightOf(board, group[0]!, now) }
  const weights = viewersOf(board, group, now)
  return { group, viewers: weights.size, weight: weights.values().reduce((sum, weight) => sum + weight, 0) }
}

/** All keys that decisions about a candidate may have been made under. */
const keysOf = (group: readonly Entry[], curation: Curation): string[] =>
  group.flatMap(({ theme: { key } }) => [key, rootOf(curation, key)])

/** What a candidate is known by, slips of the pen last; and what it is called. */
const nameGroup = (group: readonly Entry[], curation: Curation): { key: string; text: string } => {
  const { key } = (group.find(({ theme }) => theme.known) ?? group[0]!).theme
  const named = keysOf(group, curation).find((each) => curation.named.has(each))
  return {
    key: rootOf(curation, key),
    text: (named === undefined ? undefined : curation.named.get(named)) ?? commonText(group),
  }
}

const isPinned = (group: readonly Entry[], curation: Curation): boolean =>
  curation.pinned.size > 0 && keysOf(group, curation).some((key) => curation.pinned.has(key))

/** These are compared however light they are. */
const isDecidedOn = ({ merged, pinned }: Curation, key: string): boolean => merged.has(key) || pinned.has(key)

/** As many of them, in their order, and whatever is pinned among the first. */
const cutTo = (candidates: readonly Candidate[], most: number): Candidate[] => {
  let room = most - candidates.filter(({ pinned }) => pinned).length
  return candidates.filter(({ pinned }) => pinned || room-- > 0).slice(0, most)
}

/** The `most` heaviest candidates at `now`, and those that are pinned. Of equal weights: more viewers, then the older theme, then by key. */
export const top = (board: ThemeBoard, { now, most, curation = NOTHING_CURATED }: Look): RankedTheme[] => {
  const compared = [...board.entries.values()]
    .sort(heavierEntry)
    .filter(({ theme }, rank) => rank < MOST_COMPARED || isDecidedOn(curation, theme.key))
  const candidates = groupSpellings(compared, curation)
    .filter((group) => !keysOf(group, curation).some((key) => curation.banned.has(key)))
    .map((group) => ({ ...weighGroup(board, group, now), pinned: isPinned(group, curation) }))
    .sort(heavier)
  return cutTo(candidates, most).map(({ group, viewers, weight, pinned }) => ({
    ...nameGroup(group, curation),
    viewers,
    weight,
    pinned,
  }))
}
