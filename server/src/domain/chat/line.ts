import type { Heard } from './hear-line.ts'
import type { Notice } from './notice.ts'

/** The chat port: what a source hands over, whatever platform it listens to. */

/**
 * `id` is opaque (a platform's id or a keyed hash of it); it says only "the same person again". `member`, `firstTime`: what
 * the platform says of them with this line, where it says so.
 */
export type Viewer = { id: string; name: string; member?: boolean; firstTime?: boolean }

/** `id` is unique over all time for its source, `at` epoch milliseconds. */
export type ChatLine = { id: string; source: string; viewer: Viewer; text: string; at: number }

export type { Notice }

export type SourceState = 'connecting' | 'live' | 'waiting' | 'ended' | 'failed'

/** `since`: epoch milliseconds the state began. `lines`: handed over so far. */
export type SourceHealth = { state: SourceState; detail: Notice | null; since: number; lines: number }

export type SupportKind =
  | 'super-chat'
  | 'super-sticker'
  | 'new-member'
  | 'milestone'
  | 'gifts'
  | 'gift-received'
  | 'gift'

/**
 * What a platform tells besides lines. `id` as of a line (a super chat with words is a line and an event of one id), `at`
 * epoch milliseconds. `removed.line` and `banned.viewer` may be of a line or viewer that was never seen here.
 */
export type SourceEvent = { id: string; source: string; at: number } & (
  | { type: 'removed'; line: string }
  /** `seconds`: of a time-out; null where it is for good. */
  | { type: 'banned'; viewer: Viewer; seconds: number | null }
  /** `amount`: as the platform shows it ("¥500", a level's name); `count`: memberships given, months. */
  | { type: 'support'; kind: SupportKind; viewer: Viewer; amount: string | null; count: number | null }
  | { type: 'poll'; question: string; options: { text: string; votes: number | null }[]; open: boolean }
)

export interface ChatListener {
  /** May answer with what became of the line, once that is stored; a source that has nobody to tell ignores it. */
  line(line: ChatLine): Promise<Heard> | undefined
  health(health: SourceHealth): void
  /** In order with the lines around it. May answer with a promise that resolves once it is stored, and never rejects. */
  event?(event: SourceEvent): unknown
}

/**
 * Shows a ballot in the platform's own poll as well. Never throws and ends by itself; what cannot be done is told with its
 * reason. `votes`: the poll's own, in the options' order, where it tells them.
 */
export interface BallotMirror {
  open(poll: {
    question: Notice
    options: readonly Notice[]
  }): Promise<{ ok: true; id: string } | { ok: false; reason: Notice }>
  close(id: string): Promise<{ ok: true; votes: number[] | null } | { ok: false; reason: Notice }>
}

/**
 * A chat that can be listened to. `listen` resolves when the chat has ended or the signal aborts; its last health is then
 * `ended`. A fault that cannot mend itself is health `failed` with what to do about it, then it resolves.
 * Never throws for what the platform says.
 */
export interface ChatSource {
  readonly id: string
  readonly kind: 'youtube' | 'rehearsal' | 'replay' | 'twitch'
  listen(listener: ChatListener, signal: AbortSignal): Promise<void>
  /** Where the platform has polls. */
  readonly mirror?: BallotMirror
}

/** UTF-16 units of a line that a source hands on; the reader keeps 200 code points of them. */
export const LONGEST_LINE = 2_000
export const LONGEST_NAME = 40

/** Cuts a string to `units` UTF-16 units; half a surrogate pair, wherever it comes from, becomes U+FFFD. */
export const cutText = (text: string, units: number): string => {
  const cut = text.length > units ? text.slice(0, units) : text
  return cut.isWellFormed() ? cut : cut.toWellFormed()
}
