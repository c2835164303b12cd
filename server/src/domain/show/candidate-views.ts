import type { BannedView, CandidateView, ThemeView } from '@yosegaki/contract'
import { type Curation, rootOf } from '../chat/curation.ts'
import type { RankedTheme } from '../chat/rank-themes.ts'

const MOST_MERGED = 24
const cut = (text: string): string => text.slice(0, 80)

/** What every page lists: heaviest first, weights relative to it. */
export function themeViews(ranked: readonly RankedTheme[]): ThemeView[] {
  const heaviest = ranked[0]?.weight ?? 1
  return ranked.map(({ text, viewers, weight }) => ({
    text: cut(text),
    viewers,
    weight: Math.min(1, weight / heaviest),
  }))
}

/** The same for whoever decides about them. */
export function candidateViews(ranked: readonly RankedTheme[], curation: Curation): CandidateView[] {
  const merged = [...curation.merged].map(([key, { text }]) => ({
    key,
    text: cut(text),
    root: rootOf(curation, key),
  }))
  return themeViews(ranked).map((theme, rank) => {
    const { key, pinned } = ranked[rank]!
    const own = merged.filter(({ root }) => root === key).slice(0, MOST_MERGED)
    return { ...theme, key, pinned, merged: own.map(({ key: from, text }) => ({ key: from, text })) }
  })
}

export const bannedViews = ({ banned }: Curation): BannedView[] =>
  [...banned].map(([key, text]) => ({ key, text: cut(text) }))
