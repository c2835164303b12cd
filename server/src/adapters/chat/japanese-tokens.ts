import type kuromoji from 'kuromoji'
import type { Token } from '../../domain/chat/token.ts'
import { japaneseToken } from './japanese-words.ts'

type Tokenizer = kuromoji.Tokenizer<kuromoji.IpadicFeatures>
type Node = kuromoji.ViterbiNode

/** Words of the dictionary kept as ready tokens; chat uses a few thousand of its 400,000. */
const KEPT = 50_000

const featuresOf = (
  tokenizer: Tokenizer,
  { name, start_pos, surface_form, type }: Node,
): kuromoji.IpadicFeatures => {
  const known = type === 'KNOWN'
  const dictionary = known ? tokenizer.token_info_dictionary : tokenizer.unknown_dictionary
  const features = dictionary.getFeatures(name).split(',')
  const read = tokenizer.formatter.formatEntry(Number(name), start_pos, type, features)
  // A word the dictionary lacks is read as its class of letters; its surface and no reading are its own.
  return known ? read : { ...read, surface_form, reading: '' }
}

/**
 * Cuts a run of Japanese without punctuation into words, as kuromoji's `tokenize` does (tested), but turns each word of
 * the dictionary into a token once instead of reading its entry byte by byte every time. Tokens are shared: read only.
 */
export const japaneseTokens = (tokenizer: Tokenizer): ((run: string) => readonly Token[]) => {
  const kept = new Map<string, Token>()
  const tokenOf = (node: Node): Token => {
    if (node.type !== 'KNOWN') return japaneseToken(featuresOf(tokenizer, node))
    const before = kept.get(node.name)
    if (before !== undefined) return before
    const token = japaneseToken(featuresOf(tokenizer, node))
    if (kept.size < KEPT) kept.set(node.name, token)
    return token
  }
  return (run) => tokenizer.viterbi_searcher.search(tokenizer.getLattice(run)).map(tokenOf)
}
