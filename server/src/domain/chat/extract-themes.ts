import { readEnglishPhrases } from './english-phrases.ts'
import { fold } from './fold.ts'
import { readChange, readPhrase } from './japanese-phrases.ts'
import { type Theme, themeFrom } from './theme-key.ts'
import type { Analyser, Token } from './token.ts'
import { asksFor, isAmount, isDullJapanese, isGreeting, speaksAgainst } from './wish-words.ts'

/** Themes taken from one line: the first ones. */
const MOST_THEMES = 4
const LONGEST_BARE_ENGLISH = 7

const KANA_OR_KANJI = /[ぁ-ゖァ-ヺ一-鿿]/

type Found = { phrases: Token[][] /** The line holds nothing but phrases and small words. */; bare: boolean }

const BARE_JA = new Set<Token['kind']>([
  'particle',
  'auxiliary',
  'symbol',
  'interjection',
  'suffix',
  'other',
  'number',
  'prefix',
  'dependent',
])
const BARE_ADVERBS = new Set([
  'もっと',
  'やっぱり',
  'やはり',
  'やっぱ',
  'あと',
  'ぜひ',
  '是非',
  '絶対',
  'とりあえず',
  'むしろ',
  'そして',
])

const findJapanese = (tokens: readonly Token[]): Found => {
  const phrases: Token[][] = []
  let bare = true
  for (let at = 0; at < tokens.length; ) {
    const change = readChange(tokens, at)
    const phrase = change === null ? readPhrase(tokens, at) : null
    if (change !== null) phrases.push([change])
    if (phrase !== null && phrase.words.length > 0) phrases.push(phrase.words)
    const token = tokens[at]!
    if (phrase !== null) bare &&= phrase.words.length > 0 || isAmount(token)
    else if (!BARE_JA.has(token.kind) && !BARE_ADVERBS.has(token.surface)) bare = false
    at = phrase?.end ?? (change === null ? at + 1 : at + 2)
  }
  return { phrases, bare }
}

const BARE_EN = new Set<Token['kind']>([
  'noun',
  'adjective',
  'adnominal',
  'particle',
  'number',
  'symbol',
  'person',
])

const findEnglish = (tokens: readonly Token[]): Found => ({
  phrases: readEnglishPhrases(tokens),
  bare:
    tokens.every((token) => BARE_EN.has(token.kind)) &&
    tokens.filter((token) => token.kind !== 'symbol').length <= LONGEST_BARE_ENGLISH,
})

const findPhrases = (text: string, analyser: Analyser): Found => {
  const tokens = analyser.analyse(text)
  return KANA_OR_KANJI.test(text) ? findJapanese(tokens) : findEnglish(tokens)
}

/**
 * What a normalised line asks to be painted: noun phrases with their modifiers, in the order they were said, each once. A
 * line asks when it says so (「描いて」「がいい」, "draw", "please") or is nothing but the phrase itself; anything else is talk: [].
 */
export const extractThemes = (text: string, analyser: Analyser): Theme[] => {
  if (isGreeting(text) || speaksAgainst(text)) return []
  const { phrases, bare } = findPhrases(text, analyser)
  if (phrases.length === 0 || !(bare || asksFor(text))) return []
  const themes = new Map<string, Theme>()
  for (const phrase of phrases) {
    const theme = phrase.every(isDullJapanese) ? null : themeFrom(phrase)
    if (theme !== null && !themes.has(theme.key)) themes.set(theme.key, theme)
  }
  return [...themes.values()].slice(0, MOST_THEMES)
}

/** The theme that a whole text names (a producer's or a plan's own words), so that it meets what chat says. */
export const themeOf = (text: string, analyser: Analyser): Theme => {
  const { phrases } = findPhrases(text, analyser)
  const theme = themeFrom(phrases.length === 1 ? phrases[0]! : analyser.analyse(text))
  return theme === null ? { key: fold(text), sound: fold(text), known: true, text } : { ...theme, text }
}
