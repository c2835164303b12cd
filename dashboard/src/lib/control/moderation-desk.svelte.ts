import type { LinePlace, ModerationAct } from '@yosegaki/contract'
import { ACT_NAMES } from '#lib/control/names.ts'
import { m } from '#lib/paraglide/messages.js'
import { send } from '#lib/send.ts'
import type { Question } from './ask-again.svelte'
import { reasonFor } from './commands.svelte.ts'

export type ModerationDesk = {
  /** Why the last act was turned down. */
  readonly problem: string | null
  act(act: ModerationAct, line: LinePlace & { name: string }): void
  decide(work: { id: string }, stance: 'allowed' | 'refused'): void
}

/** What a producer does to lines, viewers and works. What cannot be undone is asked again. */
export function moderationDesk(onask: (question: Question) => void): ModerationDesk {
  let problem = $state<string | null>(null)

  async function post(path: string, body: unknown) {
    const sent = await send('POST', path, body)
    problem = sent.ok ? null : reasonFor(sent)
  }

  return {
    get problem() {
      return problem
    },
    act(act, { source, id, name }) {
      const run = () => void post(`/api/moderation/${act}`, { source, id })
      if (act === 'ban' || act === 'forget')
        onask({
          title: act === 'ban' ? m.control_sure_ban_title({ name }) : m.control_sure_forget_title({ name }),
          text: act === 'ban' ? m.control_sure_ban_text() : m.control_sure_forget_text(),
          yes: ACT_NAMES[act](),
          run,
        })
      else run()
    },
    decide: ({ id }, stance) => void post(`/api/fan-works/${id}/stance`, { stance }),
  }
}
