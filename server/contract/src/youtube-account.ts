import { z } from 'zod'
import { Instant, Text } from './text.ts'

/** The YouTube channel a producer has connected, as the control room shows it. No token is ever in it. */
export const YoutubeAccountView = z.discriminatedUnion('state', [
  /** Nothing can be connected: this house has no OAuth client. */
  z.object({ state: z.literal('unset') }),
  z.object({ state: z.literal('apart') }),
  z.object({
    state: z.literal('connected'),
    /** The channel's name, where YouTube told it. */
    title: z.string().max(120).nullable(),
    /** Polls may be made in its name. */
    polls: z.boolean(),
    since: Instant,
    /** Why it does not work just now; it is tried again by itself. */
    trouble: Text.nullable(),
  }),
  /** It was connected, and has to be connected again. */
  z.object({ state: z.literal('lost'), title: z.string().max(120).nullable(), reason: Text }),
])
export type YoutubeAccountView = z.infer<typeof YoutubeAccountView>

/** GET /api/youtube. `callback`: the address that the OAuth client must allow as a redirect. */
export const YoutubeSettings = z.object({ account: YoutubeAccountView, callback: z.url() })
export type YoutubeSettings = z.infer<typeof YoutubeSettings>

/** POST /api/youtube/connect: where the producer's browser goes next. `polls`: ask for leave to make polls too. */
export const YoutubeConnect = z.object({ polls: z.boolean().default(false) })
export const YoutubeConnectReply = z.object({ url: z.url() })

/** What came of it, as Google's answer leads back to `/control/youtube?said=`. */
export const YOUTUBE_SAID = [
  'connected',
  'denied',
  'stale',
  'not-granted',
  'client-refused',
  'code-refused',
  'unreachable',
] as const
export const YoutubeSaid = z.enum(YOUTUBE_SAID)
export type YoutubeSaid = z.infer<typeof YoutubeSaid>

/** POST /api/youtube/disconnect. `revoked`: Google has taken the permission back; else it only was forgotten here. */
export const YoutubeDisconnectReply = z.object({ ok: z.literal(true), revoked: z.boolean() })

/** A ballot shown in a chat's own poll too. Its votes are not counted; they are told beside ours. */
export const MirrorView = z.object({
  source: z.string().max(80),
  /** Index of the round it asks. */
  round: z.number().int().nonnegative(),
  state: z.enum(['opening', 'open', 'closed', 'failed']),
  detail: Text.nullable(),
  /** `votes`: the poll's own, once it has closed and where the platform tells them. */
  options: z.array(z.object({ text: Text, votes: z.number().int().nonnegative().nullable() })).max(9),
})
export type MirrorView = z.infer<typeof MirrorView>
