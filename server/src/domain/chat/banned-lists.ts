/** The worst first: it gives the reason. */
const WORD_REASONS = ['slur', 'sexual', 'abuse'] as const
export type WordReason = (typeof WORD_REASONS)[number]
export type Lists = Readonly<Record<WordReason, RegExp>>

export const worstOf = (lists: Lists, text: string): WordReason | null =>
  WORD_REASONS.find((reason) => lists[reason].test(text)) ?? null

/** The same expression made of each list. */
export const listsOf = <Words>(words: Readonly<Record<WordReason, Words>>, make: (words: Words) => RegExp): Lists => ({
  slur: make(words.slur),
  sexual: make(words.sexual),
  abuse: make(words.abuse),
})
