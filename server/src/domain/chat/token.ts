/** What a word is, in the few kinds that reading a wish needs; both languages share them. */
export type WordKind =
  | 'noun'
  | 'person' // a personal name
  | 'pronoun'
  | 'number'
  | 'adjective'
  | 'quality' // 形容動詞語幹 (静か), and words like ふわふわ that stand before な or の
  | 'adnominal' // 連体詞 (大きな); English determiners
  | 'adverb'
  | 'verb'
  | 'auxiliary'
  | 'particle' // English prepositions and conjunctions as well
  | 'prefix'
  | 'suffix'
  | 'dependent' // 非自立: こと, の, よう, 中
  | 'interjection'
  | 'symbol'
  | 'other'

/**
 * One word. `base`: dictionary form (lower case in English). `reading`: katakana where the dictionary knows it, else ''.
 * `attributive`: in a form that may stand right before a noun (赤い, 飛ぶ, た). `folded` and `key` are what it is compared by:
 * its spelling folded, and its concept (cat for ねこ) or else its folded dictionary form; '' where it says nothing. `sound`:
 * its reading, folded. `known`: a dictionary has it; a word that none has may be a slip.
 */
export type Token = {
  lang: 'ja' | 'en'
  surface: string
  base: string
  reading: string
  kind: WordKind
  attributive: boolean
  known: boolean
  folded: string
  key: string
  sound: string
}

/** Cuts a normalised line into words. Pure for its caller: same text, same tokens. Never throws. */
export interface Analyser {
  analyse(text: string): Token[]
}
