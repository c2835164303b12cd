import { parseVote, type VoteOption } from '../ballot/parse-vote.ts'
import { readNumber } from '../ballot/vote-words.ts'
import { extractThemes } from './extract-themes.ts'
import { fold } from './fold.ts'
import { moderate, type RejectReason } from './moderate.ts'
import { type Normalised, normalise } from './normalise.ts'
import type { Theme } from './theme-key.ts'
import type { Analyser } from './token.ts'

/** What a line was: `option` is an index from 0. */
export type Heard =
  | { kind: 'vote'; option: number }
  | { kind: 'wish'; themes: Theme[] }
  | { kind: 'rejected'; reason: RejectReason }
  | { kind: 'talk' }

/** `openOptions`: of the ballot that is open now, in the order of their numbers; empty while none is. */
export type Ears = { analyser: Analyser; openOptions: readonly VoteOption[] }

/**
 * Reads one line of chat: refuses it, or takes it as a vote, a wish, or talk. A vote goes before a wish: while 猫 is an
 * option, "猫" votes for it. Never throws, and takes time linear in what is read of the line.
 */
export const hearLine = (line: { text: string }, ears: Ears): Heard => {
  const said = normalise(line.text)
  const verdict = moderate(said)
  return verdict.ok ? understand(said, ears) : { kind: 'rejected', reason: verdict.reason }
}

/** What a line means, whatever is thought of its words: a producer may have let it pass. */
export const understand = (said: Normalised, { analyser, openOptions }: Ears): Heard => {
  // An option may be a word that else is laughter (草): then the unshortened line is asked as well.
  const option =
    parseVote(said.text, openOptions) ?? (said.text === '' ? parseVote(said.plain, openOptions) : null)
  if (option !== null) return { kind: 'vote', option }
  // A bare number is a vote that came too early or too late, never something to paint.
  if (readNumber(fold(said.text)) !== null) return { kind: 'talk' }
  const themes = said.text === '' ? [] : extractThemes(said.text, analyser)
  return themes.length > 0 ? { kind: 'wish', themes } : { kind: 'talk' }
}
