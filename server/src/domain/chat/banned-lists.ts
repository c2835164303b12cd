import { quickAny } from './chat-expressions.ts'
import type { Expression } from './quick-expression.ts'

/** The worst first: it gives the reason. */
const WORD_REASONS = ['slur', 'sexual', 'abuse'] as const
export type WordReason = (typeof WORD_REASONS)[number]

type PerReason<Each> = Readonly<Record<WordReason, Each>>
/** Words that are looked for, by what they are. */
export type Lists = PerReason<RegExp>

/** The same made of each list. */
export const listsOf = <Words, Made>(
  words: PerReason<Words>,
  make: (words: Words) => Made,
): PerReason<Made> => ({
  slur: make(words.slur),
  sexual: make(words.sexual),
  abuse: make(words.abuse),
})

export const worstOf = (lists: PerReason<Expression>, text: string): WordReason | null =>
  WORD_REASONS.find((reason) => lists[reason].test(text)) ?? null

/** All lists as one: most texts hold nothing, which one look tells. */
export const anyOf = ({ slur, sexual, abuse }: Lists): Expression =>
  quickAny([slur.source, sexual.source, abuse.source], abuse.flags)
