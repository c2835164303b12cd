import { type CandidateChange, candidateStand } from '@yosegaki/contract'
import { send } from '#lib/send.ts'
import { reasonFor } from './commands.svelte.ts'

/** Sends what a producer decides about candidates, one at a time, and keeps why the last one was turned down. */
export function candidateDesk(view: () => Parameters<typeof candidateStand>[1]) {
  let busy = $state(false)
  let problem = $state<string | null>(null)
  return {
    get busy() {
      return busy
    },
    get problem() {
      return problem
    },
    async decide(change: CandidateChange): Promise<boolean> {
      if (busy) return false
      busy = true
      problem = null
      const sent = await send('POST', '/api/candidates', change, candidateStand(change, view()))
      busy = false
      if (!sent.ok) problem = reasonFor(sent)
      return sent.ok
    },
  }
}

export type CandidateDesk = ReturnType<typeof candidateDesk>
