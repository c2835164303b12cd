import type { Show } from './show.svelte.ts'

/** True once the server has been away for `ms`: a short drop is nobody's business. Call it in a component. */
export function longAway(show: Show, ms: number): { readonly now: boolean } {
  let away = $state(false)
  $effect(() => {
    away = false
    if (show.connection !== 'away') return
    const timer = setTimeout(() => (away = true), ms)
    return () => clearTimeout(timer)
  })
  return {
    get now() {
      return away
    },
  }
}
