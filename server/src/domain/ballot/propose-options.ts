import type { Text } from '@yosegaki/contract'
import { sameText } from '@yosegaki/contract'
import { type BallotOption, painterPick } from './ballot.ts'
import { diverseFirst } from './diverse-first.ts'

/** A text and the theme keys it goes by: 猫, ねこ and cat share one. */
export type KeyedText = { text: Text; keys: readonly string[] }

type Proposal = {
  /** Themes chat asks for, the most wanted first; what is pinned is offered before all others. */
  wished: readonly { key: string; text: string; weight: number; pinned?: boolean }[]
  suggestions: readonly KeyedText[]
  /** What earlier rounds decided: not asked again. */
  decided: readonly KeyedText[]
  count: number
  seed: number
  round: number
}

/**
 * A ballot's options (A14): what the producer pinned, what most viewers wish for, diverse ones first (C75), then the plan's own suggestions where chat
 * is silent, beginning at a place that follows from seed and round so that two pictures in a row do not ask the same. No
 * two alike.
 */
export function proposeOptions({
  wished,
  suggestions,
  decided,
  count,
  seed,
  round,
}: Proposal): BallotOption[] {
  const taken = new Set(decided.flatMap(namesOf))
  const options: BallotOption[] = []
  const offer = (option: KeyedText, from: BallotOption['from']): void => {
    const names = namesOf(option)
    if (options.length >= count || names.some((name) => taken.has(name))) return
    for (const name of names) taken.add(name)
    options.push({ text: option.text, from })
  }
  const asked = wished.map((wish) => ({ ...wish, keyed: { text: sameText(wish.text), keys: [wish.key] } }))
  const undecided = asked.filter(({ keyed }) => !namesOf(keyed).some((name) => taken.has(name)))
  const [pinned = [], others = []] = [true, false].map((is) =>
    undecided.filter((wish) => (wish.pinned ?? false) === is),
  )
  for (const { keyed: wish } of [...pinned, ...diverseFirst(others)]) {
    // What the plan knows is offered in both languages, whichever it was asked for in.
    offer(
      suggestions.find((known) => namesOf(wish).some((name) => namesOf(known).includes(name))) ?? wish,
      'chat',
    )
  }
  const start = suggestions.length === 0 ? 0 : painterPick(seed, round, suggestions.length)
  for (let index = 0; index < suggestions.length; index += 1) {
    const suggestion = suggestions[(start + index) % suggestions.length]
    if (suggestion !== undefined) offer(suggestion, 'plan')
  }
  // A ballot always has options: where everything was decided before, it may be asked again.
  if (options.length === 0 && decided.length > 0) {
    return proposeOptions({ wished, suggestions, decided: [], count, seed, round })
  }
  return options
}

const namesOf = ({ text, keys }: KeyedText): string[] => [
  fold(text.ja),
  fold(text.en),
  ...keys.map((key) => `key ${key}`),
]

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
