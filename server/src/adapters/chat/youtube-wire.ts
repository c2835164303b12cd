import { z } from 'zod'
import { type ChatLine, cutText, LONGEST_LINE, LONGEST_NAME } from '../../domain/chat/line.ts'

/** What we read of the YouTube Data API's answers (developers.google.com/youtube/v3/live/docs/liveChatMessages). */

export const Item = z.object({
  id: z.string().min(1),
  snippet: z.object({
    type: z.string(),
    publishedAt: z.string().optional(),
    authorChannelId: z.string().optional(),
    textMessageDetails: z.object({ messageText: z.string() }).partial().optional(),
    superChatDetails: z.object({ userComment: z.string() }).partial().optional(),
    memberMilestoneChatDetails: z.object({ userComment: z.string() }).partial().optional(),
  }),
  authorDetails: z.object({ channelId: z.string(), displayName: z.string() }).partial().optional(),
})
export const Page = z.object({
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().nullish(),
  pollingIntervalMillis: z.number().nonnegative().nullish(),
  offlineAt: z.string().nullish(),
})
export const Videos = z.object({
  items: z.array(
    z.object({
      liveStreamingDetails: z
        .object({ activeLiveChatId: z.string(), actualEndTime: z.string() })
        .partial()
        .optional(),
    }),
  ),
})

export type Item = z.infer<typeof Item>
/** A viewer's words in a message of any type that carries some; null for gifts, polls, deletions and the like. */
const wordsOf = ({ snippet }: Item): string | null =>
  snippet.textMessageDetails?.messageText ??
  snippet.superChatDetails?.userComment ??
  snippet.memberMilestoneChatDetails?.userComment ??
  null

/** A message as a line of chat; null where it carries no words or nobody who said them. */
export const lineOf = (item: Item, source: string, now: number): ChatLine | null => {
  const text = wordsOf(item)
  const viewer = item.authorDetails?.channelId ?? item.snippet.authorChannelId
  if (text === null || text === '' || viewer === undefined) return null
  const at = Date.parse(item.snippet.publishedAt ?? '')
  return {
    id: item.id,
    source,
    viewer: { id: viewer, name: cutText(item.authorDetails?.displayName ?? '', LONGEST_NAME) },
    text: cutText(text, LONGEST_LINE),
    at: Number.isNaN(at) ? now : at,
  }
}
