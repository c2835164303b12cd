import { m } from '#lib/paraglide/messages.js'
import { send } from '#lib/send.ts'
import { reasonFor } from './commands.svelte.ts'

/** Sends what is decided about all overlays at once. What became of it is seen when the show changes. */
export function overlayDesk() {
  let problem = $state<string | null>(null)
  const post = async (path: string, body?: unknown): Promise<boolean> => {
    problem = null
    const sent = await send('POST', `/api/overlays/${path}`, body)
    if (!sent.ok) problem = reasonFor(sent)
    // Read by hand, to keep zod off these pages.
    else if ((sent.value as { kept?: boolean }).kept === false) problem = m.control_blank_unkept()
    return sent.ok
  }
  return {
    /** Why it was not done, or what is still missing of it. */
    get problem() {
      return problem
    },
    blank: (on: boolean) => post('blank', { on }),
    reload: () => post('reload'),
  }
}
