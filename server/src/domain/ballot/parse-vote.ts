import { foldWords, singular } from '../chat/fold.ts'
import { isMadeOf, MADE_OF, makeup } from '../chat/makeup.ts'
import { conceptOf } from '../chat/paint-words.ts'
import { remember } from '../chat/remember.ts'
import { AGAINST, peel, readNumber } from './vote-words.ts'

/** One option as viewers may write it: its text, or several spellings of it (both languages). */
export type VoteOption = string | readonly string[]

/** Beyond this many characters around it, an option that is mentioned is talked about. */
const LONGEST_AROUND = 12

const EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}ー]+$/gu
const BARE_EDGES = /^[a-z\dぁ-ゖァ-ヺ一-鿿](?:.*[a-z\dぁ-ゖァ-ヺ一-鿿])?$/
const trimEdges = (text: string): string => (BARE_EDGES.test(text) ? text : text.replace(EDGES, ''))

/** Options may be asked with what was never cleaned. */
const wholeLine = (text: string): string =>
  isMadeOf(makeup(text), MADE_OF.odd | MADE_OF.wide)
    ? text
        .normalize('NFKC')
        .replace(/\p{Mn}|\p{Me}|\p{Cf}/gu, '')
        .toLowerCase()
        .trim()
    : text.toLowerCase().trim()
const COMMAND = /^[!/](?:vote|v|投票)(?=$|[\s\d:#])[\s:#]*/i

const spellings = (option: VoteOption): readonly string[] => (typeof option === 'string' ? [option] : option)

/** What a folded word is compared by; an article by nothing. */
const wordKey = remember((word) => {
  if (/^(?:a|an|the)$/.test(word)) return ''
  return /^[a-z]+$/.test(word) ? singular(word) : word
}, 5_000)

const readKey = (text: string): string => {
  const folded = foldWords(text)
  if (!folded.includes(' ') && !/[a-z]/.test(folded)) return conceptOf(folded) ?? folded
  const words = folded
    .split(' ')
    .map(wordKey)
    .filter((word) => word !== '')
  const key = words.join('')
  return (
    conceptOf(key) ??
    (words.length > 1 && words.every((word) => conceptOf(word)) ? words.map(conceptOf).join('') : key)
  )
}

/** The options of a ballot made ready once: they are asked about at every line while it is open. */
type Asked = {
  /** What a spelling is compared by -> the options that have it. */
  byKey: ReadonlyMap<string, readonly number[]>
  /** Every spelling as folded words. */
  spellings: readonly { words: string; option: number }[]
  /** Characters of the longest text that can equal a spelling. */
  longest: number
}
/** Words of one concept are seldom further apart in length: sea and 海, christmas tree and 🎄. */
const LONGEST_SYNONYM = 24
const ready = new WeakMap<readonly VoteOption[], Asked>()

const askedOf = (options: readonly VoteOption[]): Asked => {
  const before = ready.get(options)
  if (before !== undefined) return before
  const all = options.flatMap((option, index) => spellings(option).map((text) => ({ text, option: index })))
  const byKey = new Map<string, number[]>()
  for (const { text, option } of all) byKey.set(readKey(text), [...(byKey.get(readKey(text)) ?? []), option])
  const asked: Asked = {
    byKey,
    spellings: all
      .map(({ text, option }) => ({ words: foldWords(text), option }))
      .filter(({ words }) => words !== ''),
    longest: Math.max(0, ...[...byKey.keys()].map((key) => key.length)) + LONGEST_SYNONYM,
  }
  ready.set(options, asked)
  return asked
}

const only = (found: readonly number[]): number | null =>
  found.length > 0 && found.every((option) => option === found[0]) ? found[0]! : null

const whereEqual = (text: string, { byKey, longest }: Asked): readonly number[] => {
  if (text.length > longest) return []
  const wanted = readKey(text)
  return wanted === '' ? [] : (byKey.get(wanted) ?? [])
}

/** Both sides of a place where a word ends: it does not cut through a word of the same script. */
const SCRIPTS = [/[a-z]/, /\p{Script=Han}/u, /\p{N}/u]
const PARTICLE = /^(?:が|を|に|で|は|も|の方|のほう|か|と|な|だ|よ|ね|ー)/
const endsWord = (before: string, after: string): boolean => {
  if (before === '' || after === '') return true
  if (/[ぁ-ゖ]$/.test(before) && /^[ぁ-ゖ]/.test(after)) return PARTICLE.test(after)
  return !SCRIPTS.some((script) => script.test(before.at(-1)!) && script.test(after[0]!))
}

const mentions = (line: string, spelling: string): boolean => {
  if (spelling.length < 1) return false
  for (let at = line.indexOf(spelling); at >= 0; at = line.indexOf(spelling, at + 1)) {
    const before = line.slice(0, at)
    const after = line.slice(at + spelling.length)
    const startsWord = before === '' || /[\sはがのとも]$/.test(before) || endsWord(before, spelling)
    if (startsWord && endsWord(spelling, after)) return true
  }
  return false
}

/** The one option a short line names. 黒猫 beats 猫 where both are options: the longer one holds the shorter. */
const whereMentioned = (text: string, { spellings: all }: Asked): readonly number[] => {
  const line = foldWords(text)
  const named = all.filter(
    ({ words }) => line.length - words.length <= LONGEST_AROUND && mentions(line, words),
  )
  if (named.length < 2) return named.map(({ option }) => option)
  const held = (short: string): boolean =>
    named.some(
      ({ words }) =>
        words.length > short.length && words.includes(short) && !line.replace(words, '').includes(short),
    )
  return named.filter(({ words }) => !held(words)).map(({ option }) => option)
}

/** Viewers type 111 and mean 1; a number that is an option by itself stays what it is. */
const numberToIndex = (number: number, options: readonly VoteOption[]): number | null => {
  if (number >= 1 && number <= options.length) return number - 1
  const digits = String(number)
  const digit = Number(digits[0])
  return digits.length > 1 && new Set(digits).size === 1 && digit >= 1 && digit <= options.length
    ? digit - 1
    : null
}

/**
 * Which option a line votes for (index from 0), or null where it votes for none or cannot be told. By number in any
 * script, by the option's words, or by `!vote` / `!投票` before either. Reads at most 200 characters; never throws.
 */
export const parseVote = (text: string, options: readonly VoteOption[]): number | null => {
  if (options.length === 0 || text.length === 0) return null
  const line = trimEdges(wholeLine(text.slice(0, 200)).replace(COMMAND, ''))
  if (line === '' || line.length > 60) return null
  const asked = askedOf(options)
  for (const layer of peel(line)) {
    const core = trimEdges(layer)
    const number = readNumber(core)
    const index = number === null ? null : numberToIndex(number, options)
    const equal = whereEqual(core, asked)
    if (index !== null) return only([index, ...equal])
    if (equal.length > 0) return only(equal)
    // A number that is no option is no vote, whatever else it might be read as.
    if (number !== null) return null
  }
  const mentioned = only(whereMentioned(line, asked))
  return mentioned === null || AGAINST.test(line) ? null : mentioned
}
