import {
  JA_ABUSE,
  JA_AS_WRITTEN,
  JA_DIE,
  JA_HARMLESS,
  JA_HIDDEN,
  JA_SEXUAL,
  JA_SLURS,
} from './banned-japanese.ts'
import { anyOf, type Lists, listsOf, type WordReason, worstOf } from './banned-lists.ts'
import { quick } from './chat-expressions.ts'
import { digitsAsKana, joinKana, largeKana, plainKana, readAsDrawn } from './disguise.ts'
import { fold } from './fold.ts'
import { JA_ABUSE_FAMILIES, JA_SEXUAL_FAMILIES, JA_SLUR_FAMILIES } from './japanese-families.ts'
import type { Expression } from './quick-expression.ts'

const kana = (parts: readonly string[], flags = 'u'): RegExp => new RegExp(plainKana(parts.join('|')), flags)

const HARMLESS = kana(JA_HARMLESS, 'gu')
const LISTS: Lists = listsOf<readonly string[], RegExp>(
  {
    slur: [...JA_SLURS, ...JA_SLUR_FAMILIES],
    sexual: [...JA_SEXUAL, ...JA_SEXUAL_FAMILIES],
    abuse: [...JA_ABUSE, ...JA_ABUSE_FAMILIES, JA_DIE],
  },
  (words) => kana(words),
)
const ANY = anyOf(LISTS)
const AS_WRITTEN = listsOf<RegExp, Expression>(JA_AS_WRITTEN, quick)

const SIGN = '[○〇●◯◎*×✕✖_□■△▲x]'
/** The word with one of its letters behind a sign. */
const hidden = (word: string): string =>
  [...word]
    .map((_, at, letters) => letters.map((letter, place) => (place === at ? SIGN : letter)).join(''))
    .join('|')
const HIDDEN = listsOf<readonly string[], RegExp>(JA_HIDDEN, (words) => kana(words.map(hidden)))
const HAS_SIGN = new RegExp(SIGN, 'u')

const wordIn = (folded: string): WordReason | null =>
  // A mark stays where a harmless word was, so that its neighbours do not grow together into something else.
  ANY.test(folded) ? worstOf(LISTS, folded.replace(HARMLESS, '＿')) : null

/** Small letters and hiragana, a mark in the place of each harmless word; the line itself where it holds none. */
export const withoutHarmlessJapanese = (plain: string): string => {
  const folded = plainKana(plain)
  const rest = folded.replace(HARMLESS, '＿')
  return rest === folded ? plain : rest
}

/** The worst that a cleaned line says in Japanese; null for nothing. */
export const readJapanese = (plain: string): WordReason | null => {
  const read = readAsDrawn(joinKana(plain))
  const asWritten = worstOf(AS_WRITTEN, plain) ?? (read === plain ? null : worstOf(AS_WRITTEN, read))
  if (asWritten !== null) return asWritten
  const folded = largeKana(fold(read))
  const found = wordIn(folded)
  if (found !== null) return found
  // Digits among kana: only what is long enough, for many counts hold a piece of a slur.
  const counted = digitsAsKana(folded)
  const word = counted === folded ? null : wordIn(counted)
  if (word === 'sexual' || word === 'abuse') return word
  return HAS_SIGN.test(read) ? worstOf(HIDDEN, plainKana(read).replaceAll(' ', '')) : null
}
