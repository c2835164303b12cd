import type { Text } from '@yosegaki/contract'
import { type Sent, send } from '#lib/send.ts'
import { account } from '#lib/words/account.ts'
import { invalidateAll } from '$app/navigation'
import { wordsFor } from './words-for.ts'

/** Sends what is done on an account's page, one at a time, then shows how things are; says what came of it. */
export function ownDesk() {
  let busy = $state(false)
  let note = $state.raw<{ text: Text; problem: boolean } | null>(null)
  return {
    get busy() {
      return busy
    },
    get note() {
      return note
    },
    say(text: Text, problem = true) {
      note = { text, problem }
    },
    async run(method: 'POST' | 'DELETE', path: string, body: unknown = {}): Promise<Sent> {
      busy = true
      note = null
      const sent = await send(method, path, body)
      note = sent.ok ? { text: account.done, problem: false } : { text: wordsFor(sent), problem: true }
      if (sent.ok) await invalidateAll()
      busy = false
      return sent
    },
  }
}
export type OwnDesk = ReturnType<typeof ownDesk>
