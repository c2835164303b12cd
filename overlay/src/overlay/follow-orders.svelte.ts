import { ownVersion, reloadAsked, reloadSoon } from '../lib/reload.ts'
import type { Show } from '../lib/show.svelte.ts'

/** Do what producers decided about all overlays: show nothing, or load again. Call it in a component. */
export function followOrders(show: Show): void {
  const own: { version: string | null; reloadAt: number | null } = { version: ownVersion(), reloadAt: null }

  $effect.pre(() => {
    const orders = show.view?.overlays
    if (!orders) return
    document.documentElement.dataset.blank = String(orders.blank)
    const asked = reloadAsked(own, orders)
    own.reloadAt ??= orders.reloadAt
    if (asked === 'now') location.reload()
    if (asked === 'soon') reloadSoon()
  })
}
