import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

/** Characters: width, controls, stacked marks, length. Nothing here knows about words. */

/** Code points of a line that are read; what is longer is cut. */
const LONGEST_READ = 200
/** UTF-16 units looked at before NFKC, which can make one character eighteen. */
const LONGEST_RAW = 2_000

/** Cc and line/paragraph separators part words; what is never seen (zero width, bidi, tags, fillers, variants) does not. */
const PARTING = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const UNSEEN = /[\p{Cf}\p{DI}\p{Co}\p{Cn}\p{Me}\u{fffc}\u{fffd}]+/gu
/** Marks heaped on a letter, and those that strike it through: taken off before NFKC can weld them to it. */
const HEAPED_MARKS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: marks by themselves are what is looked for.
  /[\u{300}-\u{36f}\u{483}-\u{489}\u{1ab0}-\u{1aff}\u{1dc0}-\u{1dff}\u{20d0}-\u{20ff}]{2,}|[\u{31b}-\u{322}\u{334}-\u{338}\u{20d0}-\u{20ff}]/gu
/** Colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what is looked for.
const TERMINAL = /\u{1b}\[[0-9;]{0,20}[a-z]/giu
/** NFKC has composed what is a letter; marks left on these scripts are decoration. */
const STRAY_MARK =
  /(?<=^|[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{S}\p{Z}])\p{M}+/gu
const STACKED_MARKS = /\p{M}{3,}/gu

/** Joins emoji of several code points; kept until they are read as words. */
const JOINER = '\u{200d}'

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** Cuts to `limit` code points, and never through a character that is seen as one. */
export const cutGraphemes = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  let kept = ''
  let count = 0
  for (const { segment } of graphemes.segment(text)) {
    count += [...segment].length
    if (count > limit) return kept
    kept += segment
  }
  return kept
}

const cleanOddities = (text: string): string =>
  text
    .toWellFormed()
    .replace(TERMINAL, ' ')
    .replace(HEAPED_MARKS, '')
    // A voicing sign by itself belongs to the kana before it.
    .replaceAll('゛', '\u{3099}')
    .replaceAll('゜', '\u{309a}')
    .normalize('NFKC')
    .replace(PARTING, ' ')
    .replace(UNSEEN, (run) => (run === JOINER ? JOINER : ''))
    .replace(STRAY_MARK, '')
    .replace(STACKED_MARKS, '')

/**
 * What was written, in one width and with nothing unseen: NFKC (half-width kana become whole), controls to spaces,
 * zero-width, bidi and stacked marks gone, one space between words, at most 200 code points.
 */
export const cleanText = (raw: string): string => {
  const read = raw.length > LONGEST_RAW ? raw.slice(0, LONGEST_RAW) : raw
  const made = makeup(read)
  if (!isMadeOf(made, MADE_OF.odd | MADE_OF.wide | MADE_OF.gaps)) return cutGraphemes(read, LONGEST_READ)
  const whole = isMadeOf(made, MADE_OF.odd) ? cleanOddities(read) : read.normalize('NFKC')
  return cutGraphemes(whole.replace(/\s+/g, ' ').trim(), LONGEST_READ)
}
