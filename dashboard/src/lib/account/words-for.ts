import { m } from '#lib/paraglide/messages.js'
import type { Sent } from '#lib/send.ts'
import { say } from '#lib/words/say.ts'

/** Why an account's form was turned down, in words that say what to do. */
export function wordsFor(sent: Extract<Sent, { ok: false }>): string {
  if (sent.message !== null) return say(sent.message)
  if (sent.status === 0) return m.account_problem_unreachable()
  return sent.status === 429 ? m.account_problem_too_many() : m.account_problem_other()
}
