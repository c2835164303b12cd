import { type FanWork, FanWorks, type HouseRules, OwnWords, type Text } from '@yosegaki/contract'
import { type OwnWord, readOwnWord } from '../domain/trust/own-words.ts'
import type { Clock, SmallStore } from '../ports.ts'

export type RulesResult = { ok: true } | { ok: false; reason: Text }

const NOT_LISTED: Text = { ja: 'その作品は一覧にありません。', en: 'That work is not on the list.' }

/** What this house's producers decided for all streams: words of their own, and works that are somebody's own. */
export async function openHouseRules(store: SmallStore, clock: Clock) {
  const stored = async (key: string): Promise<unknown> => JSON.parse((await store.get(key)) ?? '{}')
  let words: OwnWord[] = []
  let works: readonly FanWork[] = FanWorks.catch({ works: [] }).parse(await stored('fan-works')).works

  /** All of them, or the reason why one cannot be. */
  const read = (typed: readonly string[]): RulesResult => {
    const next: OwnWord[] = []
    for (const text of new Set(typed)) {
      const result = readOwnWord(text)
      if (!result.ok)
        return {
          ok: false,
          reason: { ja: `「${text}」: ${result.reason.ja}`, en: `"${text}": ${result.reason.en}` },
        }
      next.push(result.word)
    }
    words = next
    return { ok: true }
  }
  read(OwnWords.catch({ words: [] }).parse(await stored('own-words')).words)

  const keepWorks = async (next: readonly FanWork[]): Promise<RulesResult> => {
    works = next
    await store.set('fan-works', JSON.stringify({ works }))
    return { ok: true }
  }

  return {
    ownWords: (): readonly OwnWord[] => words,
    fanWorks: (): readonly FanWork[] => works,
    view: (): HouseRules => ({ ownWords: words.map(({ text }) => text), fanWorks: [...works] }),

    async saveOwnWords(typed: readonly string[]): Promise<RulesResult> {
      const result = read(typed)
      if (result.ok) await store.set('own-words', JSON.stringify({ words: words.map(({ text }) => text) }))
      return result
    },

    /** What is decided of a work stays decided when its line on the list is edited. */
    saveFanWorks: (edited: readonly FanWork[]): Promise<RulesResult> =>
      keepWorks(
        edited.map((work) => {
          const before = works.find(({ id }) => id === work.id)
          const decided = before?.stance === work.stance ? before.decidedAt : clock.now()
          return { ...work, decidedAt: work.stance === 'ask' ? null : decided }
        }),
      ),

    async decide(id: string, stance: FanWork['stance']): Promise<RulesResult> {
      if (!works.some((work) => work.id === id)) return { ok: false, reason: NOT_LISTED }
      return keepWorks(
        works.map((work) => (work.id === id ? { ...work, stance, decidedAt: clock.now() } : work)),
      )
    },
  }
}
