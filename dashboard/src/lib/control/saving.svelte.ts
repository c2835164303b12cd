import { ListSaved, standOf } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import { send } from '#lib/send.ts'
import { reasonFor } from './commands.svelte.ts'

/**
 * Saves a sheet; says that it did, or why not. `list`: as it was when the sheet was opened; saving over what somebody else saved
 * since is turned down.
 */
export function saving(path: string, list: readonly unknown[]) {
  let stand = standOf(list)
  let busy = $state(false)
  let note = $state.raw<{ text: string; problem: boolean } | null>(null)
  return {
    get busy() {
      return busy
    },
    get note() {
      return note
    },
    async save(body: unknown): Promise<void> {
      busy = true
      const sent = await send('POST', path, body, stand)
      // As the server keeps it now: tidied up, and with what it adds itself.
      if (sent.ok) stand = ListSaved.parse(sent.value).stand
      busy = false
      note = sent.ok ? { text: m.rules_saved(), problem: false } : { text: reasonFor(sent), problem: true }
    },
  }
}
