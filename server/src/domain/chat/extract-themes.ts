import { quick } from './chat-expressions.ts'
import { readEnglishPhrases } from './english-phrases.ts'
import { fold } from './fold.ts'
import { type Phrase, readChange, readPhrase } from './japanese-phrases.ts'
import { makeToken } from './make-token.ts'
import { conceptOf } from './paint-words.ts'
import { type Theme, themeFrom } from './theme-key.ts'
import type { Analyser, Token } from './token.ts'
import { asksByVerb } from './wish-verbs.ts'
import { asksFor, isAmount, isDull, isGreeting, isStatement, words } from './wish-words.ts'
import { wishedPart } from './wished-part.ts'

/** Themes taken from one line: the first ones. */
const MOST_THEMES = 4
const LONGEST_BARE_ENGLISH = 9

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
/** How much it is wanted: stands before a noun without being part of it. */
const INTENSIFIERS = words(
  'もっと もう もうちょい すごく とても やっぱり やはり やっぱ あと ぜひ 是非 絶対 断然 とりあえず むしろ そして それと めっちゃ めちゃ 超 マジ まじ ガチ',
)

/** ピンクにして, 満月に変えて, and 青に at the end. */
const isTurnedInto = (tokens: readonly Token[], start: number): boolean => {
  const into = readPhrase(tokens, start)
  if (into === null || tokens[into.end]?.surface !== 'に') return false
  const verb = tokens[into.end + 1]
  return verb === undefined || verb.kind === 'symbol' || /^(?:する|変える|かえる)$/.test(verb.base)
}

/** 髪の色は銀がいい, 髪をピンクにして: the topic of what is asked, and not asked itself. */
const isTopic = (tokens: readonly Token[], end: number): boolean => {
  if (tokens[end]?.surface === 'を') return isTurnedInto(tokens, end + 1)
  if (tokens[end]?.surface !== 'は') return false
  for (let at = end + 1; at < tokens.length && tokens[at]!.kind !== 'symbol'; at++) {
    const later = readPhrase(tokens, at)
    if (later !== null) return later.words.length > 0
  }
  return false
}

/** 無難に, どっち: how, and how much of it; nothing by itself. */
const isManner = (tokens: readonly Token[], at: number): boolean =>
  isAmount(tokens[at]!) || (tokens[at]!.kind === 'quality' && tokens[at + 1]?.surface === 'に')

/** 空を青くして is a blue sky. */
const turned = (
  tokens: readonly Token[],
  { words: nouns, end }: Phrase,
): { words: Token[]; end: number } | null => {
  const change = tokens[end]?.surface === 'を' ? readChange(tokens, end + 1) : null
  return change?.length === 1 ? { words: [...change, ...nouns], end: end + 3 } : null
}

/** もう一匹. */
const isCount = (tokens: readonly Token[]): boolean =>
  tokens.every(({ kind }) => kind === 'number' || kind === 'suffix')

type Reading = { words: Token[]; end: number; bare: boolean }

/** What stands at `at`: the words of a wish, or [] for what is none; and whether a line of such is nothing but its wishes. */
const readAt = (tokens: readonly Token[], at: number): Reading => {
  const token = tokens[at]!
  if (INTENSIFIERS.has(token.surface)) return { words: [], end: at + 1, bare: true }
  const change = readChange(tokens, at)
  if (change !== null) return { words: change, end: at + 2, bare: true }
  if (isManner(tokens, at)) return { words: [], end: at + 1, bare: true }
  const phrase = readPhrase(tokens, at)
  if (phrase === null) return { words: [], end: at + 1, bare: BARE_JA.has(token.kind) }
  const { words: nouns, end } = turned(tokens, phrase) ?? phrase
  const said = isTopic(tokens, end) ? [] : nouns
  return {
    words: said,
    end,
    bare: nouns.length > 0 || tokens[end]?.surface === 'より' || isCount(tokens.slice(at, end)),
  }
}

const findJapanese = (tokens: readonly Token[]): Found => {
  const phrases: Token[][] = []
  let bare = true
  for (let at = 0; at < tokens.length; ) {
    const found = readAt(tokens, at)
    if (found.words.length > 0) phrases.push(found.words)
    bare &&= found.bare
    at = found.end
  }
  return { phrases, bare: bare || asksByVerb(tokens) }
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

const BARE_EN_WORDS = words('everywhere instead again now please pls plz too')

const findEnglish = (tokens: readonly Token[]): Found => ({
  phrases: readEnglishPhrases(tokens),
  bare:
    tokens.every((token) => BARE_EN.has(token.kind) || BARE_EN_WORDS.has(token.base)) &&
    tokens.filter((token) => token.kind !== 'symbol').length <= LONGEST_BARE_ENGLISH,
})

const NAMES = new Set<Token['kind']>(['noun', 'person', 'adjective', 'quality', 'symbol'])

/** "draw 富士山 at sunrise", "kawaii ペンギン": Japanese nouns in a line that is put together as English. */
const isPutAsEnglish = (tokens: readonly Token[]): boolean =>
  tokens.some(({ lang }) => lang === 'en') &&
  tokens.every(({ lang, kind }) => lang === 'en' || NAMES.has(kind))

const findPhrases = (text: string, analyser: Analyser): Found => {
  const tokens = analyser.analyse(text)
  if (!KANA_OR_KANJI.test(text)) return findEnglish(tokens)
  return isPutAsEnglish(tokens)
    ? findEnglish(tokens.filter(({ surface }) => surface !== ' '))
    : findJapanese(tokens)
}

/** 巨大なさめ says what さめ says and more: of both only it is a wish. */
const withoutTails = (themes: readonly Theme[]): Theme[] =>
  themes.filter(({ key }) => !themes.some((other) => other.key.endsWith(` ${key}`)))

/** うみ, まほうつかい: in hiragana and alone, the dictionary takes it for something else. */
const wordToPaint = (text: string): Token => {
  const surface = text.replace(/[^\p{L}\p{N}]+/gu, '')
  return makeToken({
    lang: 'ja',
    surface,
    base: surface,
    reading: '',
    kind: 'noun',
    attributive: false,
    known: true,
  })
}
const isWordToPaint = (text: string): boolean => {
  const word = wordToPaint(text)
  return conceptOf(word.folded) !== null && !isDull(word)
}

const SENTENCES = /(?<=[。!?])(?=.)/u
const HAS_SENTENCES = quick(/[。!?]./u)

/** A line asks when it says so (「描いて」「がいい」, "draw", "please") or is nothing but the phrase itself. */
const askedIn = (sentence: string, analyser: Analyser): Token[][] => {
  const asks = asksFor(sentence)
  if (!asks && isStatement(sentence)) return []
  const { phrases, bare } = findPhrases(sentence, analyser)
  if (phrases.length === 0 && KANA_OR_KANJI.test(sentence) && isWordToPaint(sentence))
    return [[wordToPaint(sentence)]]
  return phrases.length > 0 && (bare || asks) ? phrases : []
}

/** Each sentence asks for itself; "うちの犬です。描いて" asks as a whole. */
const askedInAll = (text: string, analyser: Analyser): Token[][] => {
  if (!HAS_SENTENCES.test(text)) return askedIn(text, analyser)
  const asked = text.split(SENTENCES).flatMap((sentence) => askedIn(sentence, analyser))
  return asked.length > 0 || !asksFor(text) ? asked : findPhrases(text, analyser).phrases
}

/**
 * What a normalised line asks to be painted: noun phrases with their modifiers, in the order they were said, each once;
 * [] for talk.
 */
export const extractThemes = (text: string, analyser: Analyser): Theme[] => {
  const wished = isGreeting(text) ? '' : wishedPart(text)
  if (wished === '') return []
  const themes = new Map<string, Theme>()
  for (const phrase of askedInAll(wished, analyser)) {
    const theme = phrase.every(isDull) ? null : themeFrom(phrase)
    if (theme !== null && !themes.has(theme.key)) themes.set(theme.key, theme)
  }
  return withoutTails([...themes.values()]).slice(0, MOST_THEMES)
}

/** The theme that a whole text names (a producer's or a plan's own words), so that it meets what chat says. */
export const themeOf = (text: string, analyser: Analyser): Theme => {
  const { phrases } = findPhrases(text, analyser)
  const theme = themeFrom(phrases.length === 1 ? phrases[0]! : analyser.analyse(text))
  return theme === null ? { key: fold(text), sound: fold(text), known: true, text } : { ...theme, text }
}
