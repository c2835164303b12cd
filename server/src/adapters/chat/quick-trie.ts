import type kuromoji from 'kuromoji'

type Found = { v: number; k: string }
/** The parts of kuromoji's double-array trie that a search walks; they are not in its public API. */
type Trie = {
  bc: { getBase(node: number): number; getCheck(node: number): number }
  commonPrefixSearch(text: string): Found[]
}

const ROOT = 0
const END = 0

const isTrie = (value: unknown): value is Trie => {
  const trie = value as Partial<Trie> | undefined
  return (
    typeof trie?.commonPrefixSearch === 'function' &&
    typeof trie.bc?.getBase === 'function' &&
    typeof trie.bc.getCheck === 'function'
  )
}

/** A node's child by the next byte of UTF-8, or -1. */
const step = ({ bc }: Trie, node: number, byte: number): number => {
  if (node < 0) return -1
  const child = bc.getBase(node) + byte
  return bc.getCheck(child) === node ? child : -1
}

/** A node's descendant by one code point. */
const walk = (trie: Trie, node: number, code: number): number => {
  if (code < 0x80) return step(trie, node, code)
  if (code < 0x800) return step(trie, step(trie, node, (code >> 6) | 0xc0), (code & 0x3f) | 0x80)
  const head =
    code < 0x10000
      ? step(trie, node, (code >> 12) | 0xe0)
      : step(trie, step(trie, node, (code >> 18) | 0xf0), ((code >> 12) & 0x3f) | 0x80)
  return step(trie, step(trie, head, ((code >> 6) & 0x3f) | 0x80), (code & 0x3f) | 0x80)
}

const search = (trie: Trie, text: string): Found[] => {
  const found: Found[] = []
  let node = ROOT
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!
    at += code > 0xffff ? 2 : 1
    node = walk(trie, node, code)
    if (node < 0) break
    const leaf = step(trie, node, END)
    const base = leaf < 0 ? 1 : trie.bc.getBase(leaf)
    if (base <= 0) found.push({ v: -base - 1, k: text.slice(0, at) })
  }
  return found
}

/**
 * Makes a loaded tokenizer find its words without turning the rest of the line into bytes at every character (which was
 * a third of the time). Same answers, tested; a kuromoji built otherwise is left as it is.
 */
export const quicken = <T>(tokenizer: kuromoji.Tokenizer<T>): kuromoji.Tokenizer<T> => {
  const { viterbi_builder: builder } = tokenizer as unknown as { viterbi_builder?: { trie?: unknown } }
  const trie = builder?.trie
  if (isTrie(trie)) trie.commonPrefixSearch = (text) => search(trie, text)
  return tokenizer
}
