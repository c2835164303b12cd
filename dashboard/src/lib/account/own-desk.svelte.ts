import { m } from '#lib/paraglide/messages.js'
import { type Sent, send } from '#lib/send.ts'
import { invalidateAll } from '$app/navigation'
import { wordsFor } from './words-for.ts'

/** Sends what is done on an account's page, one at a time, then shows how things are; says what came of it. */
export function ownDesk() {
  let busy = $state(false)
  let note = $state.raw<{ text: string; problem: boolean } | null>(null)
  return {
    get busy() {
      return busy
    },
    get note() {
      return note
    },
    say(text: string, problem = true) {
      note = { text, problem }
    },
    async run(method: 'POST' | 'DELETE', path: string, body: unknown = {}): Promise<Sent> {
      busy = true
      note = null
      const sent = await send(method, path, body)
      note = sent.ok ? { text: m.account_done(), problem: false } : { text: wordsFor(sent), problem: true }
      if (sent.ok) await invalidateAll()
      busy = false
      return sent
    },
  }
}
export type OwnDesk = ReturnType<typeof ownDesk>
