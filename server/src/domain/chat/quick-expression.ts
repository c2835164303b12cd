import { alternativesOf } from './alternatives.ts'
import { beginningsOf } from './beginnings.ts'

/**
 * Expressions of many words, asked only where a text has the first letters of one of their words, and there only for the words
 * that begin so. All of them share one trie of first letters, so that one look at a text serves them all: most texts hold
 * nothing of most, and going through long lists in vain is what took longest. The same answers, tested.
 */

/** What a text is asked: whether it holds something. */
export type Expression = Pick<RegExp, 'test'>

/** Words of one expression that begin alike; `asked` is made when a text first begins so. */
type Words = { owner: number; alternatives: string[]; flags: string; asked: RegExp | null }
type Beginning = { letters: string; words: Words[] }

/** Which words may begin where in a text. `owners`: whose they are, a bit for each (of those beyond 32, a shared one). */
type Look = { text: string; owners: number; words: Words[]; places: number[]; count: number }

const [LONG_S, KELVIN] = [0x17f, 0x212a]
/** A UTF-16 unit without regard to case: where case matters, the words themselves see to it. */
const small = (code: number): number => {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code
  return code === LONG_S ? 0x73 : code === KELVIN ? 0x6b : code
}
const smallLetters = (text: string): string =>
  String.fromCharCode(...Array.from({ length: text.length }, (_, at) => small(text.charCodeAt(at))))
/** In letters that `small` knows nothing of. */
const isCasedElsewhere = (text: string): boolean =>
  /[^\0-\x7f]/.test(text) && text.toUpperCase() !== text.toLowerCase()

/** The trie's nodes by their hashes, two bits each: two nodes that fall together only make one look in vain. */
const NODES = 0x40000
const hash = (before: number, letter: number): number =>
  (Math.imul(before + letter, 0x9e3b) >>> 3) & (NODES - 1)
const GOES_ON = 1
const ENDS = 2
const nodes = new Uint8Array(NODES / 4)
const kindOf = (node: number): number => (nodes[node >> 2]! >> ((node & 3) << 1)) & (GOES_ON | ENDS)
const mark = (node: number, kind: number): void => {
  nodes[node >> 2]! |= kind << ((node & 3) << 1)
}
const ending = new Map<number, Beginning[]>()
const beginnings = new Map<string, Beginning>()

const beginningOf = (letters: string): Beginning => {
  const before = beginnings.get(letters)
  if (before !== undefined) return before
  let node = 0
  for (let at = 0; at < letters.length; at++) {
    node = hash(node, letters.charCodeAt(at))
    mark(node, at === letters.length - 1 ? ENDS : GOES_ON)
  }
  const beginning: Beginning = { letters, words: [] }
  beginnings.set(letters, beginning)
  ending.set(node, [...(ending.get(node) ?? []), beginning])
  return beginning
}

/** The letters of the text that is looked through. */
let looked = new Uint16Array(256)

const hasAt = (at: number, letters: string): boolean => {
  for (let next = 0; next < letters.length; next++)
    if (looked[at + next] !== letters.charCodeAt(next)) return false
  return true
}

const note = (look: Look, at: number, node: number): void => {
  for (const { letters, words } of ending.get(node)!)
    if (hasAt(at, letters))
      for (const each of words) {
        look.owners |= 1 << each.owner
        look.words[look.count] = each
        look.places[look.count] = at
        look.count += 1
      }
}

const lookThrough = (look: Look, text: string): void => {
  look.text = text
  look.owners = 0
  look.count = 0
  const { length } = text
  if (length > looked.length) looked = new Uint16Array(2 * length)
  for (let at = 0; at < length; at++) looked[at] = small(text.charCodeAt(at))
  for (let at = 0; at < length; at++) {
    let node = 0
    for (let next = at; next < length; next++) {
      node = hash(node, looked[next]!)
      const kind = kindOf(node)
      if ((kind & ENDS) !== 0) note(look, at, node)
      if ((kind & GOES_ON) === 0) break
    }
  }
}

/** The last few texts: a line is asked about as it stands and in a few other writings. */
const looks = Array.from(
  { length: 4 },
  (): Look => ({ text: '', owners: 0, words: [], places: [], count: 0 }),
)
let oldest = 0
const lookAt = (text: string): Look => {
  for (const look of looks) if (look.text === text) return look
  const look = looks[oldest]!
  oldest = (oldest + 1) % looks.length
  lookThrough(look, text)
  return look
}

const matchesAt = (words: Words, text: string, at: number): boolean => {
  words.asked ??= new RegExp(words.alternatives.join('|'), `${words.flags}y`)
  words.asked.lastIndex = at
  return words.asked.test(text)
}

let owners = 0

/** The alternatives of an expression that may begin with anything; the others are put into the trie. */
const sortIn = (expression: RegExp, owner: number, flags: string): string[] => {
  const anywhere: string[] = []
  const sorted = new Map<string, string[]>()
  for (const alternative of alternativesOf(expression)) {
    const found = beginningsOf(alternative, flags)
    if (found === null || (flags.includes('i') && found.some(isCasedElsewhere))) anywhere.push(alternative)
    else
      for (const letters of new Set(found.map(smallLetters)))
        sorted.set(letters, [...(sorted.get(letters) ?? []), alternative])
  }
  for (const [letters, alternatives] of sorted)
    beginningOf(letters).words.push({ owner, alternatives, flags, asked: null })
  // What was looked at before knows nothing of these.
  for (const look of looks) lookThrough(look, '')
  return anywhere
}

/** The expression, made quick for as long as the program runs. */
export const quick = (expression: RegExp): Expression => {
  const owner = owners++
  const flags = expression.flags.replace('g', '')
  const anywhere = sortIn(expression, owner, flags)
  const everywhere = anywhere.length === 0 ? null : new RegExp(anywhere.join('|'), flags)
  return {
    test(text) {
      const { owners, words, places, count } = lookAt(text)
      if ((owners & (1 << owner)) !== 0)
        for (let n = 0; n < count; n++)
          if (words[n]!.owner === owner && matchesAt(words[n]!, text, places[n]!)) return true
      return everywhere?.test(text) ?? false
    },
  }
}

/** Puts something in the place of all it finds; quick where that is nothing. */
export const replacing = (expression: RegExp, by: string): ((text: string) => string) => {
  const asked = quick(expression)
  return (text) => (asked.test(text) ? text.replace(expression, by) : text)
}

/** One of many. */
export const quickAny = (sources: readonly string[], flags: string): Expression =>
  quick(new RegExp(sources.join('|'), flags))
