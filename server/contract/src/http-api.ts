import { z } from 'zod'
import { Role } from './access.ts'
import { FanWorkMark } from './house-rules.ts'
import { Widget } from './overlays.ts'
import { ModelView } from './show-view.ts'
import { Id, Instant, Text } from './text.ts'

/**
 * The JSON the HTTP API speaks. Every error is an `ApiError` with a status that fits; `what` is for programs,
 * `message` for people. `now`, with 412: how the thing is by now, in the shape its GET has (T16).
 */
export const ApiError = z.object({
  error: z.object({ what: z.string().max(60), message: Text, now: z.unknown().optional() }),
})
export type ApiError = z.infer<typeof ApiError>

/** GET /healthz */
export const Health = z.object({
  ok: z.boolean(),
  version: z.string(),
  protocol: z.number().int(),
  uptimeSeconds: z.number().nonnegative(),
  database: z.enum(['up', 'down']),
  painter: z.enum(['ready', 'loading', 'failed']),
  model: z.string().nullable(),
  stream: z.enum(['live', 'none']),
  artwork: z.string().nullable(),
  problems: z.array(Text),
})
export type Health = z.infer<typeof Health>

/** GET /api/session */
export const SessionView = z.object({
  /** No owner yet: the one-time link printed at start leads to set-up. */
  setupNeeded: z.boolean(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), role: Role }).nullable(),
})
export type SessionView = z.infer<typeof SessionView>

/** What decided one round of a finished work. */
export const DecisionView = z.object({
  ask: Text,
  decided: Text,
  decidedBy: z.enum(['votes', 'tie', 'painter']),
  voters: z.number().int().nonnegative(),
  /** How often a producer had the round painted again; missing where it was not. */
  redone: z.number().int().positive().optional(),
  options: z.array(
    z.object({
      text: Text,
      votes: z.number().int().nonnegative(),
      share: z.number(),
      /** Whether viewers asked for it or the plan did; missing in works from before it was kept. */
      from: z.enum(['chat', 'plan']).optional(),
    }),
  ),
})
export type DecisionView = z.infer<typeof DecisionView>

/**
 * A finished work: GET /api/works?limit=&before= (newest first; `before` is a work's number, `limit` at most 60) and GET
 * /api/works/:id. Public, as is GET /api/show, which answers a `ShowView`. A work's id is its artwork's.
 */
export const WorkView = z.object({
  id: Id,
  number: z.number().int().positive(),
  title: Text,
  publishedAt: Instant,
  seed: z.number().int().nonnegative(),
  steps: z.number().int().positive(),
  model: ModelView,
  licence: z.object({
    id: z.string(),
    name: Text,
    url: z.url(),
    /** Why it is not CC0: what was allowed, and when. */
    fanWorks: z.array(FanWorkMark).optional(),
  }),
  /** What the painter was asked for in the end: sentences and weights. */
  prompts: z.array(z.object({ text: z.string(), weight: z.number() })),
  decisions: z.array(DecisionView),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Paths on this server. */
  png: z.string(),
  webp: z.string(),
  /** The PNG with Content Credentials (C2PA). */
  signed: z.string(),
})
export type WorkView = z.infer<typeof WorkView>

/**
 * GET /api/works/:id/story: how it came to be. GET /api/works/:id/replay answers a file that `npm run replay` paints again.
 */
export const WorkStory = z.object({
  openedAt: Instant,
  /** Different viewers who voted. They are counted, never named. */
  voters: z.number().int().nonnegative(),
  /** Touch-ups a producer asked for: by which words (null: the picture's own), and whether of a part of it only. */
  touchUps: z.array(z.object({ words: z.string().max(400).nullable(), part: z.boolean() })).max(100),
  /** Every step that left a picture, in order. */
  steps: z
    .array(
      z.object({
        step: z.number().int().nonnegative(),
        url: z.string().max(300),
        /** Index into the work's decisions; null: the touch-up. */
        round: z.number().int().nonnegative().nullable(),
      }),
    )
    .max(10_000),
})
export type WorkStory = z.infer<typeof WorkStory>

/** GET /api/plans */
export const PlanView = z.object({
  id: Id,
  title: Text,
  summary: Text,
  rounds: z.array(z.object({ id: Id, ask: Text })),
  steps: z.number().int().positive(),
  /** From the call for themes to the finished picture. */
  seconds: z.number().positive(),
})
export type PlanView = z.infer<typeof PlanView>

/** GET /api/overlay-tokens: links for OBS, and for rehearsal viewers. What a link carries is not among it. */
export const OverlayLinkView = z.object({
  id: Id,
  label: z.string().max(60),
  kind: z.enum(['overlay', 'rehearsal']),
  /** The overlays it opens; empty: all of them. */
  widgets: z.array(Widget),
  /** Printed by the terminal at every start. */
  standing: z.boolean(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type OverlayLinkView = z.infer<typeof OverlayLinkView>
/** The answer to making one, and the only time its address is told. */
export const OverlayLinkMade = OverlayLinkView.extend({ url: z.url() })
export type OverlayLinkMade = z.infer<typeof OverlayLinkMade>

/** POST /api/overlay-tokens */
export const OverlayLinkCreate = z.object({
  label: z.string().trim().min(1).max(60),
  kind: z.enum(['overlay', 'rehearsal']),
  /** Left out: every overlay there is, and will be. */
  widgets: z.array(Widget).min(1).optional(),
})
export type OverlayLinkCreate = z.infer<typeof OverlayLinkCreate>

/** Commands: POST /api/commands/:command (see COMMANDS) with its body; answers this. */
export const CommandReply = z.object({ ok: z.literal(true) })
