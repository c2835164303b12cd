import { z } from 'zod'
import { ControlView } from './control-view.ts'
import { Widget } from './overlays.ts'
import type { Delta, Snapshot } from './sections.ts'
import { ShowView } from './show-view.ts'
import { Id, Instant, Text } from './text.ts'

/** Rises when a page built for an older one could misread what it gets; such a page reloads itself. */
export const PROTOCOL_VERSION = 4

/** Socket.IO namespaces. `/show`: overlays and rehearsal viewers, by token. `/control`: producers, by session. */
export const SHOW_NAMESPACE = '/show'
/** What `/show` answers to a token that opens nothing; whatever else it answers, a page tries again soon. */
export const LINK_REFUSED = 'link-refused'
export const CONTROL_NAMESPACE = '/control'
/** What `/control` answers where there is no session, where its role may not, and where the database cannot say which it is. */
export const CONTROL_REFUSALS = {
  signedOut: 'sign-in-needed',
  notAllowed: 'not-allowed',
  databaseAway: 'try-again',
} as const

const snapshotOf = <View extends z.ZodType>(view: View) =>
  z.object({ protocol: z.number().int(), seq: z.number().int().nonnegative(), at: Instant, view })

export const ShowSnapshot = snapshotOf(ShowView)
export const ControlSnapshot = snapshotOf(ControlView)
export const ShowDelta = z.object({
  seq: z.number().int().positive(),
  at: Instant,
  changes: ShowView.partial(),
})
export const ControlDelta = z.object({
  seq: z.number().int().positive(),
  at: Instant,
  changes: ControlView.partial(),
})

/** What a page puts into Socket.IO's `auth` for `/show`. An overlay says which widget it is. */
export const ShowAuth = z.object({ token: z.string().min(1).max(200), widget: Widget.optional() })

/** What a rehearsal viewer types. The server cuts, cleans and rate-limits it as it does any chat. */
export const SaidLine = z.object({
  viewerId: Id,
  name: z.string().trim().min(1).max(40),
  text: z.string().min(1).max(16_384),
})
export type SaidLine = z.infer<typeof SaidLine>

export const SaidReply = z.discriminatedUnion('ok', [
  /** `detail`: a vote's option number, a wish's themes, nothing for talk. */
  z.object({ ok: z.literal(true), heardAs: z.enum(['vote', 'wish', 'talk']), detail: z.string().max(200) }),
  /** `what` is for programs (`too-fast`, `slur`, `read-only` ...), `reason` for the viewer. */
  z.object({ ok: z.literal(false), what: z.string().max(40), reason: Text }),
])
export type SaidReply = z.infer<typeof SaidReply>

/** Sent by the server; `show:snapshot` comes on connect and after every resync. */
export interface ShowServerToClient {
  'show:snapshot': (snapshot: Snapshot<ShowView>) => void
  'show:changed': (delta: Delta<ShowView>) => void
}

/** Sent by pages. `line:said` is for rehearsal tokens only; an overlay's token gets `ok: false`. */
export interface ShowClientToServer {
  'show:resync': () => void
  'line:said': (line: SaidLine, reply: (answer: SaidReply) => void) => void
}

export interface ControlServerToClient {
  'control:snapshot': (snapshot: Snapshot<ControlView>) => void
  'control:changed': (delta: Delta<ControlView>) => void
}

export interface ControlClientToServer {
  'control:resync': () => void
}
