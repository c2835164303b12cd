import { type Command, type ControlView, commandStand } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import { type Sent, send } from '#lib/send.ts'
import { say } from '#lib/words/say.ts'

export type CommandDesk = {
  /** The command on its way to the server, if any. */
  readonly busy: Command | null
  /** Why the last one was turned down, until the next is sent or the note is closed. */
  readonly problem: { command: Command; message: string } | null
  /** True when the server did it. What changed is seen when the show changes, not before. */
  /** `seen`: the show as it was decided on; left out, as it is on the page. */
  run(command: Command, body?: unknown, seen?: ControlView | null): Promise<boolean>
  dismiss(): void
}

/** Sends commands one at a time, and keeps what went wrong. */
export function commandDesk(view: () => ControlView | null): CommandDesk {
  let busy = $state<Command | null>(null)
  let problem = $state.raw<CommandDesk['problem']>(null)
  return {
    get busy() {
      return busy
    },
    get problem() {
      return problem
    },
    async run(command, body = {}, seen = view()) {
      if (busy !== null) return false
      busy = command
      problem = null
      const sent = await send(
        'POST',
        `/api/commands/${command}`,
        body,
        seen === null ? undefined : commandStand(command, seen),
      )
      busy = null
      if (sent.ok) return true
      problem = { command, message: reasonFor(sent) }
      return false
    },
    dismiss() {
      problem = null
    },
  }
}

/** Why something was turned down, in words a producer can act on. */
export function reasonFor(sent: Extract<Sent, { ok: false }>): string {
  if (sent.message !== null) return say(sent.message)
  if (sent.status === 0) return m.control_problem_unreachable()
  return sent.status === 401 ? m.control_problem_signed_out() : m.control_problem_other()
}
