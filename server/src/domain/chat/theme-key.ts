import { fold } from './fold.ts'
import { conceptOf } from './paint-words.ts'
import type { Token } from './token.ts'

/** What viewers ask for. `key`: the same for trivial variants (case, width, kana, plural, 猫 and cat); `text`: as it was said. */
export type Theme = { key: string; text: string }

/** UTF-16 units of a theme's text. */
const LONGEST_THEME = 40
/** Words that one concept may span: 男の子, お月様. */
const LONGEST_CONCEPT = 3

const SAYS_NOTHING = new Set<Token['kind']>([
  'particle',
  'auxiliary',
  'symbol',
  'interjection',
  'adnominal',
  'other',
])
const saysNothing = (token: Token): boolean =>
  SAYS_NOTHING.has(token.kind) && !(token.lang === 'ja' && token.kind === 'adnominal')

const spelling = (token: Token): string => (token.lang === 'en' ? token.base : token.surface)

/** IPADIC knows places by names that chat means as phrases (夜の森 is a town): the parts, where any is known. */
const partsOf = (word: string): string | null => {
  const parts = word.split('の')
  if (parts.length < 2 || parts.every((part) => conceptOf(part) === null)) return null
  return parts.map((part) => conceptOf(part) ?? part).join(' ')
}

const wordOf = (token: Token): string => {
  const surface = fold(token.surface)
  const base = fold(token.base)
  return conceptOf(surface) ?? conceptOf(base) ?? partsOf(surface) ?? (base || surface)
}

/** The key of a run of words: concepts where they are known, else folded dictionary forms, in order, one space between. */
export const keyOf = (tokens: readonly Token[]): string => {
  const words: string[] = []
  for (let at = 0; at < tokens.length; ) {
    let taken = 0
    for (let span = Math.min(LONGEST_CONCEPT, tokens.length - at); span > 1 && taken === 0; span--) {
      const concept = conceptOf(
        fold(
          tokens
            .slice(at, at + span)
            .map(spelling)
            .join(''),
        ),
      )
      if (concept === null) continue
      words.push(concept)
      taken = span
    }
    if (taken === 0) {
      const token = tokens[at]!
      const word = saysNothing(token) ? '' : wordOf(token)
      if (word !== '') words.push(word)
      taken = 1
    }
    at += taken
  }
  return words.join(' ')
}

/** Words as they are written: Japanese without gaps, Latin words apart. */
export const joinWords = (tokens: readonly Token[]): string =>
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
  return key === '' || text.length > LONGEST_THEME ? null : { key, text }
}
