import type { FanWork, FanWorkMark, FlaggedView } from '@yosegaki/contract'
import { finderOf } from '../chat/find-words.ts'

/** The first work on the list that a text names, or null. */
export const fanWorkIn = (works: readonly FanWork[], ...texts: readonly string[]): FanWork | null =>
  works.find((work) => work.names.some((name) => texts.some(finderOf(name)))) ?? null

/** What an allowed work leaves in the log; null for one that is not allowed. */
export const markOf = (work: FanWork | null): FanWorkMark | null =>
  work?.stance !== 'allowed'
    ? null
    : {
        id: work.id,
        name: work.names[0]!,
        guideline: work.guideline,
        licence: work.licence,
        allowedAt: work.decidedAt ?? 0,
      }

/** Works that are asked for and not allowed, with what viewers said of them; the most wanted first. */
export function flaggedViews(
  works: readonly FanWork[],
  themes: readonly { text: string; viewers: number }[],
): FlaggedView[] {
  const flagged = new Map<string, FlaggedView>()
  for (const { text, viewers } of themes) {
    const work = fanWorkIn(works, text)
    if (work === null || work.stance === 'allowed') continue
    const { id, names, guideline, stance } = work
    const before = flagged.get(id) ?? { id, name: names[0]!, guideline, stance, themes: [], viewers: 0 }
    flagged.set(id, {
      ...before,
      themes: [...before.themes, text.slice(0, 80)].slice(0, 12),
      viewers: before.viewers + viewers,
    })
  }
  return [...flagged.values()].slice(0, 24)
}
