import { send } from '#lib/send.ts'
import { reasonFor } from './commands.svelte.ts'

/** Sends what is decided about all overlays at once. What became of it is seen when the show changes. */
export function overlayDesk() {
  let problem = $state<string | null>(null)
  const post = async (path: string, body?: unknown): Promise<boolean> => {
    problem = null
    const sent = await send('POST', `/api/overlays/${path}`, body)
    if (!sent.ok) problem = reasonFor(sent)
    return sent.ok
  }
  return {
    get problem() {
      return problem
    },
    blank: (on: boolean) => post('blank', { on }),
    reload: () => post('reload'),
  }
}
