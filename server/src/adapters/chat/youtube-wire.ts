import { z } from 'zod'

/**
 * What we read of the YouTube Data API's answers (developers.google.com/youtube/v3/live/docs/liveChatMessages). Fields were
 * seen in camelCase and in snake_case, kinds also in CAPITALS: `unifyCasing` comes first, these schemas after it.
 */

/** Answers are this deep at most (a poll's option in an item of a page); deeper nesting is not looked into. */
const DEEPEST = 12

const camel = (key: string): string =>
  key.includes('_') ? key.replace(/_+([a-z0-9])/g, (_, sign: string) => sign.toUpperCase()) : key

/** The same answer with its field names in camelCase. */
export const unifyCasing = (value: unknown, depth = 0): unknown => {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if (Array.isArray(value)) return value.map((each) => unifyCasing(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [camel(key), unifyCasing(each, depth + 1)]),
  )
}

const kind = z
  .string()
  .transform((name) => (/^[A-Z0-9_]+$/.test(name) ? camel(name.toLowerCase()) : name).slice(0, 60))
const text = z.string().nullish()
/** Google writes 64-bit numbers as strings. */
const count = z.coerce.number().nullish().catch(null)
const details = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null)

export const Item = z.object({
  id: z.string().min(1).max(160),
  snippet: z.object({
    type: kind,
    publishedAt: text,
    authorChannelId: text,
    displayMessage: text,
    textMessageDetails: details({ messageText: text }),
    superChatDetails: details({ userComment: text, amountDisplayString: text }),
    superStickerDetails: details({ amountDisplayString: text }),
    fanFundingEventDetails: details({ userComment: text, amountDisplayString: text }),
    memberMilestoneChatDetails: details({ userComment: text, memberMonth: count, memberLevelName: text }),
    newSponsorDetails: details({ memberLevelName: text }),
    membershipGiftingDetails: details({ giftMembershipsCount: count, giftMembershipsLevelName: text }),
    giftMembershipReceivedDetails: details({ memberLevelName: text }),
    giftDetails: details({ giftName: text, comboCount: count }),
    messageDeletedDetails: details({ deletedMessageId: text }),
    messageRetractedDetails: details({ retractedMessageId: text }),
    userBannedDetails: details({
      banType: text,
      banDurationSeconds: count,
      bannedUserDetails: details({ channelId: text, displayName: text }),
    }),
    pollDetails: details({
      status: text,
      metadata: details({
        questionText: text,
        options: z
          .array(z.object({ optionText: text, tally: count }))
          .nullish()
          .catch(null),
      }),
    }),
  }),
  authorDetails: details({
    channelId: text,
    displayName: text,
    isChatSponsor: z.boolean().nullish().catch(null),
  }),
})
export type Item = z.infer<typeof Item>

const Page = z.object({
  items: z.array(z.unknown()).nullish(),
  activePollItem: z.unknown().optional(),
  nextPageToken: z.string().max(4_096).nullish(),
  pollingIntervalMillis: z.number().nonnegative().nullish().catch(null),
  offlineAt: z.string().nullish(),
})
export type Page = z.infer<typeof Page>

const Videos = z.object({
  items: z
    .array(
      z.object({
        liveStreamingDetails: z.object({ activeLiveChatId: text, actualEndTime: text }).nullish(),
      }),
    )
    .default([]),
})

const unified = <T>(schema: z.ZodType<T>) => z.preprocess((value) => unifyCasing(value), schema)

/** An answer's schema, whatever its casing. */
export const AnyCase = { page: unified(Page), videos: unified(Videos) }
