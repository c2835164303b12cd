/** How words are hidden, and what they are without it: look-alike letters, leet, signs between letters, kana swaps. */
import { resolveConfusablesTransformer, resolveLeetSpeakTransformer } from 'obscenity'
import { quickAny } from './chat-expressions.ts'
import { toHiragana } from './fold.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

/** Look-alikes that obscenity's table does not hold. */
const MORE_LETTERS = new Map(
  Object.entries({ ꜰ: 'f', ꜱ: 's', η: 'n', н: 'h', ն: 'n', ո: 'n', һ: 'h', ԁ: 'd', ɡ: 'g', ꮪ: 's', ꮖ: 'i' }),
)
const confusable = resolveConfusablesTransformer()
const leet = resolveLeetSpeakTransformer()

const resolve = (text: string, step: typeof confusable): string => {
  if (step.type !== confusable.type || !('transform' in step)) return text
  let plain = ''
  for (const letter of text) {
    const code = step.transform(letter.codePointAt(0)!)
    if (code !== undefined) plain += String.fromCodePoint(code)
  }
  return plain
}

const JAPANESE = /[ぁ-ヿ一-鿿々〆]/u

const LETTERS_KEPT = 5_000
const letters = new Map<string, string>()
const plainLetter = (letter: string): string => {
  const known = letters.get(letter)
  if (known !== undefined) return known
  const plain = JAPANESE.test(letter)
    ? letter
    : (MORE_LETTERS.get(letter) ?? resolve(letter, confusable)).toLowerCase()
  if (letters.size < LETTERS_KEPT) letters.set(letter, plain)
  return plain
}

/** 'ѕһіt', 'ᴋɪʟʟ', '🅵🆄' in plain small letters. Japanese stays as it is: 卄 is no H there. */
export const plainLetters = (text: string): string => {
  const small = text.toLowerCase()
  if (!isMadeOf(makeup(small), MADE_OF.odd)) return small
  let plain = ''
  for (const letter of small) plain += plainLetter(letter)
  return plain
}

/** A word of letters and what stands for letters: k1ll, f4gg0t, @ss, $lut. Numbers alone and 1920x1080 are none. */
const LEET_WORD = /(?<![a-z\d@$!|])(?=[\d@$!|]{0,3}[a-z])(?=[a-z]*[\d@$!|])[a-z\d@$!|]{3,30}(?![a-z\d@$|])/g
export const withoutLeet = (text: string): string =>
  text.replace(LEET_WORD, (word) => (/\d{3}|\d[a-z]\d{2}/.test(word) ? word : resolve(word, leet)))

/** Letters one by one: 'f u c k', 'f.u.c.k', 'k-y-s'. */
const SPACED_OUT = /(?<![a-z])(?:[a-z][ .,*_~+/|-]{1,3}){2,40}[a-z](?![a-z])/g
export const joinSpacedOut = (text: string): string =>
  text.replace(SPACED_OUT, (run) => run.replace(/[^a-z]/g, ''))

/** One letter after the other: 's o m e o n e @ e x a m p l e . o r g'. */
export const joinLetters = (text: string): string =>
  text.replace(/(?<!\S)[\w.:/@](?: [\w.:/@]){2,60}(?!\S)/g, (run) => run.replaceAll(' ', ''))

/** Signs inside a word: 're_ta_rd', 'f🔥u🔥c🔥k'; a sign that stands between blanks is gone as well. */
export const withoutSigns = (text: string): string =>
  text
    .replace(/(?<=[a-z])(?!(?<=[^aeiou])[!@][^aeiou])[^\p{L}\p{N}\s']{1,4}(?=[a-z])/gu, '')
    .replace(/ [^\p{L}\p{N}\s']{1,4}(?= )/gu, '')
    .replace(/([a-z])\1{2,}/g, '$1')

/** A small vowel where nothing is there for it to change: ぉっぱぃ, but not ふぇ. */
const STRAY_SMALL = /(?<![うくぐしじすずちっつてでとどふゔいゅ])[ぁぃぅぇぉ]/g
const LARGE: Record<string, string> = { ぁ: 'あ', ぃ: 'い', ぅ: 'う', ぇ: 'え', ぉ: 'お' }

/** Large kana where small says nothing. */
export const largeKana = (text: string): string => text.replace(STRAY_SMALL, (kana) => LARGE[kana] ?? kana)

/** One kana for each sound: hiragana, without drawl, large. */
export const plainKana = (text: string): string =>
  largeKana(toHiragana(text.toLowerCase()).replaceAll('ー', ''))

/** 'ちん5', '9たばれ': one digit among kana is read by its first sound; '4ね' alone is a vote. */
const DIGIT_SOUNDS = 'おいにさしころなはく'
const DIGIT_AMONG_KANA = /(?<=[ぁ-ん])\d(?!\d)|(?<!\d)\d(?=[ぁ-ん](?!$))/g

export const digitsAsKana = (text: string): string =>
  text.replace(DIGIT_AMONG_KANA, (digit) => DIGIT_SOUNDS[Number(digit)] ?? digit)

/** Kanji, and kana, that are drawn as another kana is; only beside katakana, or where no one would write them else. */
const DRAWN_ALIKE: readonly [RegExp, string][] = [
  // ウルトラマンコスモス: a man, and what is his.
  [/(?<=[ァ-ヺー]{2})マン(?=コ[ァ-ヺー])/gu, '＿'],
  [/(?<=[チマちまキき千])[ソ冫](?=[コポこぽ⊃]|カス)/gu, 'ン'],
  [/(?<=[チマちま][ンん])[ニ二ユ⊃]/gu, 'コ'],
  [/(?<=[こコ])口(?=[すス])/gu, 'ロ'],
  [/^L(?=ね)/gu, 'し'],
  [/(?<=[ぁ-ヿ])n(?=[ぁ-ヿ]|$)/giu, 'ん'],
  [/[ヱゑ]/gu, 'エ'],
  // 三ヵ月 counts.
  [/(?<![一-龯\d])[ヵゕ](?!月|所|国|年|条|村)/gu, 'カ'],
  [/(?<=[せセ])一(?=[っッ])/gu, 'ー'],
  [/(?<=[エェ工])[口□](?=[画絵漫動本同])/gu, 'ロ'],
  [/(?<![ァ-ヺ])ェ(?=[ロツッ])/gu, 'エ'],
  [/(?<=お[っッ]?)🥧/gu, 'ぱい'],
  [/[タ夕歹][ヒ匕]/gu, '死'],
  [/(?<=[セせオおエえ])[ツつ](?=[クくパぱチち])/gu, 'ッ'],
  [/弓虽/gu, '強'],
  [/女干/gu, '姦'],
  [/[杀木][殳又](?=[すしせ])/gu, '殺'],
  [/(?<!\d)564(?=す|て(?:や|く|ほ|い)|に[行来い]|たい)/gu, '殺し'],
  [/(?<!\d)4545(?=[しす])/gu, 'シコシコ'],
  // 「子供の頃すごく」 is no threat.
  [/頃(?=す(?:ぞ|よ|わ|ね|$)|して(?:や|ほ|く))|(?<!\d)56(?=[すしせそさ])|(?<!\d)5(?=ろ(?:す|して))/gu, '殺'],
  [/(?<![\d一-龯ァ-ヺー])4(?=んで(?:くれ|ほし|しま|くだ|こい|$))/gu, '死'],
  [/(?<!\d)(?:0721(?![\d年月日時番号円は])|072(?=す|し|中)|1919(?=す|し))/gu, 'オナニー'],
]
const KANJI_AS_KATAKANA = '工口□力二三才夕八千卜匕又久木亻丿乂勹不'
const KATAKANA_MEANT = 'エロロカニミオタハチトヒヌクホイノメクネ'
const ALIKE = new RegExp(
  `(?<=[ァ-ヺー])[${KANJI_AS_KATAKANA}](?![一-龯])|(?<![一-龯])[${KANJI_AS_KATAKANA}](?=[ァ-ヺー])|(?<![一-龯])[${KANJI_AS_KATAKANA}]{2}(?![一-龯])`,
  'gu',
)
const meant = (kanji: string): string =>
  [...kanji].map((letter) => KATAKANA_MEANT[KANJI_AS_KATAKANA.indexOf(letter)] ?? letter).join('')

/** All of them as one: most texts hold nothing of the kind. */
const ANY_DRAWN = quickAny([ALIKE.source, ...DRAWN_ALIKE.map(([drawn]) => drawn.source)], 'iu')

/** チソコ, 工口, オナ二ー, タヒね, 56す as they are read. */
export const readAsDrawn = (text: string): string =>
  ANY_DRAWN.test(text)
    ? DRAWN_ALIKE.reduce((read, [drawn, as]) => read.replace(drawn, as), text.replace(ALIKE, meant))
    : text

/** Japanese letter by letter: 'エ ロ', 'ク・ズ'. */
const SPACED_KANA = /(?<![ぁ-ヿ一-龯])[ぁ-ヺ一-龯](?:[ ・._~/|-]{1,3}[ぁ-ヿ一-龯]){1,40}(?![ぁ-ヿ一-龯])/gu
/** Its first gap: a line has fewer of those than letters. */
const KANA_BEFORE_GAP = /(?<=(?<![ぁ-ヿ一-龯])[ぁ-ヺ一-龯])[ ・._~/|-]/u

export const joinKana = (text: string): string =>
  KANA_BEFORE_GAP.test(text) ? text.replace(SPACED_KANA, (run) => run.replace(/[ ・._~/|-]/gu, '')) : text
