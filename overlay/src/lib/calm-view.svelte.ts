import type { ShowView } from '@yosegaki/contract'
import { untrack } from 'svelte'
import { type Calm, calmed, readThrough } from './calm-counts.ts'
import type { Show } from './show.svelte.ts'

/** The view, its counts calmed. Call it in a component. */
export function calmView(show: Show): { readonly view: ShowView | null } {
  let calm = $state.raw<Calm | null>(null)

  $effect.pre(() => {
    const next = show.view
    if (next === null) {
      calm = null
      return
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const { calm: after, wait } = calmed(calm, next, Date.now())
      calm = after
      if (wait > 0) timer = setTimeout(look, wait)
    }
    untrack(look)
    return () => clearTimeout(timer)
  })
  $effect.pre(() => {
    if (show.connection !== 'live') calm = untrack(() => calm && readThrough(calm))
  })

  return {
    get view() {
      const now = show.view
      return now && calm && { ...now, ballot: calm.ballot.value, themes: calm.themes.value }
    },
  }
}
