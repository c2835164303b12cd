import type { Token } from './token.ts'
import { isDullEnglish } from './wish-words.ts'

const MOST_WORDS = 7

const isWord = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind === 'noun' || token.kind === 'adjective' || token.kind === 'number' || token.kind === 'person')

const PLACE = /^(?:top|bottom|left|right|middle|cent(?:er|re)|corner|background|foreground|side|distance)$/

/** "girl with cat ears", "field of flowers", "moon in the top right": where the phrase goes on behind the preposition, or -1. */
const readJoin = (tokens: readonly Token[], at: number): number => {
  const next = tokens[at + 1]?.kind === 'adnominal' ? at + 2 : at + 1
  if (/^(?:in|on|at)$/.test(tokens[at]?.base ?? '')) return PLACE.test(tokens[next]?.base ?? '') ? next : -1
  if (!/^(?:of|with)$/.test(tokens[at]?.base ?? '')) return -1
  return isWord(tokens[next]) && !isDullEnglish(tokens[next]!) ? next : -1
}

/**
 * The noun phrases of an English line: runs of adjectives and nouns, joined by "of", "with" and places. Articles and words that
 * say nothing ("nice", "picture") are left out. Adjectives alone ("blue", "gentle") are phrases too: colour and mood are asked so.
 */
export const readEnglishPhrases = (tokens: readonly Token[]): Token[][] => {
  const phrases: Token[][] = []
  for (let at = 0; at < tokens.length; at++) {
    if (!isWord(tokens[at])) continue
    const words: Token[] = []
    let joined = false
    for (;;) {
      while (isWord(tokens[at])) words.push(tokens[at++]!)
      const next = joined || words.every(isDullEnglish) ? -1 : readJoin(tokens, at)
      if (next < 0) break
      words.push(...tokens.slice(at, next))
      joined = true
      at = next
    }
    const kept = words.filter((word) => !isDullEnglish(word))
    while (/^(?:of|with|in|on|at|the)$/.test(kept[0]?.base ?? '')) kept.shift()
    if (kept.some((word) => word.kind !== 'number') && kept.length <= MOST_WORDS) phrases.push(kept)
    else if (kept.length > MOST_WORDS) phrases.push(kept.slice(-2))
  }
  return phrases
}
