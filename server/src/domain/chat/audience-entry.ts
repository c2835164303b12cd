import type { CandidateChange, LinePlace, ModerationAct } from '@yosegaki/contract'
import type { Heard } from './hear-line.ts'
import type { ChatLine } from './line.ts'

/**
 * One thing that happened among a stream's viewers, as it is kept over a restart. `key` is of the line or event, over all
 * sources; a viewer is known by a keyed hash, never by a platform's id.
 */
export type AudienceEntry =
  /** `meant`: how it was read, before it was held against what others say. `count`: lines of its source, with this one. */
  | { type: 'line'; key: string; line: ChatLine; meant: Heard; count: number }
  | { type: 'removed'; key: string; line: string }
  | { type: 'banned'; key: string; viewer: string; at: number }
  /** Only that it was told: support, polls, what its viewer wants forgotten. */
  | { type: 'told'; key: string }
  /** Viewers were asked something new: wishes from before it count no more. */
  | { type: 'asked'; question: string }
  /** A producer's doings. `heard`: what an overturned line counts as. */
  | { type: 'acted'; act: ModerationAct; place: LinePlace; at: number; heard: Heard | null }
  | { type: 'curated'; change: CandidateChange }

/** UTF-16 units of a line that are ever read. */
const LONGEST_KEPT = 400

/** A line as it may be kept: its viewer by their keyed hash. */
export const keptLine = (line: ChatLine, viewer: string): ChatLine => ({
  ...line,
  viewer: { ...line.viewer, id: viewer },
  text: line.text.slice(0, LONGEST_KEPT),
})

/** What a line or an event is known by: sources number theirs apart, and a super chat is a line and an event of one id. */
export const keyOf = (told: { source: string; id: string; type?: string }): string =>
  `${told.source}/${told.type === undefined ? '' : `${told.type}/`}${told.id}`

/** The entry without anything of the viewer, or the entry itself where it is not theirs. */
export const withoutViewer = (entry: AudienceEntry, viewer: string): AudienceEntry => {
  const theirs =
    (entry.type === 'line' && entry.line.viewer.id === viewer) ||
    (entry.type === 'banned' && entry.viewer === viewer)
  return theirs ? { type: 'told', key: entry.key } : entry
}
