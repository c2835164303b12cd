/** The worst first: it gives the reason. */
const WORD_REASONS = ['slur', 'sexual', 'abuse'] as const
export type WordReason = (typeof WORD_REASONS)[number]

/** Words that are looked for, by what they are. */
export type Lists = Readonly<Record<WordReason, RegExp>>

/** The same expression made of each list. */
export const listsOf = (
  words: Readonly<Record<WordReason, readonly string[]>>,
  make: (words: readonly string[]) => RegExp,
): Lists => ({
  slur: make(words.slur),
  sexual: make(words.sexual),
  abuse: make(words.abuse),
})

export const worstOf = (lists: Lists, text: string): WordReason | null =>
  WORD_REASONS.find((reason) => lists[reason].test(text)) ?? null

/** All lists as one: most texts hold nothing, which one look tells. */
export const anyOf = ({ slur, sexual, abuse }: Lists): RegExp =>
  new RegExp([slur, sexual, abuse].map(({ source }) => source).join('|'), abuse.flags)
