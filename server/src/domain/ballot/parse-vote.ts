import { fold, foldWords, singular } from '../chat/fold.ts'
import { conceptOf } from '../chat/paint-words.ts'
import { remember } from '../chat/remember.ts'
import { AGAINST, peel, readNumber } from './vote-words.ts'

/** One option as viewers may write it: its text, or several spellings of it (both languages). */
export type VoteOption = string | readonly string[]

/** Beyond this many characters around it, an option that is mentioned is talked about. */
const LONGEST_AROUND = 12

const EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}ー]+$/gu
const COMMAND = /^[!/](?:vote|v|投票)(?=$|[\s\d:#])[\s:#]*/i

const spellings = (option: VoteOption): readonly string[] => (typeof option === 'string' ? [option] : option)

/** Options are asked about at every line; a few hundred spellings are a long stream's ballots. */
const SPELLINGS = 500

const readKey = (text: string): string => {
  const words = foldWords(text)
    .split(' ')
    .map((word) => (/^[a-z]+$/.test(word) ? singular(word) : word))
    .filter((word) => !/^(?:a|an|the)$/.test(word))
  const key = words.join('')
  return (
    conceptOf(key) ??
    (words.length > 1 && words.every((word) => conceptOf(word)) ? words.map(conceptOf).join('') : key)
  )
}

const keyOf = remember(readKey, SPELLINGS)
const wordsOf = remember(foldWords, SPELLINGS)

const only = (found: ReadonlySet<number>): number | null => (found.size === 1 ? [...found][0]! : null)

const whereEqual = (text: string, options: readonly VoteOption[]): Set<number> => {
  const wanted = readKey(text)
  const found = new Set<number>()
  if (wanted !== '')
    options.forEach((option, index) => {
      if (spellings(option).some((spelling) => keyOf(spelling) === wanted)) found.add(index)
    })
  return found
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
const whereMentioned = (text: string, options: readonly VoteOption[]): Set<number> => {
  const line = foldWords(text)
  const found = new Map<number, string>()
  options.forEach((option, index) => {
    const hit = spellings(option)
      .map(wordsOf)
      .filter(
        (spelling) =>
          spelling !== '' && line.length - spelling.length <= LONGEST_AROUND && mentions(line, spelling),
      )
      .sort((a, b) => b.length - a.length)[0]
    if (hit !== undefined) found.set(index, hit)
  })
  const held = (short: string): boolean =>
    [...found.values()].some(
      (long) => long.length > short.length && long.includes(short) && !line.replace(long, '').includes(short),
    )
  return new Set([...found].filter(([, spelling]) => !held(spelling)).map(([index]) => index))
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
  const whole = text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/\p{Mn}|\p{Me}|\p{Cf}/gu, '')
    .toLowerCase()
    .trim()
  const line = whole.replace(COMMAND, '').replace(EDGES, '')
  if (line === '' || line.length > 60) return null
  const found = new Set<number>()
  for (const layer of peel(line)) {
    const core = layer.replace(EDGES, '')
    const number = readNumber(core)
    const index = number === null ? null : numberToIndex(number, options)
    if (index !== null) found.add(index)
    for (const match of whereEqual(core, options)) found.add(match)
    if (found.size > 0) return only(found)
    // A number that is no option is no vote, whatever else it might be read as.
    if (number !== null) return null
  }
  if (AGAINST.test(line) || fold(line) === '') return null
  return only(whereMentioned(line, options))
}
