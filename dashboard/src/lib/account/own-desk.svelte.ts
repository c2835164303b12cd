import { m } from '#lib/paraglide/messages.js'
import { type Sent, send } from '#lib/send.ts'
import { invalidateAll } from '$app/navigation'
import { wordsFor } from './words-for.ts'

/** `again`: to be tried once more after signing in. */
type Note = { text: string; problem: boolean; again?: boolean }

/** Sends what is done on an account's page, one at a time, then shows how things are; says what came of it. */
export function ownDesk() {
  let busy = $state(false)
  let note = $state.raw<Note | null>(null)
  const refused = (sent: Extract<Sent, { ok: false }>): void => {
    note = { text: wordsFor(sent), problem: true, again: sent.what === 'sign-in-again' }
  }
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
    refused,
    async run(method: 'POST' | 'DELETE', path: string, body: unknown = {}): Promise<Sent> {
      busy = true
      note = null
      const sent = await send(method, path, body)
      if (sent.ok) {
        note = { text: m.account_done(), problem: false }
        await invalidateAll()
      } else refused(sent)
      busy = false
      return sent
    },
  }
}
export type OwnDesk = ReturnType<typeof ownDesk>
