import type { LinePlace, ModerationAct, Text } from '@yosegaki/contract'
import { send } from '#lib/send.ts'
import { control } from '#lib/words/control.ts'
import type { Question } from './ask-again.svelte'
import { reasonFor } from './commands.svelte.ts'

export type ModerationDesk = {
  /** Why the last act was turned down. */
  readonly problem: Text | null
  act(act: ModerationAct, line: LinePlace & { name: string }): void
  decide(work: { id: string }, stance: 'allowed' | 'refused'): void
}

/** What a producer does to lines, viewers and works. What cannot be undone is asked again. */
export function moderationDesk(onask: (question: Question) => void): ModerationDesk {
  let problem = $state.raw<Text | null>(null)

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
          title: control.sure[act === 'ban' ? 'banTitle' : 'forgetTitle'](name),
          text: control.sure[act === 'ban' ? 'banText' : 'forgetText'],
          yes: control.act[act],
          run,
        })
      else run()
    },
    decide: ({ id }, stance) => void post(`/api/fan-works/${id}/stance`, { stance }),
  }
}
