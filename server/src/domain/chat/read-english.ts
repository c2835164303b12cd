import { EN_ABUSE, EN_HARMLESS, EN_SEXUAL, EN_SLURS, EN_STRONG, EN_TORN } from './banned-english.ts'
import { type Lists, listsOf, type WordReason, worstOf } from './banned-lists.ts'
import { joinSpacedOut, plainLetters, withoutLeet, withoutSigns } from './disguise.ts'
import { badEnglish } from './english-matcher.ts'
import { sieve } from './sieve.ts'

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


const LISTS: Lists = { slur: EN_SLURS, sexual: EN_SEXUAL, abuse: EN_ABUSE }
/** Words begin and end somewhere; without that every text holds a piece of one. */
const mayHold = sieve(Object.values(LISTS).map(({ source }) => `[^a-z0-9](?:${source})[^a-z]`))

/** 'f**k', 'n***er': first and last letter as they are, at least one between them starred (that there is a star is known). */
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
const whole = (words: readonly string[]): RegExp => new RegExp(`(?<![a-z])(?:${words.join('|')})(?![a-z])`)
const STARRED = listsOf(EN_STRONG, (words: readonly string[]) => whole(words.map(starred)))
const STRONG = listsOf(EN_STRONG, (words: readonly string[]) => whole(words))
const TORN = listsOf(EN_TORN, (words: readonly string[]) => whole(words.map(torn)))
const HAS_STAR = /[a-z][*#%@!_•·-]{1,6}[a-z]/

const wordIn = (text: string): WordReason | null => (mayHold(` ${text} `) ? worstOf(LISTS, text) : null)

/** What obscenity's data set finds; what it is called there says which kind of word it is. */
const knownWord = (text: string): WordReason | null => {
  const words = badEnglish(text)
  if (words.length === 0) return null
  if (words.some((word) => ENGLISH_SLURS.has(word))) return 'slur'
  return words.every((word) => ENGLISH_ABUSE.has(word)) ? 'abuse' : 'sexual'
}

/** The worst that a cleaned line says in English; null for nothing. */
export const readEnglish = (plain: string): WordReason | null => {
  // A dash stays where a harmless phrase was, so that its neighbours do not grow together into something else.
  const text = plainLetters(plain).replace(EN_HARMLESS, ' – ')
  const joined = joinSpacedOut(text)
  const bare = withoutLeet(withoutSigns(joined))
  return (
    wordIn(text) ??
    (joined === text ? null : wordIn(joined)) ??
    (bare === joined ? null : (wordIn(bare) ?? worstOf(STRONG, bare))) ??
    (HAS_STAR.test(text) ? worstOf(STARRED, text) : null) ??
    worstOf(TORN, text) ??
    knownWord(joined)
  )
}
