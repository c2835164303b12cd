import { EN_ABUSE, EN_HARMLESS, EN_SEXUAL, EN_SLURS, EN_STRONG, EN_TORN } from './banned-english.ts'
import { anyOf, type Lists, type WordReason, worstOf } from './banned-lists.ts'
import { joinSpacedOut, plainLetters, withoutLeet, withoutSigns } from './disguise.ts'
import { badEnglish } from './english-matcher.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

const ENGLISH_SLURS = new Set([
  'abo',
  'arabush',
  'chingchong',
  'dyke',
  'fag',
  'kike',
  'negro',
  'nigger',
  'retard',
  'spastic',
  'tranny',
  'boonga',
  'africoon',
])
const ENGLISH_ABUSE = new Set([
  'bastard',
  'bitch',
  'bollocks',
  'fuck',
  'piss',
  'prick',
  'scat',
  'shit',
  'twat',
  'turd',
  'cunt',
  'ass',
  'dick',
])

/** 'f**k', 'n***er': first and last letter as they are, those between them perhaps starred. */
const starred = (word: string): string =>
  [...word]
    .map((letter, at) => (at === 0 || at === word.length - 1 ? letter : `[${letter}*#%@!_•·-]`))
    .join('')
/** 'fu ck', 'nig ger': one blank inside. */
const torn = (word: string): string =>
  [...word]
    .slice(1)
    .map((_, at) => `${word.slice(0, at + 1)} ${word.slice(at + 1)}`)
    .join('|')

const phrases = (parts: readonly string[]): RegExp => new RegExp(`\\b(?:${parts.join('|')})(?![a-z])`)
const LISTS: Lists = {
  slur: phrases([...EN_SLURS, ...EN_STRONG.slur.map(starred), ...EN_TORN.slur.map(torn)]),
  sexual: phrases([...EN_SEXUAL, ...EN_STRONG.sexual.map(starred), ...EN_TORN.sexual.map(torn)]),
  abuse: phrases([...EN_ABUSE, ...EN_STRONG.abuse.map(starred), ...EN_TORN.abuse.map(torn)]),
}
const ANY = anyOf(LISTS)
const HARMLESS = new RegExp(phrases(EN_HARMLESS), 'g')

/** A dash stays where a harmless phrase was, so that its neighbours do not grow together into something else. */
const withoutHarmless = (text: string): string => text.replace(HARMLESS, ' – ')

const wordIn = (text: string): WordReason | null =>
  ANY.test(text) ? worstOf(LISTS, withoutHarmless(text)) : null

export const withoutHarmlessEnglish = (plain: string): string => {
  const text = plainLetters(plain)
  const rest = withoutHarmless(text)
  return rest === text ? plain : rest
}

/** What obscenity's data set finds; what it is called there says which kind of word it is. */
const knownWord = (text: string): WordReason | null => {
  const words = badEnglish(text).length === 0 ? [] : badEnglish(withoutHarmless(text))
  if (words.length === 0) return null
  if (words.some((word) => ENGLISH_SLURS.has(word))) return 'slur'
  return words.every((word) => ENGLISH_ABUSE.has(word)) ? 'abuse' : 'sexual'
}

/** Signs and digits that a word may hide behind, or a letter drawn out. */
const HAS_DISGUISE = /[a-z][^a-z\s'ぁ-ヿ一-龯]|[^a-z\s'ぁ-ヿ一-龯][a-z]|([a-z])\1\1| [^\p{L}\p{N}\s]+ /u

const mayBeDisguised = (text: string): boolean => {
  const { digits, signs, wide, odd, stretched } = MADE_OF
  return isMadeOf(makeup(text), digits | signs | wide | odd | stretched) && HAS_DISGUISE.test(text)
}

/** The worst that a cleaned line says in English; null for nothing. */
export const readEnglish = (plain: string): WordReason | null => {
  const text = plainLetters(plain)
  const joined = joinSpacedOut(text)
  return (
    wordIn(text) ??
    (joined === text ? null : wordIn(joined)) ??
    (mayBeDisguised(text) ? wordIn(withoutLeet(withoutSigns(joined))) : null) ??
    knownWord(joined)
  )
}
