import type { ShowView } from '@yosegaki/contract'
import { untrack } from 'svelte'
import { type Calm, calmed } from './calm-counts.ts'

/** The view, its counts calmed. Call it in a component. */
export function calmView(view: () => ShowView | null): { readonly view: ShowView | null } {
  let calm = $state.raw<Calm | null>(null)

  $effect.pre(() => {
    const next = view()
    if (next === null) {
      calm = null
      return
    }
    const { calm: after, wait } = calmed(
      untrack(() => calm),
      next,
      Date.now(),
    )
    calm = after
    if (wait === 0) return
    const timer = setTimeout(() => (calm = calmed(calm, next, Date.now()).calm), wait)
    return () => clearTimeout(timer)
  })

  return {
    get view() {
      const now = view()
      return now && calm && { ...now, ballot: calm.ballot, themes: calm.themes }
    },
  }
}
