import english from 'emojibase-data/en/compact.json' with { type: 'json' }
import japanese from 'emojibase-data/ja/compact.json' with { type: 'json' }

/** What Unicode's CLDR calls an emoji that pictures a thing. */
export type NamedEmoji = { emoji: string; en: string; ja: string }

/** Of Unicode's groups: animals and plants, food, places and vehicles. All others are faces, deeds and signs. */
const THINGS = new Set([3, 4, 5])
/** Cheers and jokes rather than things to paint, and names that say something else. */
const NO_THINGS = new Set([...'🔥⚡💧🍺🥂🚧🛑♨⛽🌀🌬🌂🏩🔪🍆💮🏵🍳💒🌁🚆🚊🚍🚖🚘🛫🛬🌚🌝🚟'])
const VARIANT = '\u{fe0f}'

/** "cat face", ネコの顔: what is pictured is a cat. */
const thing = (name: string): string => name.toLowerCase().replace(/ face$|の顔$/u, '')
const isPlain = (en: string, ja: string): boolean =>
  /^[a-z-]+(?: [a-z-]+)?$/.test(en) && /^[ぁ-ヿ一-鿿々]+$/u.test(ja)

const inJapanese = new Map(japanese.map(({ hexcode, label }) => [hexcode, thing(label)]))

/** Things with a plain name in both languages, one emoji each. */
export const NAMED_EMOJI: readonly NamedEmoji[] = english.flatMap(({ unicode, hexcode, group, label }) => {
  const emoji = unicode.replace(VARIANT, '')
  const [en, ja] = [thing(label), inJapanese.get(hexcode) ?? '']
  const pictures = group !== undefined && THINGS.has(group) && !NO_THINGS.has(emoji)
  return pictures && [...emoji].length === 1 && isPlain(en, ja) ? [{ emoji, en, ja }] : []
})
