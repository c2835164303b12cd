import { ownVersion, reloadAsked, reloadSoon } from '../lib/reload.ts'
import type { Show } from '../lib/show.svelte.ts'

/** The panic button, for every page that shows the show: what to hide then is its style sheet's. Call it in a component. */
export function followBlank(show: Show): void {
  $effect.pre(() => {
    if (show.view) document.documentElement.dataset.blank = String(show.view.overlays.blank)
  })
}

/** Do what producers decided about all overlays: show nothing, or load again. Call it in a component. */
export function followOrders(show: Show): void {
  const own: { version: string | null; reloadAt: number | null } = { version: ownVersion(), reloadAt: null }

  followBlank(show)
  $effect.pre(() => {
    const orders = show.view?.overlays
    if (!orders) return
    const asked = reloadAsked(own, orders)
    own.reloadAt ??= orders.reloadAt
    if (asked === 'now') location.reload()
    if (asked === 'soon') reloadSoon()
  })
}
