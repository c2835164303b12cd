import type { Text } from '@yosegaki/contract'
import { send } from '#lib/send.ts'
import { control } from '#lib/words/control.ts'
import { reasonFor } from './commands.svelte.ts'

/** Saves a sheet; says that it did, or why not. */
export function saving(path: string) {
  let busy = $state(false)
  let note = $state.raw<{ text: Text; problem: boolean } | null>(null)
  return {
    get busy() {
      return busy
    },
    get note() {
      return note
    },
    async save(body: unknown): Promise<void> {
      busy = true
      const sent = await send('POST', path, body)
      busy = false
      note = sent.ok
        ? { text: control.rules.saved, problem: false }
        : { text: reasonFor(sent), problem: true }
    },
  }
}
