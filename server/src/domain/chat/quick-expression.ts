import { alternativesOf } from './alternatives.ts'
import { beginningsOf } from './beginnings.ts'
import { createTrie, isCasedElsewhere, lookAt, putWord, smallLetters } from './beginnings-trie.ts'

/** What a text is asked: whether it holds something. */
export type Expression = Pick<RegExp, 'test'>

export type QuickExpressions = {
  /** The expression, made quick for as long as these live. */
  quick(expression: RegExp): Expression
  /** One of many. */
  quickAny(sources: readonly string[], flags: string): Expression
  /** Puts something in the place of all it finds; quick where that is nothing. */
  replacing(expression: RegExp, by: string): (text: string) => string
}

/** Words of one expression that begin alike; `asked` is made when a text first begins so. */
type Words = { owner: number; alternatives: string[]; flags: string; asked: RegExp | null }

const matchesAt = (words: Words, text: string, at: number): boolean => {
  words.asked ??= new RegExp(words.alternatives.join('|'), `${words.flags}y`)
  words.asked.lastIndex = at
  return words.asked.test(text)
}

/**
 * Expressions of many words, asked only where a text has the first letters of one of their words, and there only for the words
 * that begin so. All that are made together share one trie of first letters, so that one look at a text serves them all: most
 * texts hold nothing of most, and going through long lists in vain is what took longest. The same answers, tested.
 */
export function createExpressions(): QuickExpressions {
  const trie = createTrie<Words>()
  let made = 0

  /** The alternatives of an expression that may begin with anything; the others are put into the trie. */
  const sortIn = (expression: RegExp, owner: number, flags: string): string[] => {
    const anywhere: string[] = []
    const sorted = new Map<string, string[]>()
    for (const alternative of alternativesOf(expression)) {
      const found = beginningsOf(alternative, flags)
      if (found === null || (flags.includes('i') && found.some(isCasedElsewhere))) anywhere.push(alternative)
      else
        for (const letters of new Set(found.map(smallLetters)))
          sorted.set(letters, [...(sorted.get(letters) ?? []), alternative])
    }
    for (const [letters, alternatives] of sorted)
      putWord(trie, letters, { owner, alternatives, flags, asked: null })
    return anywhere
  }

  const quick = (expression: RegExp): Expression => {
    const owner = made++
    const flags = expression.flags.replace('g', '')
    const anywhere = sortIn(expression, owner, flags)
    const everywhere = anywhere.length === 0 ? null : new RegExp(anywhere.join('|'), flags)
    return {
      test(text) {
        const { owners, words, places, count } = lookAt(trie, text)
        if ((owners & (1 << owner)) !== 0)
          for (let n = 0; n < count; n++)
            if (words[n]!.owner === owner && matchesAt(words[n]!, text, places[n]!)) return true
        return everywhere?.test(text) ?? false
      },
    }
  }

  return {
    quick,
    quickAny: (sources, flags) => quick(new RegExp(sources.join('|'), flags)),
    replacing(expression, by) {
      const asked = quick(expression)
      return (text) => (asked.test(text) ? text.replace(expression, by) : text)
    },
  }
}
