import { z } from 'zod'
import { ShowView } from './show-view.ts'
import { Id, Instant, Text } from './text.ts'
import { twitchChannelOf } from './twitch-channel.ts'

export const SourceView = z.object({
  id: z.string().max(80),
  kind: z.enum(['rehearsal', 'replay', 'youtube', 'twitch']),
  state: z.enum(['connecting', 'live', 'waiting', 'ended', 'failed']),
  detail: Text.nullable(),
  since: Instant,
  lines: z.number().int().nonnegative(),
})
export type SourceView = z.infer<typeof SourceView>

/** One line of chat as the control room lists it. `text` is what was said, cut to 200 characters; never markup. */
export const LineView = z.object({
  id: z.string().max(160),
  source: z.string().max(80),
  name: z.string().max(80),
  text: z.string().max(400),
  at: Instant,
  /** What became of it. */
  heardAs: z.enum(['vote', 'wish', 'talk', 'rejected']),
  /** The vote's option number, the wish's themes, or the reason for rejection; empty for talk. */
  detail: z.string().max(200),
})
export type LineView = z.infer<typeof LineView>

export const COMMANDS = [
  'stream:start',
  'stream:stop',
  'artwork:start',
  'artwork:skip',
  'artwork:hold',
  'artwork:resume',
  'artwork:finish',
  'artwork:abandon',
] as const
export const Command = z.enum(COMMANDS)
export type Command = z.infer<typeof Command>

/** What a producer sees beyond what viewers see. */
export const ControlView = ShowView.extend({
  sources: z.array(SourceView).max(16),
  /** The newest first, at most 60. */
  lines: z.array(LineView).max(60),
  /** Commands that make sense now; a button for anything else is shown disabled. */
  commands: z.array(Command),
})
export type ControlView = z.infer<typeof ControlView>

/** A channel's name or address comes in, its name goes on. */
const TwitchChannel = z
  .string()
  .max(300)
  .transform((text, context) => {
    const channel = twitchChannelOf(text)
    if (channel !== null) return channel
    context.addIssue('a Twitch channel is a name, or an address such as https://www.twitch.tv/name')
    return z.NEVER
  })

/** What makes two sources the same chat. */
const chatOf = (source: { kind: string; video?: string; channel?: string }): string =>
  [source.kind, source.video, source.channel].join('/')

export const StreamStart = z.object({
  title: z.string().trim().min(1).max(120),
  planId: Id,
  /** Open the next artwork by itself whenever one is done. */
  continuous: z.boolean().default(true),
  /** The stream ends by itself after so many artworks; left out, it goes on until it is stopped. */
  endsAfter: z.number().int().min(1).max(100).optional(),
  sources: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('rehearsal') }),
        z.object({ kind: z.literal('replay'), speed: z.number().min(1).max(50).default(4) }),
        z.object({ kind: z.literal('youtube'), video: z.string().trim().min(1).max(300) }),
        z.object({ kind: z.literal('twitch'), channel: TwitchChannel }),
      ]),
    )
    .min(1, 'a stream listens to at least one chat')
    .max(4)
    .refine((sources) => new Set(sources.map(chatOf)).size === sources.length, 'each chat is named once'),
})
export type StreamStart = z.infer<typeof StreamStart>
export type StreamStartInput = z.input<typeof StreamStart>

export const ArtworkStart = z.object({
  planId: Id.optional(),
  /** Left out: drawn at random. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
})
export type ArtworkStart = z.infer<typeof ArtworkStart>
