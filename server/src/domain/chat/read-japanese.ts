import { JA_ABUSE, JA_AS_WRITTEN, JA_DIE, JA_HARMLESS, JA_HIDDEN, JA_SEXUAL, JA_SLURS } from './banned-japanese.ts'
import { type Lists, listsOf, type WordReason, worstOf } from './banned-lists.ts'
import { joinKana, otherSpellings, plainKana, readAsDrawn } from './disguise.ts'
import { sieve } from './sieve.ts'

const kana = (parts: readonly string[], flags = 'u'): RegExp => new RegExp(plainKana(parts.join('|')), flags)

const HARMLESS = kana(JA_HARMLESS, 'gu')
const LISTS: Lists = listsOf({ slur: JA_SLURS, sexual: JA_SEXUAL, abuse: [...JA_ABUSE, JA_DIE] }, (words) => kana(words))
const mayHold = sieve(Object.values(LISTS).map(({ source }) => source))

const SIGN = '[○〇●◯◎*×✕✖_□■△▲x]'
/** The word with one of its letters behind a sign. */
const hidden = (word: string): string =>
  [...word]
    .map((_, at, letters) => letters.map((letter, place) => (place === at ? SIGN : letter)).join(''))
    .join('|')
const HIDDEN = listsOf(JA_HIDDEN, (words: readonly string[]) => kana(words.map(hidden)))
const HAS_SIGN = new RegExp(SIGN, 'u')

const wordIn = (folded: string): WordReason | null =>
  // A mark stays where a harmless word was, so that its neighbours do not grow together into something else.
  mayHold(folded) ? worstOf(LISTS, folded.replace(HARMLESS, '＿')) : null

/** The worst that a cleaned line says in Japanese; null for nothing. */
export const readJapanese = (plain: string): WordReason | null => {
  const read = readAsDrawn(joinKana(plain))
  const asWritten = worstOf(JA_AS_WRITTEN, plain) ?? (read === plain ? null : worstOf(JA_AS_WRITTEN, read))
  if (asWritten !== null) return asWritten
  const heard = plainKana(read)
  const folded = heard.replace(/[^\p{L}\p{N}ー]/gu, '')
  const found = wordIn(folded)
  if (found !== null) return found
  // In another spelling only what is long enough: of a slur too many words hold a piece (結びつこう).
  for (const spelling of otherSpellings(folded)) {
    const word = wordIn(spelling)
    if (word === 'sexual' || word === 'abuse') return word
  }
  return HAS_SIGN.test(heard) ? worstOf(HIDDEN, heard.replaceAll(' ', '')) : null
}
