import { makeToken } from './make-token.ts'
import type { Token } from './token.ts'
import { isDullJapanese, isHonorific, isPictureWord, isPlace } from './wish-words.ts'

/** Words of one noun phrase, and the index after its last. */
export type Phrase = { words: Token[]; end: number }

/** Beyond this a phrase is a sentence: only its last noun is kept. */
const LONGEST_PHRASE = 20
const MOST_JOINS = 3

const isNoun = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind === 'noun' || token.kind === 'person' || (token.lang === 'en' && token.kind === 'adjective'))

const startsNoun = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at]
  if (isNoun(token) || token?.kind === 'number' || token?.kind === 'quality') return true
  return token?.kind === 'prefix' && startsNoun(tokens, at + 1)
}

/** A run of nouns with what is glued to them (お城, 猫耳, 3匹, ドット絵風); honorifics fall off. */
const readNouns = (tokens: readonly Token[], start: number): Phrase | null => {
  if (!startsNoun(tokens, start)) return null
  let end = start
  while (tokens[end]?.kind === 'prefix') end++
  for (;;) {
    const token = tokens[end]
    const goesOn =
      isNoun(token) || token?.kind === 'number' || token?.kind === 'suffix' || token?.kind === 'quality'
    // りんごお願い is an apple, not a compound.
    if (!goesOn || (end > start && isDullJapanese(token!))) break
    end++
  }
  const words = tokens.slice(start, end)
  while (words.length > 1 && isHonorific(words.at(-1)!)) words.pop()
  return { words, end }
}

/** The index after a verb or adjective that stands before a noun: 飛ぶ, 飛んでいる, かぶった, 長い; else -1. */
const readAttributive = (tokens: readonly Token[], start: number): number => {
  const first = tokens[start]
  if (first?.kind !== 'verb' && first?.kind !== 'adjective') return -1
  if (
    first.lang === 'en' ||
    /^(?:いる|ある|する|なる|できる|思う|言う|いう|いい|良い|よい|ない|無い|ほしい|欲しい)$/.test(first.base)
  )
    return -1
  let at = start
  while (tokens[at + 1]?.kind === 'auxiliary' || /^[てで]$/.test(tokens[at + 1]?.surface ?? '')) {
    at++
    if (/^(?:です|ます|たい|ない|ん|ください|下さい|ほしい|欲しい|もらう|くれる)$/.test(tokens[at]!.base))
      return -1
  }
  return tokens[at]!.attributive && startsNoun(tokens, at + 1) ? at + 1 : -1
}

/** 田中さん is spoken to; くまさん is a bear. */
const isAddressed = (tokens: readonly Token[], { words, end }: Phrase): boolean =>
  words.some((word) => word.kind === 'person') && isHonorific(tokens[end - 1]!)

/** What may come before the noun: 赤い, 大きな, 静かな, ふわふわの, 光る; the index after it, or -1. */
const readModifier = (tokens: readonly Token[], at: number): number => {
  const token = tokens[at]
  if (token?.kind === 'adnominal' && token.lang === 'ja')
    return /^(?:この|その|あの|どの|こんな|そんな|あんな|どんな|同じ|ある|いわゆる)$/.test(token.surface)
      ? -1
      : at + 1
  const next = tokens[at + 1]?.surface
  if (token?.kind === 'quality' || token?.kind === 'adverb')
    if ((next === 'な' || next === 'の') && !isDullJapanese(token) && startsPhrase(tokens, at + 2))
      return at + 2
  return readAttributive(tokens, at)
}

const startsPhrase = (tokens: readonly Token[], at: number): boolean =>
  startsNoun(tokens, at) || readModifier(tokens, at) > 0

/** の, a place with に (右上に月), or a clause (空を飛ぶ鳥): where the phrase goes on, or -1. */
const readJoin = (tokens: readonly Token[], at: number, nouns: readonly Token[]): number => {
  const particle = tokens[at]?.surface
  if (particle === 'な' && nouns.at(-1)?.surface === '的') return startsPhrase(tokens, at + 1) ? at + 1 : -1
  if (tokens[at]?.base === 'っぽい') return startsPhrase(tokens, at + 1) ? at + 1 : -1
  if (particle === 'の') {
    if (
      tokens[at + 1]?.kind === 'dependent' &&
      tokens[at + 2]?.surface === 'の' &&
      startsPhrase(tokens, at + 3)
    )
      return at + 3
    return startsPhrase(tokens, at + 1) ? at + 1 : -1
  }
  if (particle === 'に' && isPlace(nouns) && startsPhrase(tokens, at + 1)) return at + 1
  if (/^[をにがで]$/.test(particle ?? '')) {
    const after = readAttributive(tokens, at + 1)
    return after > 0 ? after : -1
  }
  return -1
}

/** Takes off a head that only says "picture of": 猫の絵 is 猫, 優しい感じ is 優しい. */
const withoutPictureWord = (words: Token[]): Token[] => {
  const kept = [...words]
  while (kept.length > 0 && isPictureWord(kept.at(-1)!)) {
    kept.pop()
    while (kept.at(-1)?.kind === 'particle' || kept.at(-1)?.base === 'だ') kept.pop()
  }
  return kept
}

/** The noun phrase with its modifiers that starts at `start`, or null where none does. */
export const readPhrase = (tokens: readonly Token[], start: number): Phrase | null => {
  let at = start
  let joins = 0
  let last: Phrase | null = null
  for (;;) {
    for (let after = readModifier(tokens, at); after > 0 && after > at; after = readModifier(tokens, at))
      at = after
    const nouns = readNouns(tokens, at)
    if (nouns === null) break
    const dull = nouns.words.every(
      (word) => isDullJapanese(word) || word.kind === 'number' || word.kind === 'suffix',
    )
    if (dull && last === null && at === start) {
      const goesOn = nouns.words.some((word) => word.kind === 'number') && tokens[nouns.end]?.surface === 'の'
      if (!goesOn) return { words: [], end: nouns.end }
    }
    if (isAddressed(tokens, nouns) || (isPlace(nouns.words) && tokens[nouns.end]?.surface === 'は'))
      return { words: [], end: nouns.end }
    last = nouns
    at = nouns.end
    const joined = joins < MOST_JOINS ? readJoin(tokens, at, nouns.words) : -1
    if (joined < 0) break
    joins++
    at = joined
  }
  if (last === null) return null
  const whole = tokens.slice(start, last.end - trailing(tokens, last))
  const words = joinedLength(whole) > LONGEST_PHRASE ? last.words : whole
  const kept = withoutPictureWord(words)
  return { words: kept.every(isDullJapanese) ? [] : kept, end: last.end }
}

/** Honorifics that `readNouns` dropped from the end. */
const trailing = (tokens: readonly Token[], nouns: Phrase): number => {
  let dropped = 0
  while (nouns.words.at(-1) !== tokens[nouns.end - 1 - dropped]) dropped++
  return dropped
}

const joinedLength = (words: readonly Token[]): number =>
  words.reduce((sum, word) => sum + word.surface.length, 0)

/** 「もっと青くして」: the quality that is asked for, as its dictionary form; null elsewhere. */
export const readChange = (tokens: readonly Token[], at: number): Token | null => {
  const word = tokens[at]
  if (
    word?.kind !== 'adjective' ||
    word.lang !== 'ja' ||
    !word.surface.endsWith('く') ||
    isDullJapanese(word)
  )
    return null
  return tokens[at + 1]?.base === 'する'
    ? makeToken({ ...word, surface: word.base, attributive: true })
    : null
}
