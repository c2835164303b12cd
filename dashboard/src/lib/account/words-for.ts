import type { Text } from '@yosegaki/contract'
import type { Sent } from '#lib/send.ts'
import { account } from '#lib/words/account.ts'

/** Why an account's form was turned down, in words that say what to do. */
export function wordsFor(sent: Extract<Sent, { ok: false }>): Text {
  if (sent.message !== null) return sent.message
  if (sent.status === 0) return account.problem.unreachable
  return sent.status === 429 ? account.problem.tooMany : account.problem.other
}
