import {
  applyDelta,
  ControlDelta,
  ControlSnapshot,
  type ControlView,
  type Followed,
  PROTOCOL_VERSION,
} from '@yosegaki/contract'

/**
 * The pure half of following the show: what the page knows, and what a message makes of it (SPEC S1-S4, S7, T5). `ask`
 * is what the page must do besides showing the view; `at` is the server's clock, where the message told it.
 */
export type Known = Followed<ControlView> | null
export type Heard = { known: Known; ask: 'nothing' | 'resync' | 'reload'; at: number | null }

export function hearSnapshot(before: Known, payload: unknown): Heard {
  const protocol = (payload as { protocol?: unknown } | null)?.protocol
  if (typeof protocol === 'number' && protocol !== PROTOCOL_VERSION) {
    return { known: before, ask: 'reload', at: null }
  }
  const snapshot = ControlSnapshot.safeParse(payload)
  if (!snapshot.success) return { known: before, ask: 'resync', at: null }
  const { seq, view, at } = snapshot.data
  return { known: { seq, view }, ask: 'nothing', at }
}

export function hearDelta(before: Known, payload: unknown): Heard {
  const delta = ControlDelta.safeParse(payload)
  if (!delta.success || before === null) return { known: before, ask: 'resync', at: null }
  // What came as JSON has no undefined in it, which zod's type of a partial cannot say.
  const known = applyDelta(before, delta.data)
  if (known === 'gap') return { known: before, ask: 'resync', at: null }
  return { known, ask: 'nothing', at: delta.data.at }
}
