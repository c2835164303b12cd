import type { SaidLine, ShowView, Widget } from '@yosegaki/contract'
import { createSubscriber } from 'svelte/reactivity'
import { type Connection, type Followers, followShow, type Saying } from './follow.ts'

export type Clock = {
  /** The server's time in epoch milliseconds. Whoever reads it is told again once a second, and nobody else is. */
  readonly now: number
}

export type Show = {
  readonly view: ShowView | null
  readonly connection: Connection
  readonly clock: Clock
  say(line: SaidLine): Promise<Saying>
}

/** The show as Svelte sees it. Without a token there is nobody to ask: it is refused from the start. */
export function createShow(token: string | null, widget?: Widget): Show {
  let state = $state.raw<Followers>({ view: null, connection: token ? 'connecting' : 'refused', offset: 0 })
  const follower = token ? followShow({ token, ...(widget && { widget }) }, (next) => (state = next)) : null
  const everySecond = createSubscriber((update) => {
    const timer = setInterval(update, 1000)
    return () => clearInterval(timer)
  })
  const clock: Clock = {
    get now() {
      everySecond()
      return Date.now() + state.offset
    },
  }
  return {
    get view() {
      return state.view
    },
    get connection() {
      return state.connection
    },
    clock,
    say: (line) => follower?.say(line) ?? Promise.resolve({ kind: 'unsent' }),
  }
}
