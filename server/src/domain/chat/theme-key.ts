import { conceptOf, mayBeginConcept } from './paint-words.ts'
import type { Token } from './token.ts'

/**
 * What viewers ask for. `key`: the same for trivial variants (case, width, kana, plural, 猫 and cat); `sound`: how
 * it is read, folded; `known`: dictionaries have all its words; `text`: as it was said.
 */
export type Theme = { key: string; sound: string; known: boolean; text: string }

/** UTF-16 units of a theme's text. */
const LONGEST_THEME = 40
/** Words that one concept may span: 男の子, お月様. */
const LONGEST_CONCEPT = 3

/** The concept that several words from `at` on name together, and where they end. */
const conceptAt = (tokens: readonly Token[], at: number): { concept: string | null; end: number } => {
  const longest = mayBeginConcept(tokens[at]!.folded) ? LONGEST_CONCEPT : 1
  for (let end = Math.min(at + longest, tokens.length); end > at + 1; end--) {
    let folded = ''
    for (let each = at; each < end; each++) folded += tokens[each]!.folded
    const concept = conceptOf(folded)
    if (concept !== null) return { concept, end }
  }
  return { concept: null, end: at + 1 }
}

/** The key of a run of words: concepts where they are known, else each word's own, in order, one space between. */
const keyOf = (tokens: readonly Token[]): string => {
  let words = ''
  for (let at = 0; at < tokens.length; ) {
    const { concept, end } = conceptAt(tokens, at)
    const word = concept ?? tokens[at]!.key
    if (word !== '') words += words === '' ? word : ` ${word}`
    at = end
  }
  return words
}

/** Words as they are written: Japanese without gaps, Latin words apart. */
const joinWords = (tokens: readonly Token[]): string =>
  tokens.reduce(
    (text, token, at) =>
      token.lang === 'en' && tokens[at - 1]?.lang === 'en'
        ? `${text} ${token.surface}`
        : text + token.surface,
    '',
  )

export const themeFrom = (tokens: readonly Token[]): Theme | null => {
  const key = keyOf(tokens)
  const text = joinWords(tokens)
  if (key === '' || text.length > LONGEST_THEME) return null
  const sound = tokens.reduce((sounds, token) => sounds + token.sound, '')
  return { key, sound, known: tokens.every(({ known }) => known), text }
}
