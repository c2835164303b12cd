import { quick } from './chat-expressions.ts'
import { cleanText } from './clean.ts'
import { shrinkStretched, stripLaughter } from './laughter.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'
import { emojiWord } from './paint-words.ts'

/** A line made ready for reading. */
export type Normalised = {
  /** What was written, cleaned (see `cleanText`); moderation and ballots read this. */
  plain: string
  /** What it asks for: without addresses, mentions, laughter, drawl and reactions; emoji that are meant as words are words. */
  text: string
  /** Addresses of pages taken out. */
  links: number
}

// Every repeat is bounded: a line has at most 200 code points, and none of these can take more than linear time on it.
const ENDINGS = 'com|net|org|jp|io|gg|tv|xyz|info|link|shop|app|dev|site|online|biz|club'
/** Also everyday words ("yes.me too"): an address only with a path behind it. */
const WEAK_ENDINGS = 'me|co|ly|be|to|us|uk|de|ru|cn|top|live|im|it'
const HOST = '(?<![@\\w.-])(?:[a-z0-9-]{1,63}(?:\\.|\\[\\.\\]|\\(\\.\\))){1,4}'
const LINK = new RegExp(
  [
    '(?:https?|hxxps?|ftp)\\s?:\\s?\\/\\/\\S*',
    '\\bwww\\.\\S+',
    `${HOST}(?:${ENDINGS})(?![a-z0-9-])(?:[/?]\\S*)?`,
    `${HOST}(?:${WEAK_ENDINGS})/\\S+`,
  ].join('|'),
  'giu',
)
const SPELT_LINK = new RegExp(`\\b[a-z0-9-]{2,63} ?(?:\\(dot\\)|\\[dot\\]| dot ) ?(?:${ENDINGS})\\b`, 'giu')
const SPELT_DOT = quick(/\bdot\b/i)
const MENTION = /(?<![\p{L}\p{N}._+-])@[\p{L}\p{N}_.-]{1,50}/gu
const EMOTE = /:[a-z0-9_+-]{2,40}:/gi
const MARKUP =
  /<(script|style)\b[^<>]{0,200}>[^<]{0,200}(?:<\/\1>)?|<[^<>]{0,200}>|&lt;[^&<>]{0,100}&gt;|&(?:lt|gt|amp|quot|#\d{1,6});/giu

const EMOJI =
  /(?:\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{EMod})?(?:\u{200d}\p{Extended_Pictographic}(?:\p{EMod})?){0,6})/gu
const MAYBE_EMOJI = /\p{Extended_Pictographic}|\p{RI}|\u{200d}/u
const JAPANESE = /[ぁ-ゖァ-ヺ一-鿿]/u
const LETTER = /\p{L}/u
/** What makes the emoji after it a word although the line has said something already. */
const EXPECTS_NOUN =
  /(?:\b(?:an?|the|some|more|big|little|tiny|cute|red|blue|green|yellow|pink|purple|black|white|golden|draw|paint|add|want|and|with|vote|for|one|two|three)|と|の|や|も) *$/iu

/** Emoji that stand where a word would: in front of the words, alone, or after "draw a". The rest are reactions. */
const readEmoji = (text: string): string => {
  const language = JAPANESE.test(text) || !LETTER.test(text) ? 'ja' : 'en'
  let before = ''
  let last = 0
  let previous = ''
  for (const match of text.matchAll(EMOJI)) {
    before += text.slice(last, match.index)
    last = match.index + match[0].length
    const meant = !/[\p{L}\p{N}]/u.test(before.replaceAll(previous, '')) || EXPECTS_NOUN.test(before)
    const word = meant ? emojiWord([...match[0]][0] ?? '', language) : null
    if (word !== null && word !== previous) {
      const joined = previous !== '' && before.endsWith(previous)
      before += language === 'en' || joined ? ` ${word}` : word
      previous = word
    } else before += ' '
  }
  return (before + text.slice(last)).replaceAll('\u{200d}', '')
}

/** Makes a raw line readable. Linear in its length, never throws, and doing it twice changes nothing that matters. */
export const normalise = (raw: string): Normalised => {
  const plain = cleanText(raw)
  const made = makeup(plain)
  let links = 0
  let text = plain
  const takeLink = () => {
    links += 1
    return ' '
  }
  if (isMadeOf(made, MADE_OF.dots) || (isMadeOf(made, MADE_OF.latin) && SPELT_DOT.test(text)))
    text = text.replace(LINK, takeLink).replace(SPELT_LINK, takeLink).replace(EMOTE, ' ')
  if (isMadeOf(made, MADE_OF.at)) text = text.replace(MENTION, ' ')
  if (isMadeOf(made, MADE_OF.markup)) text = text.replace(MARKUP, ' ')
  if (isMadeOf(made, MADE_OF.odd) && MAYBE_EMOJI.test(text)) text = readEmoji(text)
  text = shrinkStretched(stripLaughter(text))
  if (text !== plain) text = text.replace(/ {2,}/g, ' ').trim()
  return { plain, text, links }
}
