/**
 * What a text is made of, seen in one pass over it. Most lines of chat need few of the expressions that read them; a bit here
 * is cheaper than finding that out one expression at a time.
 */
export const MADE_OF = {
  latin: 1 << 0,
  digits: 1 << 1,
  kana: 1 << 2,
  kanji: 1 << 3,
  /** A dot or colon: an address, perhaps, or an `:emote:`. */
  dots: 1 << 4,
  at: 1 << 5,
  /** < or &. */
  markup: 1 << 6,
  /** Other signs of a keyboard, and 、。「」. */
  signs: 1 << 7,
  /** Full and half width, ①: whole after NFKC, and nothing but that. */
  wide: 1 << 8,
  /** Everything else: emoji, controls, marks, other scripts. */
  odd: 1 << 9,
  /** Blanks at an end, or two in a row. */
  gaps: 1 << 10,
  /** A drawl, or letters and signs heaped up: perhaps more than the word needs. */
  stretched: 1 << 11,
} as const

/** Of letters that nobody writes twice: ぁぃっ. */
const SMALL_KANA = 1 << 12
const LONG_MARK = 1 << 13
/** Read as a long mark; and halves of what lies beyond the table, which cannot be told apart here. */
const WAVE = 1 << 14

const SPACE = 0x20
const KINDS = new Uint16Array(0x10000).fill(MADE_OF.odd)
const mark = (from: number, to: number, kind: number): void => void KINDS.fill(kind, from, to + 1)
const markAll = (letters: string, kind: number): void => {
  for (const letter of letters) KINDS[letter.charCodeAt(0)] = kind
}

mark(SPACE, SPACE, 0)
mark(0x21, 0x7e, MADE_OF.signs)
mark(0x30, 0x39, MADE_OF.digits)
mark(0x41, 0x5a, MADE_OF.latin)
mark(0x61, 0x7a, MADE_OF.latin)
markAll('.:', MADE_OF.dots | MADE_OF.signs)
markAll('@', MADE_OF.at | MADE_OF.signs)
markAll('<&', MADE_OF.markup | MADE_OF.signs)
markAll('~', WAVE | MADE_OF.signs)
markAll('〜', WAVE | MADE_OF.odd)
mark(0xd800, 0xdfff, WAVE | MADE_OF.odd)
markAll('、。「」・', MADE_OF.signs)
mark(0x3041, 0x3096, MADE_OF.kana)
mark(0x30a1, 0x30fa, MADE_OF.kana)
markAll('ぁぃぅぇぉァィゥェォっッ', MADE_OF.kana | SMALL_KANA)
markAll('ー', LONG_MARK | MADE_OF.signs)
mark(0x4e00, 0x9fff, MADE_OF.kanji)
mark(0xff01, 0xff5e, MADE_OF.wide)
mark(0xff61, 0xff9d, MADE_OF.wide)
mark(0x2460, 0x2473, MADE_OF.wide)
markAll('\u3000', MADE_OF.wide)

const PUBLIC = (1 << 12) - 1
const isKatakana = (code: number): boolean => code >= 0x30a1 && code <= 0x30fa

/** The bits of `MADE_OF` that are true of a text. Linear, and allocates nothing. */
export const makeup = (text: string): number => {
  let made = 0
  let previous = SPACE
  let beforeThat = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const kind = KINDS[code]!
    made |= kind
    if (code === previous) {
      if (code === SPACE) made |= MADE_OF.gaps
      else if (code === beforeThat || (kind & (MADE_OF.signs | MADE_OF.odd | SMALL_KANA)) !== 0)
        made |= MADE_OF.stretched
    }
    if ((kind & LONG_MARK) !== 0 && !isKatakana(previous)) made |= MADE_OF.stretched
    beforeThat = previous
    previous = code
  }
  if ((made & WAVE) !== 0) made |= MADE_OF.stretched
  if (previous === SPACE && text.length > 0) made |= MADE_OF.gaps
  return made & PUBLIC
}

export const isMadeOf = (made: number, kinds: number): boolean => (made & kinds) !== 0
