import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import kuromoji from 'kuromoji'
import { toHiragana } from '../../domain/chat/fold.ts'
import { makeToken } from '../../domain/chat/make-token.ts'
import { LONG_KATAKANA } from '../../domain/chat/paint-words.ts'
import { remember } from '../../domain/chat/remember.ts'
import type { Analyser, Token } from '../../domain/chat/token.ts'
import { englishTokens, type Lexicon } from './english-words.ts'
import { japaneseTokens } from './japanese-tokens.ts'
import { quicken } from './quick-trie.ts'

type Japanese = (run: string) => readonly Token[]
type English = (word: string) => Token

const require = createRequire(import.meta.url)

const loadJapanese = (): Promise<Japanese> =>
  new Promise((resolve, reject) => {
    const dicPath = join(dirname(require.resolve('kuromoji/package.json')), 'dict')
    kuromoji
      .builder({ dicPath })
      .build((fault, tokenizer) => (fault ? reject(fault) : resolve(japaneseTokens(quicken(tokenizer)))))
  })

/** natural's word list by its path: its index would load database drivers and read `.env`. */
const loadEnglish = async (): Promise<English> => {
  const path = require.resolve('natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json')
  const lexicon: Lexicon = new Map(Object.entries(JSON.parse(await readFile(path, 'utf8'))))
  return englishTokens(lexicon)
}

/** Words of chat that IPADIC cuts wrongly: kind, dictionary form. */
const SLANG_WORDS: [string, Pick<Token, 'kind' | 'base'>][] = [
  ['にゃんこ', { kind: 'noun', base: 'にゃんこ' }],
  ['わんこ', { kind: 'noun', base: 'わんこ' }],
  ['ぬこ', { kind: 'noun', base: 'ぬこ' }],
  ['もふもふ', { kind: 'quality', base: 'もふもふ' }],
  ['ゆめかわ', { kind: 'quality', base: 'ゆめかわ' }],
  ['明るめ', { kind: 'quality', base: '明るい' }],
  ['暗め', { kind: 'quality', base: '暗い' }],
  ['青め', { kind: 'quality', base: '青い' }],
  ['一択', { kind: 'auxiliary', base: '一択' }],
  ['くるま', { kind: 'noun', base: 'くるま' }],
  ['初見', { kind: 'noun', base: '初見' }],
  ['サンタ', { kind: 'noun', base: 'サンタ' }],
  ['おなしゃす', { kind: 'auxiliary', base: 'お願い' }],
  ['オナシャス', { kind: 'auxiliary', base: 'お願い' }],
  ['もろて', { kind: 'auxiliary', base: 'もらう' }],
  ['きぼんぬ', { kind: 'auxiliary', base: '希望' }],
  ['キボンヌ', { kind: 'auxiliary', base: '希望' }],
  ['推し', { kind: 'auxiliary', base: '推し' }],
]
const chatWord = (surface: string, word: Pick<Token, 'kind' | 'base'>): Token =>
  makeToken({ lang: 'ja', surface, reading: '', attributive: false, known: true, ...word })
const SLANG = new Map(SLANG_WORDS.map(([surface, word]) => [surface, chatWord(surface, word)]))

/** Nouns of the dictionary that chat writes in hiragana, and that are then taken for forms of verbs. */
const IN_HIRAGANA = ['さめ', 'ひげ', 'しっぽ']
/** どらごーん: what is always katakana elsewhere, drawn out or not. Shorter words are parts of too many others. */
const DRAWN_OUT = LONG_KATAKANA.map((word) => [...toHiragana(word).replaceAll('ー', '')].join('ー?'))

/** Runs of Latin words, of signs and controls (kuromoji cannot read a NUL), and of everything else (Japanese, digits). */
const RUNS =
  /(\p{Script=Latin}[\p{Script=Latin}'’-]*)|([\s\p{P}\p{S}\p{Cc}])|([^\s\p{Script=Latin}\p{P}\p{S}\p{Cc}]+)/gu
const CHAT_WORDS = new RegExp(
  `(${[...SLANG.keys(), ...DRAWN_OUT].join('|').replace('推し', '推し(?!た|ま)')}|(?<![ぁ-ゖ]{2})(?:${IN_HIRAGANA.join('|')})(?![るたてなざ]))`,
  'u',
)

const cutJapanese = (run: string, japanese: Japanese, tokens: Token[]): void => {
  if (!CHAT_WORDS.test(run)) {
    tokens.push(...japanese(run))
    return
  }
  // Every other part is what the expression caught.
  for (const [index, part] of run.split(CHAT_WORDS).entries())
    if (index % 2 === 1) tokens.push(SLANG.get(part) ?? chatWord(part, { kind: 'noun', base: part }))
    else if (part !== '') tokens.push(...japanese(part))
}

const plain = (kind: 'symbol' | 'other', surface: string): Token =>
  makeToken({ lang: 'ja', surface, base: surface, reading: '', kind, attributive: false, known: true })

/** Signs are few. */
const signToken = remember((sign) => plain('symbol', sign), 500)

/** Runs without kana, kanji or digits are words of languages that nobody here reads. */
const READABLE = /[ぁ-ゖァ-ヺー一-鿿々〆〇㐀-䶿\p{N}]/u

const cut = (text: string, japanese: Japanese, english: English): Token[] => {
  const tokens: Token[] = []
  let gap = false
  // Latin never reaches the dictionary of Japanese, whose cost grows with the square of a run it does not know.
  for (const [run, word, sign] of text.matchAll(RUNS)) {
    const blank = sign !== undefined && sign.trim() === ''
    // A gap says nothing between Latin words; beside Japanese ones it is a comma.
    if (gap && !blank && !(word !== undefined && tokens.at(-1)?.lang === 'en')) tokens.push(signToken(' '))
    gap = blank && tokens.length > 0
    if (word !== undefined) tokens.push(english(word))
    else if (sign !== undefined) {
      if (!blank) tokens.push(signToken(sign))
    } else if (READABLE.test(run)) cutJapanese(run, japanese, tokens)
    else tokens.push(plain('other', run))
  }
  return tokens
}

let shared: Promise<Analyser> | null = null

/**
 * The dictionaries of both languages, loaded once a process at the first call (about 1 s and 350 MB) and shared.
 * Rejects when a dictionary's file is missing; the next call tries again.
 */
export const loadAnalyser = (): Promise<Analyser> => {
  shared ??= Promise.all([loadJapanese(), loadEnglish()]).then(
    ([japanese, english]) => ({ analyse: (text) => cut(text.toWellFormed(), japanese, english) }),
    (fault) => {
      shared = null
      throw fault
    },
  )
  return shared
}
