import { joinKana, joinSpacedOut, plainLetters, readAsDrawn } from './disguise.ts'
import { toHiragana } from './fold.ts'

/** The pieces of a line that the learned reading weighs. Training and chat ask this one function, so that they never differ. */

/** Of what follows here; a model trained on other pieces is refused. */
export const FEATURES_VERSION = 1

const LONGEST_PIECE = 5
/** A line has 200 code points, 400 units; what is read of it may be a little longer (564 as 殺し), never this long. */
const LONGEST_LINE = 1_000
/** It may be read twice, and a unit begins a run of each length and ends a word and a pair. */
const MOST_PIECES = 2 * LONGEST_LINE * (LONGEST_PIECE + 2)
const pieces = new Int32Array(MOST_PIECES)

/** FNV-1a, over UTF-16 units instead of bytes. */
const BASIS = 0x811c9dc5 | 0
const PRIME = 0x01000193
/** Words and pairs of words are other pieces than the same letters inside a word. */
const WORD = 0x5bd1e995
const PAIR = 0x1b873593

const isWordUnit = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x27

/** Every run of one to five characters; `^` and `$` stand for the line's ends. */
const addRuns = (line: string, from: number): number => {
  let count = from
  for (let start = 0; start < line.length; start++) {
    let hash = BASIS
    const end = Math.min(line.length, start + LONGEST_PIECE)
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ line.charCodeAt(at), PRIME)
      pieces[count++] = hash
    }
  }
  return count
}

/** Latin words, and each with the one before it. */
const addWords = (line: string, from: number): number => {
  let count = from
  let previous = BASIS
  let word = WORD
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at)
    if (isWordUnit(unit)) word = Math.imul(word ^ unit, PRIME)
    else if (word !== WORD) {
      pieces[count++] = word
      pieces[count++] = Math.imul(previous ^ PAIR, PRIME) ^ word
      previous = word
      word = WORD
    }
  }
  return count
}

const addPieces = (text: string, from: number): number => {
  const line = `^${text.slice(0, LONGEST_LINE - 2)}$`
  return addWords(line, addRuns(line, from))
}

/**
 * 32-bit hashes of a cleaned line's pieces, some of them more than once: the first `count` of an array that the next call uses
 * again. Read in small letters and hiragana, and where it is disguised (letters apart, drawn alike) once more without that.
 */
export const lineFeatures = (plain: string): { pieces: Int32Array; count: number } => {
  const letters = plainLetters(plain)
  const written = toHiragana(letters)
  const meant = toHiragana(readAsDrawn(joinKana(joinSpacedOut(letters))))
  const count = addPieces(written, 0)
  return { pieces, count: meant === written ? count : addPieces(meant, count) }
}
