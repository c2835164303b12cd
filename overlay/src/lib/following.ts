import {
  applyDelta,
  type Followed,
  PROTOCOL_VERSION,
  ShowDelta,
  ShowSnapshot,
  type ShowView,
} from '@yosegaki/contract'

/**
 * The pure half of following a show: what a page knows, and what a message from the server makes of it (SPEC S1-S4,
 * S7, T5). `ask` is what the page must do besides showing the view.
 */
export type Following = Followed<ShowView> | null
export type Heard = { following: Following; ask: 'nothing' | 'resync' | 'reload'; at: number | null }

export function hearSnapshot(before: Following, payload: unknown): Heard {
  const protocol = (payload as { protocol?: unknown } | null)?.protocol
  if (typeof protocol === 'number' && protocol !== PROTOCOL_VERSION) {
    return { following: before, ask: 'reload', at: null }
  }
  const snapshot = ShowSnapshot.safeParse(payload)
  if (!snapshot.success) return { following: before, ask: 'resync', at: null }
  const { seq, view, at } = snapshot.data
  return { following: { seq, view }, ask: 'nothing', at }
}

export function hearDelta(before: Following, payload: unknown): Heard {
  const delta = ShowDelta.safeParse(payload)
  if (!delta.success || before === null) return { following: before, ask: 'resync', at: null }
  const after = applyDelta(before, withoutUndefined(delta.data))
  if (after === 'gap') return { following: before, ask: 'resync', at: null }
  return { following: after, ask: 'nothing', at: delta.data.at }
}

/** Milliseconds until a page built for another protocol may reload itself: at most once a minute (S7). */
export function reloadWait(lastReload: number | null, now: number): number {
  if (lastReload === null || lastReload > now) return 0
  return Math.max(0, lastReload + 60_000 - now)
}

function withoutUndefined(delta: { seq: number; at: number; changes: Partial<ShowView> }) {
  const changes = Object.fromEntries(Object.entries(delta.changes).filter(([, value]) => value !== undefined))
  return { ...delta, changes: changes as Partial<ShowView> }
}
