import { type Command, type ControlView, commandStand, type Text } from '@yosegaki/contract'
import { type Sent, send } from '#lib/send.ts'
import { control } from '#lib/words/control.ts'

export type CommandDesk = {
  /** The command on its way to the server, if any. */
  readonly busy: Command | null
  /** Why the last one was turned down, until the next is sent or the note is closed. */
  readonly problem: { command: Command; message: Text } | null
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
export function reasonFor(sent: Extract<Sent, { ok: false }>): Text {
  if (sent.message !== null) return sent.message
  if (sent.status === 0) return control.problem.unreachable
  return sent.status === 401 ? control.problem.signedOut : control.problem.other
}
