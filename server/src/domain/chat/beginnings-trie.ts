/**
 * A trie of first letters of words, looked through for a text at once: which of the words may begin where in it. Letters are compared
 * without regard to case; where case matters, the words themselves see to it.
 */
export type BeginningsTrie<Word extends { owner: number }> = {
  /** Two bits each, by their hashes: two nodes that fall together only make one look in vain. */
  readonly nodes: Uint8Array
  readonly ending: Map<number, Beginning<Word>[]>
  readonly beginnings: Map<string, Beginning<Word>>
  /** The last few texts: a line is asked about as it stands and in a few other writings. */
  readonly looks: readonly Look<Word>[]
  oldest: number
  /** The letters of the text that is looked through. */
  looked: Uint16Array
}

type Beginning<Word> = { letters: string; words: Word[] }

/** Which words may begin where in a text. `owners`: whose they are, a bit for each (of those beyond 32, a shared one). */
type Look<Word> = { text: string; owners: number; words: Word[]; places: number[]; count: number }

const NODES = 0x40000
const LOOKS_KEPT = 4
const GOES_ON = 1
const ENDS = 2

export const createTrie = <Word extends { owner: number }>(): BeginningsTrie<Word> => ({
  nodes: new Uint8Array(NODES / 4),
  ending: new Map(),
  beginnings: new Map(),
  looks: Array.from({ length: LOOKS_KEPT }, () => ({
    text: '',
    owners: 0,
    words: [],
    places: [],
    count: 0,
  })),
  oldest: 0,
  looked: new Uint16Array(256),
})

const [LONG_S, KELVIN] = [0x17f, 0x212a]
/** A UTF-16 unit without regard to case. */
const small = (code: number): number => {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code
  return code === LONG_S ? 0x73 : code === KELVIN ? 0x6b : code
}
export const smallLetters = (text: string): string =>
  String.fromCharCode(...Array.from({ length: text.length }, (_, at) => small(text.charCodeAt(at))))
/** In letters that `smallLetters` knows nothing of. */
export const isCasedElsewhere = (text: string): boolean =>
  /[^\0-\x7f]/.test(text) && text.toUpperCase() !== text.toLowerCase()

const hash = (before: number, letter: number): number =>
  (Math.imul(before + letter, 0x9e3b) >>> 3) & (NODES - 1)

/** Puts a word behind its first letters, which are small. What was looked at before knows nothing of it. */
export const putWord = <Word extends { owner: number }>(
  trie: BeginningsTrie<Word>,
  letters: string,
  word: Word,
): void => {
  const { nodes, ending, beginnings } = trie
  for (const look of trie.looks) lookThrough(trie, look, '')
  const before = beginnings.get(letters)
  if (before !== undefined) return void before.words.push(word)
  let node = 0
  for (let at = 0; at < letters.length; at++) {
    node = hash(node, letters.charCodeAt(at))
    nodes[node >> 2]! |= (at === letters.length - 1 ? ENDS : GOES_ON) << ((node & 3) << 1)
  }
  const beginning = { letters, words: [word] }
  beginnings.set(letters, beginning)
  ending.set(node, [...(ending.get(node) ?? []), beginning])
}

const hasAt = (looked: Uint16Array, at: number, letters: string): boolean => {
  for (let next = 0; next < letters.length; next++)
    if (looked[at + next] !== letters.charCodeAt(next)) return false
  return true
}

const lookThrough = <Word extends { owner: number }>(
  trie: BeginningsTrie<Word>,
  look: Look<Word>,
  text: string,
): void => {
  look.text = text
  look.owners = 0
  look.count = 0
  const { length } = text
  if (length > trie.looked.length) trie.looked = new Uint16Array(2 * length)
  const { nodes, looked, ending } = trie
  for (let at = 0; at < length; at++) looked[at] = small(text.charCodeAt(at))
  for (let at = 0; at < length; at++) {
    let node = 0
    for (let next = at; next < length; next++) {
      node = hash(node, looked[next]!)
      const kind = (nodes[node >> 2]! >> ((node & 3) << 1)) & (GOES_ON | ENDS)
      if ((kind & ENDS) !== 0)
        for (const { letters, words } of ending.get(node)!)
          if (hasAt(looked, at, letters)) note(look, words, at)
      if ((kind & GOES_ON) === 0) break
    }
  }
}

const note = <Word extends { owner: number }>(look: Look<Word>, words: readonly Word[], at: number): void => {
  for (const each of words) {
    look.owners |= 1 << each.owner
    look.words[look.count] = each
    look.places[look.count] = at
    look.count += 1
  }
}

export const lookAt = <Word extends { owner: number }>(
  trie: BeginningsTrie<Word>,
  text: string,
): Look<Word> => {
  for (const look of trie.looks) if (look.text === text) return look
  const look = trie.looks[trie.oldest]!
  trie.oldest = (trie.oldest + 1) % LOOKS_KEPT
  lookThrough(trie, look, text)
  return look
}
