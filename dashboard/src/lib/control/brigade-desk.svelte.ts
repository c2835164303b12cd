import { type BrigadeView, brigadeStand, type ControlView } from '@yosegaki/contract'
import { send } from '#lib/send.ts'
import { reasonFor } from './commands.svelte.ts'

/** Sends what a producer decides about newcomers' votes, one at a time, and keeps why the last one was turned down. */
export function brigadeDesk(view: () => ControlView) {
  let busy = $state(false)
  let problem = $state<string | null>(null)
  return {
    get busy() {
      return busy
    },
    get problem() {
      return problem
    },
    async decide({ round, place, option, stance }: BrigadeView, counts: boolean): Promise<void> {
      if (busy || stance === (counts ? 'counted' : 'aside')) return
      busy = true
      problem = null
      const decision = { round, place, option, counts }
      const sent = await send('POST', '/api/brigades', decision, brigadeStand(decision, view()))
      busy = false
      if (!sent.ok) problem = reasonFor(sent)
    },
  }
}
