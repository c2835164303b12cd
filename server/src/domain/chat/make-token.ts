import { fold } from './fold.ts'
import { conceptOf } from './paint-words.ts'
import type { Token } from './token.ts'

type Word = Omit<Token, 'folded' | 'key' | 'sound'>

const SAYS_NOTHING = new Set<Token['kind']>([
  'particle',
  'auxiliary',
  'symbol',
  'interjection',
  'adnominal',
  'other',
])
const saysNothing = ({ lang, kind }: Word): boolean =>
  SAYS_NOTHING.has(kind) && !(lang === 'ja' && kind === 'adnominal')

/** IPADIC knows places by names that chat means as phrases (夜の森 is a town): the parts, where any is known. */
const partsOf = (word: string): string | null => {
  const parts = word.split('の')
  if (parts.length < 2 || parts.every((part) => conceptOf(part) === null)) return null
  return parts.map((part) => conceptOf(part) ?? part).join(' ')
}

/** The concept a word names, or else its folded dictionary form. */
const readKey = (word: Word): string => {
  const surface = fold(word.surface)
  const base = fold(word.base)
  return conceptOf(surface) ?? conceptOf(base) ?? partsOf(surface) ?? (base || surface)
}

/** A word as the analyser found it, with what it is compared by: made once for each word of a dictionary. */
export const makeToken = (word: Word): Token => ({
  ...word,
  folded: fold(word.lang === 'en' ? word.base : word.surface),
  key: saysNothing(word) ? '' : readKey(word),
  sound: fold(word.reading || word.surface),
})
