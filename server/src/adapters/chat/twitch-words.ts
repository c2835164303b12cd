import { cutText, LONGEST_LINE } from '../../domain/chat/line.ts'

const ACTION = '\u0001ACTION '
/** What `normalise` takes for the name of an emote between two colons. */
const EMOTE_NAME = /^[a-z0-9_+-]{2,40}$/i
const PLACE = /^(\d{1,5})-(\d{1,5})$/
const CHEER = /(?<!\S)[a-z][a-z0-9]{0,30}?(\d{1,6})(?!\S)/gi

/** Where emotes stand, from a tag as `25:0-4,12-16/1902:6-10`: first and last code point, the first one first. */
const placesIn = (tag: string): [number, number][] =>
  tag
    .split('/')
    .flatMap((emote) => emote.slice(emote.indexOf(':') + 1).split(','))
    .flatMap((place): [number, number][] => {
      const [, from, to] = PLACE.exec(place) ?? []
      return from === undefined || to === undefined ? [] : [[Number(from), Number(to)]]
    })
    .sort(([a], [b]) => a - b)

/** Emotes become `:name:`, which no reader takes for a wish; one with another name (`<3`, `B)`) is taken out. */
const markEmotes = (text: string, tag: string): string => {
  if (tag === '') return text
  const signs = [...text]
  let marked = ''
  let done = 0
  for (const [from, to] of placesIn(tag)) {
    if (from < done || to < from || to >= signs.length) continue
    const name = signs.slice(from, to + 1).join('')
    marked += signs.slice(done, from).join('') + (EMOTE_NAME.test(name) ? `:${name}:` : ' ')
    done = to + 1
  }
  return marked + signs.slice(done).join('')
}

/** "Cheer100 a cat" says "a cat": cheers are taken out where they add up to the bits that were paid. */
const dropCheers = (text: string, bits: number): string => {
  if (bits === 0) return text
  const cheered = [...text.matchAll(CHEER)].reduce((sum, [, count]) => sum + Number(count), 0)
  return cheered === bits ? text.replace(CHEER, ' ').replace(/ {2,}/g, ' ').trim() : text
}

/** What stands in a /me line. */
const insideAction = (raw: string): string =>
  raw.startsWith(ACTION)
    ? raw.slice(ACTION.length).replace(/.$/s, (last) => (last === ACTION[0] ? '' : last))
    : raw

/** What a viewer said, without what Twitch wraps around it. `emotes`, `bits`: the tags of the message. */
export const wordsOf = (raw: string, emotes: string, bits: number): string => {
  const text = cutText(insideAction(raw), LONGEST_LINE)
  return cutText(dropCheers(markEmotes(text, emotes), bits), LONGEST_LINE)
}
