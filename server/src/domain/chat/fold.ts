/** Foldings: what two spellings of one word share. For comparing, never for showing. */

const KATAKANA = /[ァ-ヶ]/g
const KANA_GAP = 0x60

export const toHiragana = (text: string): string =>
  text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_GAP))

/** Width, case and kana; spaces and signs are gone. 'ＲＥＤ Apple!' and 'red apple' are one, リンゴ and りんご too. */
export const fold = (text: string): string =>
  toHiragana(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]|ー/gu, '')

/** As `fold`, but words stay apart (one space). */
export const foldWords = (text: string): string =>
  toHiragana(text.normalize('NFKC').toLowerCase())
    .replace(/[^\p{L}\p{N}]+|ー/gu, (gap) => (gap === 'ー' || gap === "'" || gap === '’' ? '' : ' '))
    .trim()

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
