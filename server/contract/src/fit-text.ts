/**
 * How much room a text takes in a post on X: a link counts 23 whatever its length, most Latin letters and punctuation 1,
 * all else 2 (Japanese, emoji). Source: docs.x.com, "Counting characters".
 */
function weightOnX(text: string): number {
  let weight = 0
  for (const part of text.split(/(https?:\/\/\S+)/u)) {
    weight += /^https?:\/\//u.test(part)
      ? LINK
      : [...GRAPHEMES.segment(part)].reduce((sum, { segment }) => sum + weightOf(segment), 0)
  }
  return weight
}

/** As much as fits into a post: by X's count, and in UTF-16 units (source: discord.com/developers/docs/resources/webhook). */
export const MOST_ON = { x: 280, discord: 2_000 } as const

/** How much room a text takes, by the platform's own count. */
export const roomOn = (channel: keyof typeof MOST_ON, text: string): number =>
  channel === 'x' ? weightOnX(text) : text.length

const LINK = 23
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const

/** An emoji is 2 however many code points it is made of; otherwise each code point counts. */
function weightOf(segment: string): number {
  if (/\p{Extended_Pictographic}/u.test(segment)) return 2
  return [...segment].reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0
    return sum + (LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2)
  }, 0)
}

/** Whether a platform takes a text of this length. */
export const fits = (channel: keyof typeof MOST_ON, text: string): boolean =>
  roomOn(channel, text) <= MOST_ON[channel]

/** `make(words)` with as many of the words' letters as fit; what was cut shows as an ellipsis. */
export function fitted(
  channel: keyof typeof MOST_ON,
  words: string,
  make: (words: string) => string,
): string {
  if (fits(channel, make(words))) return make(words)
  const letters = [...GRAPHEMES.segment(words)].map(({ segment }) => segment)
  for (let count = letters.length - 1; count >= 0; count -= 1) {
    const text = make(`${letters.slice(0, count).join('')}…`)
    if (fits(channel, text)) return text
  }
  return make('')
}
