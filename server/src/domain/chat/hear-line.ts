import { parseVote, type VoteOption } from '../ballot/parse-vote.ts'
import { readNumber } from '../ballot/vote-words.ts'
import type { AttackModel } from './attack-model.ts'
import { extractThemes } from './extract-themes.ts'
import { fold } from './fold.ts'
import { judge } from './judge.ts'
import type { RejectReason, Verdict } from './moderate.ts'
import { type Normalised, normalise } from './normalise.ts'
import { remember } from './remember.ts'
import type { Theme } from './theme-key.ts'
import type { Analyser } from './token.ts'

/** What a line was: `option` is an index from 0. */
export type Heard =
  | { kind: 'vote'; option: number }
  | { kind: 'wish'; themes: Theme[] }
  | { kind: 'rejected'; reason: RejectReason }
  | { kind: 'talk' }

/** What lines are read with: a dictionary, and what was learned of attacks. */
export type Readers = { analyser: Analyser; attacks: AttackModel }
/** `openOptions`: of the ballot that is open now, in the order of their numbers; empty while none is. */
export type Ears = Readers & { openOptions: readonly VoteOption[] }

/** What a line is whoever says it and whatever is asked. `themes` are looked for when they are first asked about. */
export type Reading = { said: Normalised; verdict: Verdict; themes: () => Theme[] }

/** Reads a line by itself. Never throws, and takes time linear in what is read of it. */
export const readLine = (text: string, { analyser, attacks }: Readers): Reading => {
  const said = normalise(text)
  let themes: Theme[] | null = null
  return {
    said,
    verdict: judge(said, attacks),
    themes: () => {
      themes ??= said.text === '' ? [] : extractThemes(said.text, analyser)
      return themes
    },
  }
}

/** Readings kept: chat says the same things again and again, the short ones most. */
const KEPT = 10_000
const LONGEST_KEPT = 60

/** `readLine` that remembers what it read lately, bounded in number and length. */
export const createReader = (readers: Readers): ((text: string) => Reading) => {
  const remembered = remember((text) => readLine(text, readers), KEPT)
  return (text) => (text.length > LONGEST_KEPT ? readLine(text, readers) : remembered(text))
}

/** What a line means while these options can be voted for, whatever is thought of its words. */
export const understand = ({ said, themes }: Reading, openOptions: readonly VoteOption[]): Heard => {
  // An option may be a word that else is laughter (草): then the unshortened line is asked as well.
  const option =
    parseVote(said.text, openOptions) ?? (said.text === '' ? parseVote(said.plain, openOptions) : null)
  if (option !== null) return { kind: 'vote', option }
  // A bare number is a vote that came too early or too late, never something to paint.
  if (readNumber(fold(said.text)) !== null) return { kind: 'talk' }
  return themes().length > 0 ? { kind: 'wish', themes: themes() } : { kind: 'talk' }
}

/** Refuses a line, or takes it as a vote, a wish, or talk. A vote goes before a wish: while 猫 is an option, "猫" votes for it. */
export const hearReading = (reading: Reading, openOptions: readonly VoteOption[]): Heard => {
  const { verdict } = reading
  return verdict.ok ? understand(reading, openOptions) : { kind: 'rejected', reason: verdict.reason }
}

export const hearLine = (line: { text: string }, { openOptions, ...readers }: Ears): Heard =>
  hearReading(readLine(line.text, readers), openOptions)
