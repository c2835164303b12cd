import type { Text } from '@yosegaki/contract'
import type { Saying } from '../lib/follow.ts'
import { type LineKind, REHEARSAL } from '../lib/words.ts'

/** What became of one line this viewer said. */
export type Outcome = { kind: LineKind; says: Text; detail: Text }

export function outcomeOf(saying: Saying): Outcome {
  if (saying.kind === 'unsent') return { kind: 'unsent', says: REHEARSAL.unsent, detail: same('') }
  const { reply } = saying
  if (!reply.ok) return { kind: 'rejected', says: REHEARSAL.rejected, detail: reply.reason }
  const says = { vote: REHEARSAL.heardVote, wish: REHEARSAL.heardWish, talk: REHEARSAL.heardTalk }[
    reply.heardAs
  ]
  return { kind: reply.heardAs, says, detail: same(reply.detail) }
}

/** The option number a counted vote went to, or null. */
export function votedFor(saying: Saying): number | null {
  if (saying.kind !== 'answered' || !saying.reply.ok || saying.reply.heardAs !== 'vote') return null
  const number = Number.parseInt(saying.reply.detail, 10)
  return Number.isInteger(number) && number > 0 ? number : null
}

const same = (words: string): Text => ({ ja: words, en: words })
