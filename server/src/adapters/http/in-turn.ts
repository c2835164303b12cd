import type { Stand } from '@yosegaki/contract'
import type { Request } from 'express'
import { Refusal } from './replies.ts'

/** What a decision is about: how it stands, and, where a page is to show it to whoever comes too late, the thing itself. */
export type About = { stand(): Stand | Promise<Stand>; now?(): unknown }

const stale = (now: unknown) =>
  new Refusal(
    412,
    'stale',
    {
      ja: 'そのあいだに、ほかの人の操作などで状況が変わりました。いまの様子を確かめて、もう一度どうぞ。',
      en: 'Meanwhile things have changed, perhaps by somebody else. Look at how they are now, then try again.',
    },
    now,
  )

/**
 * Decisions of several producers, one after the other. One that says in `If-Match` what it was decided on is turned down where
 * that is no longer how things stand (T15), and told how they are now (T16); one that does not say (a script) is not asked.
 */
export function createTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <Value>(request: Request, about: About, act: () => Promise<Value>): Promise<Value> => {
    const decidedOn = request.headers['if-match']
    const turn = last.then(async () => {
      if (decidedOn !== undefined && decidedOn !== (await about.stand())) throw stale(await about.now?.())
      return act()
    })
    last = turn.catch(() => undefined)
    return turn
  }
}

export type InTurn = ReturnType<typeof createTurn>
