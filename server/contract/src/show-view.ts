import { z } from 'zod'
import { OverlaysView } from './overlays.ts'
import { Id, Instant, Text } from './text.ts'

export const Phase = z.enum([
  'calling',
  'voting',
  'painting',
  'touching-up',
  'finishing',
  'published',
  'abandoned',
])
export type Phase = z.infer<typeof Phase>

/** What the painter's model is, and whom it learned from: the credit every overlay shows. */
export const ModelView = z.object({
  id: z.string().max(80),
  title: Text,
  credit: Text,
  licence: z.string().max(80),
  /** sha256 over every file that the pixels depend on; missing in works from before it was kept. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
export type ModelView = z.infer<typeof ModelView>

export const StreamView = z.object({ id: Id, title: z.string().max(120), startedAt: Instant })
export type StreamView = z.infer<typeof StreamView>

/** One round of the artwork: what it asks, and, once its ballot has closed, what was decided. */
export const RoundView = z.object({
  id: Id,
  ask: Text,
  decided: Text.nullable(),
  /** Solver steps painted under its decision; what `steps` of the artwork holds beyond these is the touch-up. */
  steps: z.number().int().positive(),
  /** How often a producer had it painted again. */
  redone: z.number().int().nonnegative(),
})
export type RoundView = z.infer<typeof RoundView>

export const ArtworkView = z.object({
  id: Id,
  /** 1 for the first artwork ever opened in this house. */
  number: z.number().int().positive(),
  seed: z.number().int().nonnegative(),
  phase: Phase,
  /** Index into `rounds` of the round being painted; -1 before the first. */
  round: z.number().int().min(-1),
  rounds: z.array(RoundView).max(16),
  /** 0, and one more for every round that was begun again, and every take that was gone back to. */
  take: z.number().int().nonnegative(),
  /** Solver steps done, of all planned (painting and touching-up). */
  step: z.number().int().nonnegative(),
  steps: z.number().int().positive(),
  /** When the present phase or round is planned to end; null while held or where nothing is planned. */
  endsAt: Instant.nullable(),
  held: z.boolean(),
  title: Text.nullable(),
  /** What the picture will be under as it stands: CC0, unless a fan work steered it. */
  licence: z.object({ id: z.string().max(40), name: Text }),
})
export type ArtworkView = z.infer<typeof ArtworkView>

export const BallotOptionView = z.object({
  /** What viewers type: 1, 2, 3 ... */
  number: z.number().int().positive(),
  text: Text,
  votes: z.number().int().nonnegative(),
  /** Its part of all votes, 0..1. In an empty closed ballot the painter's pick has 1. */
  share: z.number().min(0).max(1),
  /** chat: viewers asked for it; plan: the show plan's own suggestion. */
  from: z.enum(['chat', 'plan']),
})
export type BallotOptionView = z.infer<typeof BallotOptionView>

export const BallotView = z.object({
  /** Index of the round it decides. */
  round: z.number().int().nonnegative(),
  ask: Text,
  /** asking: wishes are being collected for it; open: votes count; closed: decided. */
  state: z.enum(['asking', 'open', 'closed']),
  options: z.array(BallotOptionView).max(9),
  voters: z.number().int().nonnegative(),
  /** asking: when it opens. open: when it closes. closed: when it closed. null while held. */
  at: Instant.nullable(),
  /** Number of the option that leads (open) or won (closed); null where no vote was cast yet. */
  leading: z.number().int().positive().nullable(),
  /** How a closed ballot was decided: by votes, by the tie rule, or by the painter because nobody voted. */
  decidedBy: z.enum(['votes', 'tie', 'painter']).nullable(),
})
export type BallotView = z.infer<typeof BallotView>

export const ThemeView = z.object({
  text: z.string().max(80),
  viewers: z.number().int().positive(),
  /** Decayed weight relative to the heaviest on show, 0..1. */
  weight: z.number().min(0).max(1),
})
export type ThemeView = z.infer<typeof ThemeView>

/** A preview or final picture: immutable, fetched by its URL, cacheable for ever. */
export const FrameView = z.object({
  url: z.string().max(300),
  artworkId: Id,
  /** Frames of an artwork are in order by take, then by step: a round that is painted again begins with the frame before it,
   * a take that is gone back to with the one it was left at. */
  take: z.number().int().nonnegative(),
  step: z.number().int().nonnegative(),
  final: z.boolean(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})
export type FrameView = z.infer<typeof FrameView>

/** A part of the picture, in fractions (0..1) of its width and height, from its top left. */
export const Box = z
  .object({
    left: z.number().min(0).max(1),
    top: z.number().min(0).max(1),
    width: z.number().min(0.02).max(1),
    height: z.number().min(0.02).max(1),
  })
  .refine(
    ({ left, top, width, height }) => left + width <= 1.001 && top + height <= 1.001,
    'the part lies inside the picture',
  )
export type Box = z.infer<typeof Box>

/** Everything a page that shows the stream needs. Each field is a section: a delta replaces whole sections. */
export const ShowView = z.object({
  stream: StreamView.nullable(),
  artwork: ArtworkView.nullable(),
  ballot: BallotView.nullable(),
  themes: z.array(ThemeView).max(24),
  frame: FrameView.nullable(),
  model: ModelView.nullable(),
  /** Something viewers should know (the painter rests, chat is away); null when all is well. */
  notice: Text.nullable(),
  overlays: OverlaysView,
})
export type ShowView = z.infer<typeof ShowView>

export const EMPTY_SHOW: ShowView = {
  stream: null,
  artwork: null,
  ballot: null,
  themes: [],
  frame: null,
  model: null,
  notice: null,
  overlays: { version: '', blank: false, reloadAt: 0, presets: [] },
}
