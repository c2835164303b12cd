import type {
  BannedView,
  CandidateChange,
  CandidateView,
  FanWork,
  FlaggedView,
  LinePlace,
  LineView,
  ModerationAct,
  RejectedView,
  ThemeView,
} from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import type { AttackModel } from '../domain/chat/attack-model.ts'
import type { AudienceEntry } from '../domain/chat/audience-entry.ts'
import type { Heard } from '../domain/chat/hear-line.ts'
import type { SourceEvent } from '../domain/chat/line.ts'
import type { Analyser } from '../domain/chat/token.ts'
import type { OwnWord } from '../domain/trust/own-words.ts'
import type { ChatLine, Clock } from '../ports.ts'

export type AudiencePorts = {
  clock: Clock
  analyser: Analyser
  /** What was learned of attacks. */
  attacks: AttackModel
  /** Who said it, as one person across lines, and as nobody outside this house: a keyed hash. */
  viewerKey(said: Pick<ChatLine, 'source' | 'viewer'>): string
  /** The producer's, as they are now. */
  ownWords(): readonly OwnWord[]
  fanWorks(): readonly FanWork[]
}

/**
 * What was made of a line. `undo`: what of its viewer's is the caller's to withdraw first: nothing, their votes (they flood),
 * or everything that is stored of them (they ask to be forgotten).
 */
export type HeardAs = {
  heard: Heard
  /** How it was read, before it was held against what others say. */
  meant: Heard
  viewer: string
  line: string
  /** When the viewer was first heard, where that was only just before. */
  since?: number
  undo: 'nothing' | 'votes' | 'everything'
}

/** A line's vote, or (null) all of the viewer's, are the caller's to withdraw; `heard` is the caller's to count, `since` as in `HeardAs`. */
export type Acted = { viewer: string; line: string | null; heard: Heard | null; since?: number }

/** What a platform takes back: a line, or all that a viewer said. */
export type TakenBack = Extract<SourceEvent, { type: 'removed' | 'banned' }>

export type Audience = {
  /** The newest first. */
  readonly lines: readonly LineView[]
  themes(): ThemeView[]
  candidates(): CandidateView[]
  banned(): BannedView[]
  /** What a producer decides about a candidate; false where it is not on the list (any more). */
  curate(change: CandidateChange): boolean
  /**
   * Reads a line under the artwork as it stands, or as it was read `before`; a vote is the caller's to cast, as `viewer` by
   * `line`.
   */
  hear(line: ChatLine, artwork: Artwork | null, before?: Heard): HeardAs
  /** What was left out, the newest first. */
  rejected(): RejectedView[]
  /** A producer's act on a line; null where it is not known any more. */
  act(act: ModerationAct, place: LinePlace, artwork: Artwork | null): Acted | null
  /** Works of somebody's own that viewers ask for and that no ballot offers. */
  flagged(): FlaggedView[]
  /** Unsays what a platform took back; votes are the caller's to withdraw. Null for a line that nobody said yet. */
  takeBack(taken: TakenBack): { viewer: string; line: string | null } | null
  /** Goes through what an earlier process kept, in its order. */
  recall(entry: AudienceEntry): void
  /** Each question starts with fresh ears: a wish for the theme is no wish for the colour. The question, where it is new. */
  attend(artwork: Artwork): string | null
  /** Options for the ballot of `round`: chat's wishes, then the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
  /** Viewers first heard in 20 s, on average of the last minutes. */
  usual(): number
}
