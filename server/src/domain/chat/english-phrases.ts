import type { Token } from './token.ts'
import { isDull, words } from './wish-words.ts'

const MOST_WORDS = 9
const MOST_JOINS = 2

const isWord = (token: Token | undefined): boolean =>
  token !== undefined && WORDS.has(token.kind) && (token.lang === 'en' || token.kind !== 'number')
const WORDS = new Set<Token['kind']>(['noun', 'adjective', 'number', 'person', 'quality'])

const JOINS = words(
  'of with in on at over under by near beside behind above below between into through across around from inside among against along underneath',
)
/** No places: what is said about the stream, or by whom. */
const DETERMINERS = words('this that these those my your his her its our their')
const isDeterminer = (token: Token | undefined): boolean =>
  token?.kind === 'adnominal' || DETERMINERS.has(token?.base ?? '')

const isParticiple = (token: Token | undefined): boolean => /^[a-z-]{2,}ing$/.test(token?.base ?? '')

/** "girl with cat ears", "lighthouse in a storm", "fox riding a bike": where the phrase goes on, or -1. */
const readJoin = (tokens: readonly Token[], at: number): number => {
  const joins = JOINS.has(tokens[at]?.base ?? '')
  if (!joins && !(isParticiple(tokens[at - 1]) && isDeterminer(tokens[at]))) return -1
  let next = joins ? at + 1 : at
  while (isDeterminer(tokens[next])) next++
  return isWord(tokens[next]) && !isDull(tokens[next]!) ? next : -1
}

/** "im starving", "better than cats": what is said of someone or compared is no wish. */
const SAYS_OF = words("im i'm am is are was were look looks looked feel feels felt its it's so very too than")
const isSaidOf = (tokens: readonly Token[], at: number): boolean =>
  SAYS_OF.has(tokens[at - 1]?.surface.toLowerCase() ?? '')

const COLOURS = words('color colors colour colours')
/** "warmer colors" is a wish, "colors" is none. */
const saysNothing = (word: Token, at: number, all: readonly Token[]): boolean =>
  isDull(word) &&
  !(COLOURS.has(word.surface.toLowerCase()) && all[at - 1]?.kind === 'adjective' && !isDull(all[at - 1]!))

const isRepeat = (word: Token, at: number, all: readonly Token[]): boolean =>
  at > 0 && all[at - 1]!.base === word.base

/** "give the dragon bigger wings" names two things, "make the sky purple" one. */
const startsAnother = (tokens: readonly Token[], at: number, last: Token | undefined): boolean =>
  last?.kind === 'noun' &&
  tokens[at]!.kind === 'adjective' &&
  !isParticiple(tokens[at]) &&
  tokens[at + 1]?.kind === 'noun'

/** The words of one phrase from `start`, and the index behind them. */
const readWords = (tokens: readonly Token[], start: number): { words: Token[]; end: number } => {
  const found: Token[] = []
  let at = start
  for (let joins = 0; ; joins++) {
    while (isWord(tokens[at]) && !startsAnother(tokens, at, found.at(-1))) found.push(tokens[at++]!)
    const next = joins === MOST_JOINS || found.every(isDull) ? -1 : readJoin(tokens, at)
    if (next < 0) return { words: found, end: at }
    found.push(...tokens.slice(at, next))
    at = next
  }
}

/**
 * The noun phrases of an English line: runs of adjectives and nouns, joined by prepositions and participles. Articles in front
 * and words that say nothing ("nice", "picture") are left out. Adjectives alone ("blue", "gentle") are phrases too: colour and
 * mood are asked so.
 */
export const readEnglishPhrases = (tokens: readonly Token[]): Token[][] => {
  const phrases: Token[][] = []
  for (let at = 0; at < tokens.length; ) {
    if (!isWord(tokens[at])) {
      at++
      continue
    }
    const { words: found, end } = readWords(tokens, at)
    const kept = found.filter(
      (word, index, all) => !saysNothing(word, index, all) && !isRepeat(word, index, all),
    )
    while (kept.length > 0 && !isWord(kept[0])) kept.shift()
    const isPraise = kept.every(({ key }) => key === 'cute') && tokens[at - 1]?.base !== 'it'
    const isPredicate = isSaidOf(tokens, at) && found.every(({ kind }) => kind === 'adjective')
    if (!isPraise && !isPredicate && kept.some(({ kind }) => kind !== 'number'))
      phrases.push(kept.length > MOST_WORDS ? kept.slice(-2) : kept)
    at = end
  }
  return phrases
}
