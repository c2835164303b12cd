import { RE2JS } from 're2js'
import { finderOf } from '../chat/find-words.ts'
import { fold } from '../chat/fold.ts'
import type { Notice } from '../chat/notice.ts'

/**
 * A producer's own words: a word is found in any width, case and kana; between slashes (`/spoiler.*end/`) it is an expression.
 * Expressions run on an automaton whose time is linear in the line, so that none can hang the stream.
 */
export type OwnWord = { text: string; finds(line: string): boolean }

export type OwnWordResult = { ok: true; word: OwnWord } | { ok: false; reason: Notice }

export const LONGEST_OWN_WORD = 200

/** Instructions of an expression; (.{0,500}){2}x has 2,000 and takes milliseconds a line. */
const LARGEST_AUTOMATON = 400
const TOO_LARGE: Notice = {
  ja: '大きすぎる正規表現です。くり返しの数を小さくしてください。',
  en: 'The expression is too large; repeat less.',
}
const EXPRESSION = /^\/(.+)\/i?$/su

const plainWord = (text: string): OwnWordResult => {
  if (fold(text) === '')
    return { ok: false, reason: { ja: '読める文字がありません。', en: 'There is nothing in it to read.' } }
  return { ok: true, word: { text, finds: finderOf(text) } }
}

const expression = (text: string, source: string): OwnWordResult => {
  try {
    const automaton = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
    if (automaton.programSize() > LARGEST_AUTOMATON) return { ok: false, reason: TOO_LARGE }
    return { ok: true, word: { text, finds: (line) => automaton.test(line) } }
  } catch (error) {
    const fault = error instanceof Error ? error.message.slice(0, 120) : String(error)
    return {
      ok: false,
      reason: {
        ja: `正規表現として読めません(${fault})。`,
        en: `Not an expression that can be read (${fault}).`,
      },
    }
  }
}

/** Reads what a producer typed. Backreferences and lookarounds are refused: no automaton knows them. */
export const readOwnWord = (typed: string): OwnWordResult => {
  const text = typed.trim()
  if (text.length > LONGEST_OWN_WORD)
    return {
      ok: false,
      reason: {
        ja: `${LONGEST_OWN_WORD}文字までにしてください。`,
        en: `At most ${LONGEST_OWN_WORD} characters.`,
      },
    }
  const source = EXPRESSION.exec(text)?.[1]
  return source === undefined ? plainWord(text) : expression(text, source)
}

/** The first of them that the cleaned line holds, or null. */
export const ownWordIn = (words: readonly OwnWord[], line: string): OwnWord | null =>
  words.find((word) => word.finds(line)) ?? null
