import { z } from 'zod'
import { BrigadeView } from './brigades.ts'
import { BannedView, CandidateView } from './candidates.ts'
import { Box, EMPTY_SHOW, ShowView } from './show-view.ts'
import { Id, Instant, Text } from './text.ts'
import { twitchChannelOf } from './twitch-channel.ts'
import { MirrorView, YoutubeAccountView } from './youtube-account.ts'

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

/** A line that counts for nothing, and why; a producer may overturn it. `reason`: a `RejectReason` of the server's. */
export const RejectedView = LineView.pick({
  id: true,
  source: true,
  name: true,
  text: true,
  at: true,
}).extend({
  reason: z.string().max(40),
})
export type RejectedView = z.infer<typeof RejectedView>

/** A work of somebody's own that viewers ask for and that is not allowed (yet): no ballot offers it. */
export const FlaggedView = z.object({
  id: Id,
  name: z.string().max(60),
  guideline: z.string().max(300),
  stance: z.enum(['ask', 'refused']),
  /** What viewers said of it. */
  themes: z.array(z.string().max(80)).max(12),
  viewers: z.number().int().nonnegative(),
})
export type FlaggedView = z.infer<typeof FlaggedView>

/** POST /api/moderation/:act. overturn: the line counts as if said; hide: it is unsaid; ban, forget: of who said it. */
export const MODERATION_ACTS = ['overturn', 'hide', 'ban', 'forget'] as const
export const ModerationAct = z.enum(MODERATION_ACTS)
export type ModerationAct = z.infer<typeof ModerationAct>
export const LinePlace = z.object({ source: z.string().max(80), id: z.string().max(160) })
export type LinePlace = z.infer<typeof LinePlace>

export const COMMANDS = [
  'stream:start',
  'stream:stop',
  'artwork:start',
  'artwork:skip',
  'artwork:hold',
  'artwork:resume',
  'artwork:finish',
  'artwork:abandon',
  'artwork:touch-up',
  'artwork:redo-round',
  'artwork:restore-take',
  'ballot:extend',
  'ballot:void',
] as const
export const Command = z.enum(COMMANDS)
export type Command = z.infer<typeof Command>

/** One touch-up that was asked for: `part` of the picture or all of it, by its own words or the picture's. */
export const TouchUpView = z.object({
  words: z.string().max(400).nullable(),
  part: z.boolean(),
  state: z.enum(['later', 'now', 'done']),
})
export type TouchUpView = z.infer<typeof TouchUpView>

/** A model on its way in, by its folder's name. */
export const ModelLoading = z.object({ name: z.string().max(200), since: Instant })
export type ModelLoading = z.infer<typeof ModelLoading>

/** What a producer sees beyond what viewers see. */
export const ControlView = ShowView.extend({
  sources: z.array(SourceView).max(16),
  /** The newest first, at most 60. */
  lines: z.array(LineView).max(60),
  /** What was left out, the newest first. */
  rejected: z.array(RejectedView).max(100),
  /** What viewers ask for, the heaviest first: the same as `themes`, to decide about. */
  candidates: z.array(CandidateView).max(24),
  banned: z.array(BannedView).max(200),
  flagged: z.array(FlaggedView).max(24),
  /** Of the present ballot, until its round begins. */
  brigades: z.array(BrigadeView).max(16),
  youtube: YoutubeAccountView,
  /** Where the stream's settings ask for it: of each chat the newest, and the one that closed before it. */
  mirrors: z.array(MirrorView).max(8),
  /** What producers asked for over this picture, in the order it is painted. */
  touchUps: z.array(TouchUpView).max(9),
  /** The model that is being loaded just now: nothing can be painted until it is. */
  modelLoading: ModelLoading.nullable(),
  /** Why the model that the show plan names does not paint; the one before does. */
  modelProblem: Text.nullable(),
  /** Commands that make sense now; a button for anything else is shown disabled. */
  commands: z.array(Command),
})
export type ControlView = z.infer<typeof ControlView>

export const EMPTY_CONTROL: ControlView = {
  ...EMPTY_SHOW,
  sources: [],
  lines: [],
  candidates: [],
  banned: [],
  rejected: [],
  flagged: [],
  brigades: [],
  youtube: { state: 'unset' },
  mirrors: [],
  touchUps: [],
  modelLoading: null,
  modelProblem: null,
  commands: [],
}

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

/** How wishes are counted. All viewers are equal unless it says so; 0 counts nothing. */
export const AudienceSettings = z.object({
  /** Half of a wish's weight is gone after so long. */
  halfLifeSeconds: z.number().min(10).max(1_800).default(60),
  /** Of whoever writes for the first time: on the platform where it tells so, else in this stream. */
  firstTimeWeight: z.number().min(0).max(5).default(1),
  /** Of members and subscribers. */
  memberWeight: z.number().min(0).max(5).default(1),
})
export type AudienceSettings = z.infer<typeof AudienceSettings>

export const StreamStart = z.object({
  title: z.string().trim().min(1).max(120),
  planId: Id,
  /** Open the next artwork by itself whenever one is done. */
  continuous: z.boolean().default(true),
  /** The stream ends by itself after so many artworks; left out, it goes on until it is stopped. */
  endsAfter: z.number().int().min(1).max(100).optional(),
  audience: AudienceSettings.default(() => AudienceSettings.parse({})),
  /** Shows each ballot in YouTube's own poll as well. Votes in it do not count: it tells totals, not who voted. */
  mirrorPolls: z.boolean().default(false),
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

/** What a producer asks for over the picture, once it is painted. */
export const TouchUpAsk = z.object({
  /** Left out: all of it. */
  where: Box.optional(),
  /** What to paint there; left out: what the picture is of. */
  words: z.string().trim().min(1).max(120).optional(),
  /** How far back it goes: a little changes details, 1 paints it afresh. */
  strength: z.number().min(0.1).max(1).default(0.6),
})
export type TouchUpAsk = z.infer<typeof TouchUpAsk>
