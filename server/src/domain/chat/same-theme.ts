import distance from 'natural/lib/natural/distance/levenshtein_distance.js'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'
import { fold } from './fold.ts'
import { remember } from './remember.ts'
import type { Theme } from './theme-key.ts'

/** Spellings of one theme that its key cannot see: forms of a word (glowing, glow), slips (dragn), kana for kanji (ねこみみ, 猫耳). */

type Spelling = Pick<Theme, 'key' | 'known'>

const SHORTEST_SLIP = 5
/** From here on one letter may be another; shorter words that differ so are mostly two words (castle, cattle). */
const LONGEST_EXACT = 7

const LATIN_KEY = /^[a-z ]+$/
const isLatin = (word: string): boolean => /^[a-z]+$/.test(word)
const stem = remember((word) => stemmer.stem(word), 2_000)

const isSlip = (one: string, other: string): boolean => {
  const shorter = Math.min(one.length, other.length)
  if (shorter < SHORTEST_SLIP || one[0] !== other[0] || Math.abs(one.length - other.length) > 1) return false
  if (distance.DamerauLevenshteinDistance(one, other, { restricted: true }) !== 1) return false
  const swapped = [...one].sort().join('') === [...other].sort().join('')
  return swapped || one.length !== other.length || shorter > LONGEST_EXACT
}

const isSameWord = (one: string, other: string, mayBeSlip: boolean): boolean =>
  one === other ||
  (isLatin(one) && isLatin(other) && (stem(one) === stem(other) || (mayBeSlip && isSlip(one, other))))

/** What two spellings of one theme have in common at least: so that only those are compared. */
export const outline = ({ key }: Spelling): string =>
  key.replace(/[a-z]+/g, (word) => (word.length < SHORTEST_SLIP - 1 ? word : word[0]!))

/** Word by word: forms of one word, or a slip of the pen where a dictionary lacks one of the two. */
export const isSameSpelling = (one: Spelling, other: Spelling): boolean => {
  const words = one.key.split(' ')
  const others = other.key.split(' ')
  const mayBeSlip = !one.known || !other.known
  return words.length === others.length && words.every((word, at) => isSameWord(word, others[at]!, mayBeSlip))
}

/** Written as it sounds, in kana; a concept (cat for ねこ) is known by more than that. */
export const isBySound = ({ key, sound, text }: Theme): boolean =>
  !LATIN_KEY.test(key) && fold(text) === sound
