import { z } from 'zod'
import { ModelView } from './show-view.ts'
import { Id, Instant, Text } from './text.ts'

/** GET /api/models: the model that paints now, then those that painted before, newest first. */
export const ModelCard = z.object({
  model: ModelView,
  /** It is the one that paints now: only of this one is its folder at hand. */
  current: z.boolean(),
  /** Works painted with it here. */
  works: z.number().int().nonnegative(),
  /** What its folder tells; null where it is not at hand. */
  folder: z
    .object({
      /** 1 public domain, 2 consented, 3 hashtag fine-tune; 0 where it does not say. */
      stage: z.number().int().min(0).max(3),
      createdAt: z.string().max(40).nullable(),
      /** What it can be asked for. */
      concepts: z.array(Text).max(10_000),
      /** From whose pictures it learned, the most pictures first; null where it has no list of them. */
      learned: z
        .object({
          pictures: z.number().int().nonnegative(),
          /** Kept back to measure with. */
          keptBack: z.number().int().nonnegative(),
          creators: z
            .array(z.object({ name: z.string().max(200), pictures: z.number().int().positive() }))
            .max(100_000),
        })
        .nullable(),
      /** GET /api/models/current/card (Markdown) and /api/models/current/works (CSV) answer these. */
      hasCard: z.boolean(),
      hasWorks: z.boolean(),
    })
    .nullable(),
})
export type ModelCard = z.infer<typeof ModelCard>

const address = z.url({ protocol: /^https?$/ }).max(300)

/** POST /api/schedule, and /api/schedule/:id to change one: a stream that is planned. DELETE takes it back. */
export const StreamPlan = z.object({
  title: z.string().trim().min(1).max(120),
  startsAt: Instant,
  /** How long it is meant to be. */
  minutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .nullable()
    .default(null),
  /** A few words for the public page. */
  note: z.string().trim().max(400).default(''),
  /** Where it can be watched. */
  watchUrl: address.nullable().default(null),
  /** The show plan it is meant for. */
  planId: Id.nullable().default(null),
})
export type StreamPlan = z.infer<typeof StreamPlan>

/** GET /api/schedule: what is planned from six hours ago on, the next first, at most 100. Public. */
export const PlannedStream = StreamPlan.extend({ id: Id })
export type PlannedStream = z.infer<typeof PlannedStream>

export const AnnouncementChannel = z.enum(['x', 'discord'])
export type AnnouncementChannel = z.infer<typeof AnnouncementChannel>

/** Something to tell elsewhere: drafted with what it tells of, sent by a producer who has seen it, once. */
export const AnnouncementView = z.object({
  /** Of kind, channel and subject: there is one announcement of each. */
  id: Id,
  kind: z.enum(['work', 'stream', 'planned']),
  channel: AnnouncementChannel,
  subjectId: Id,
  text: z.string().max(2_000),
  /** What it leads to; null where this house has no public address. */
  url: z.url().max(300).nullable(),
  /**
   * waiting: nobody has sent it. sending: it is on its way. failed: it was refused, so it is not there, and may be sent
   * again. unsure: whether it arrived nobody can know (no answer came, or this program was killed): a producer looks.
   */
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped']),
  createdAt: Instant,
  changedAt: Instant,
  sentUrl: z.string().max(300).nullable(),
  reason: Text.nullable(),
})
export type AnnouncementView = z.infer<typeof AnnouncementView>

/** GET /api/announcements: the newest first, at most 60, and which channels are on (their keys are set). */
export const AnnouncementDesk = z.object({
  channels: z.array(AnnouncementChannel),
  announcements: z.array(AnnouncementView),
})
export type AnnouncementDesk = z.infer<typeof AnnouncementDesk>

/** POST /api/announcements/:id/send: the very words the producer saw and wants sent. */
export const AnnouncementSend = z.object({ text: z.string().trim().min(1).max(2_000) })
/** POST /api/announcements/:id/settle: what a producer saw of one that nobody knew about. */
export const AnnouncementSettle = z.object({ arrived: z.boolean() })
/** POST /api/announcements/:id/drop takes no body. */
