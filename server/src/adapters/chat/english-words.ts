import { singular } from '../../domain/chat/fold.ts'
import { makeToken } from '../../domain/chat/make-token.ts'
import { remember } from '../../domain/chat/remember.ts'
import type { Token, WordKind } from '../../domain/chat/token.ts'

/** Word -> its part-of-speech tags (Penn Treebank), the most frequent first. */
export type Lexicon = ReadonlyMap<string, readonly string[]>

const BY_TAG: readonly [RegExp, WordKind][] = [
  [/^(?:NN|FW)/, 'noun'],
  [/^(?:JJ|VBG|VBN)/, 'adjective'],
  [/^(?:VB|MD)/, 'verb'],
  [/^RB|^WRB/, 'adverb'],
  [/^(?:PRP|WP|EX)/, 'pronoun'],
  [/^(?:DT|PDT|WDT)/, 'adnominal'],
  [/^(?:IN|TO|CC|RP)/, 'particle'],
  [/^CD/, 'number'],
  [/^UH/, 'interjection'],
]

const list = (kind: WordKind, words: string): [string, WordKind][] =>
  words.split(' ').map((word) => [word, kind])

/** Chat is not the newspaper those tags were counted in: what these words mostly are when viewers type them. */
const IN_CHAT = new Map<string, WordKind>([
  ...list(
    'verb',
    'draw paint add make do go put let lets want need like love hope wish watch look see get give show try use keep pick choose vote think know say said says work works wait stop start hate feel looks join joined gonna wanna gotta dont cant wont isnt arent thats its im ive id youre were whats hes shes theyre doesnt didnt please being been watching waiting doing going having looking getting making asking begging hoping trying voting',
  ),
  ...list(
    'interjection',
    'hi hello hey yo yes no nope yeah yep ok okay thanks thank thx ty lol lmao gg wow omg pog poggers nice bye goodbye welcome sorry congrats pls plz hmm uh um oh ah aw aww ooh yay hurray bruh bro dude sup gm gn wtf idk imo tbh rip based hype hyped welp brb afk np ez ggwp onegaishimasu onegai kudasai',
  ),
  ...list(
    'adjective',
    'kawaii cute cartoon pastel neon glowing spooky rainy snowy starry sunny cloudy misty foggy stormy colorful colourful fluffy tiny watercolor purple pink orange red blue green yellow black white brown gray grey golden silver dark light bright gentle calm warm soft quiet little big huge large small old',
  ),
  ...list(
    'noun',
    'anime cyberpunk steampunk sunset sunrise castle kitty cat dog rose moon sun star night sky sea lake fall spring fish bear duck swan fly bat crow swallow bridge ship boat train robot rocket rainbow snow rain cloud wizard witch ghost mermaid dragon unicorn lighthouse windmill mushroom butterfly fireworks flower flowers background left right top bottom middle corner blossom mount',
  ),
  ...list(
    'pronoun',
    'i you he she it we they me him her us them my your his our their mine yours this that these those who what everyone someone anyone u ur',
  ),
  ...list(
    'adverb',
    'not very so too really just also again still now then here there today tonight yesterday tomorrow always never maybe even ever soon already actually definitely pretty much well back more most less how why when where',
  ),
  ...list(
    'particle',
    'of with and or over under in on at by near beside behind above below between into through across around from to for as but if because than about vs versus x plus',
  ),
  ...list('adnominal', 'a an the some any every each another all both no-one'),
])

const kindOfTag = remember(
  (tag): WordKind => BY_TAG.find(([pattern]) => pattern.test(tag))?.[1] ?? 'other',
  500,
)

const tagOf = (word: string, lexicon: Lexicon): string | undefined =>
  lexicon.get(word)?.[0] ?? lexicon.get(word[0]!.toUpperCase() + word.slice(1))?.[0]

const kindOf = (word: string, tag: string | undefined): WordKind => {
  const known = IN_CHAT.get(word.replaceAll("'", ''))
  if (known !== undefined) return known
  if (tag !== undefined) return kindOfTag(tag)
  return word.endsWith('ing') ? 'adjective' : word.endsWith('ly') ? 'adverb' : 'noun'
}

const readWord = (surface: string, lexicon: Lexicon): Token => {
  const word = surface.toLowerCase().replaceAll('’', "'").replace(/'s?$/, '')
  const tag = tagOf(word, lexicon)
  const kind = kindOf(word, tag)
  const base = kind === 'noun' ? singular(word) : word
  return makeToken({
    lang: 'en',
    surface,
    base,
    reading: '',
    kind,
    attributive: kind === 'adjective',
    known: IN_CHAT.has(word) || tag !== undefined || tagOf(base, lexicon) !== undefined,
  })
}

/** Words kept as ready tokens, as those of the Japanese dictionary are. */
const KEPT = 20_000

/** Makes a run of letters a `Token`; a word nobody knows is taken for a noun. Tokens are shared: read only. */
export const englishTokens = (lexicon: Lexicon): ((surface: string) => Token) =>
  remember((surface) => readWord(surface, lexicon), KEPT)
