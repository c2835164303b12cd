/** Foldings: what two spellings of one word share. For comparing, never for showing. */

const KATAKANA = /[ァ-ヶ]/g
const KANA_GAP = 0x60

export const toHiragana = (text: string): string =>
  text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_GAP))

const foldCharacters = (text: string): string =>
  toHiragana(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]|ー/gu, '')
const foldIntoWords = (text: string): string =>
  toHiragana(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]+|ー/gu, (gap) =>
    gap === 'ー' || gap === "'" || gap === '’' ? '' : ' ',
  )

/** How a character is folded where its neighbours do not matter: another, a gap, nothing; or it takes the long way. */
const GAP = 0x20
const NOTHING = 0xffff
const LONG_WAY = 0xfffe
const UNKNOWN = 0xfffd
const FOLDED = new Uint16Array(0x10000).fill(UNKNOWN)
/** Marks, jamo and half characters join with what stands beside them; an apostrophe and a sigma look at it. */
const LOOKS_ASIDE = /[\p{M}\p{Cs}'’Σᄀ-ᇿﾞﾟ]/u

const foldOne = (code: number): number => {
  const known = FOLDED[code]!
  if (known !== UNKNOWN) return known
  const character = String.fromCharCode(code)
  const whole = foldCharacters(character)
  const becomes =
    LOOKS_ASIDE.test(character) || whole.length > 1 ? LONG_WAY : whole === '' ? GAP : whole.charCodeAt(0)
  FOLDED[code] = character === 'ー' ? NOTHING : becomes
  return FOLDED[code]!
}

/** Character by character; null where one of them takes the long way. */
const foldQuickly = (text: string, between: '' | ' '): string | null => {
  let folded = ''
  let gap = false
  for (let at = 0; at < text.length; at++) {
    const becomes = foldOne(text.charCodeAt(at))
    if (becomes === LONG_WAY) return null
    if (becomes === GAP) gap = true
    else if (becomes !== NOTHING) {
      if (gap && folded !== '') folded += between
      gap = false
      folded += String.fromCharCode(becomes)
    }
  }
  return folded
}

/** Width, case and kana; spaces and signs are gone. 'ＲＥＤ Apple!' and 'red apple' are one, リンゴ and りんご too. */
export const fold = (text: string): string => foldQuickly(text, '') ?? foldCharacters(text)

/** As `fold`, but words stay apart (one space). */
export const foldWords = (text: string): string => foldQuickly(text, ' ') ?? foldIntoWords(text).trim()

const ODD_PLURALS = new Map([
  ['mice', 'mouse'],
  ['geese', 'goose'],
  ['men', 'man'],
  ['women', 'woman'],
  ['children', 'child'],
  ['people', 'person'],
  ['feet', 'foot'],
  ['teeth', 'tooth'],
  ['leaves', 'leaf'],
  ['wolves', 'wolf'],
  ['knives', 'knife'],
  ['elves', 'elf'],
  ['scarves', 'scarf'],
  ['potatoes', 'potato'],
  ['tomatoes', 'tomato'],
  ['volcanoes', 'volcano'],
  ['cacti', 'cactus'],
  ['octopi', 'octopus'],
])
/** Ends in s and is not a plural. */
const NOT_PLURAL =
  /(?:ss|us|is|as|os|ics|news|lens|series|species|christmas|clothes|glasses|jeans|pants|shorts)$/

/** 'butterflies' -> 'butterfly'. Lower case in, lower case out; a word that is no plural comes back as it is. */
export const singular = (word: string): string => {
  const odd = ODD_PLURALS.get(word)
  if (odd !== undefined) return odd
  if (word.length < 4 || !word.endsWith('s') || NOT_PLURAL.test(word)) return word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(?:ch|sh|x|ss|zz|bus)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
