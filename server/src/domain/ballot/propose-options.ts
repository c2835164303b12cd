import type { Text } from '@yosegaki/contract'
import { sameText } from '@yosegaki/contract'
import { type BallotOption, painterPick } from './ballot.ts'

type Proposal = {
  /** Themes chat asks for, the most wanted first. */
  wished: readonly string[]
  suggestions: readonly Text[]
  /** What earlier rounds decided: not asked again. */
  decided: readonly Text[]
  count: number
  seed: number
  round: number
}

/**
 * A ballot's options (A14): what most viewers wish for, then the plan's own suggestions where chat is silent, beginning at
 * a place that follows from seed and round so that two pictures in a row do not ask the same. No two alike.
 */
export function proposeOptions({
  wished,
  suggestions,
  decided,
  count,
  seed,
  round,
}: Proposal): BallotOption[] {
  const taken = new Set(decided.flatMap(({ ja, en }) => [ja, en]).map(fold))
  const options: BallotOption[] = []
  const offer = (text: Text, from: BallotOption['from']): void => {
    if (options.length >= count || taken.has(fold(text.ja)) || taken.has(fold(text.en))) return
    taken.add(fold(text.ja)).add(fold(text.en))
    options.push({ text, from })
  }
  for (const theme of wished) {
    const known = suggestions.find(({ ja, en }) => fold(ja) === fold(theme) || fold(en) === fold(theme))
    offer(known ?? sameText(theme), 'chat')
  }
  const start = suggestions.length === 0 ? 0 : painterPick(seed, round, suggestions.length)
  for (let index = 0; index < suggestions.length; index += 1) {
    const text = suggestions[(start + index) % suggestions.length]
    if (text !== undefined) offer(text, 'plan')
  }
  return options
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
