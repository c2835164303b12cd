import { z } from 'zod'
import type { Notice } from '../../domain/chat/line.ts'

/** What to do about something that went wrong between us and YouTube. Times in milliseconds. */
export type Fault =
  | { act: 'fail'; detail: Notice }
  | { act: 'end'; detail: Notice }
  /** Wait `first`, doubling to `longest` while it goes on. */
  | { act: 'retry'; detail: Notice; first: number; longest: number }
  /** The page token is no longer good: ask from the present page. */
  | { act: 'restart'; detail: Notice }

const fail = (ja: string, en: string): Fault => ({ act: 'fail', detail: { ja, en } })
const retry = (first: number, longest: number, ja: string, en: string): Fault => ({
  act: 'retry',
  first,
  longest,
  detail: { ja, en },
})

export const CHAT_ENDED: Notice = { ja: 'YouTube の配信が終わりました', en: 'The YouTube broadcast is over.' }

const KEY_REFUSED = fail(
  'YouTube の API キーが受け付けられません。YOUTUBE_API_KEY を確かめてください',
  'YouTube does not accept the API key. Check YOUTUBE_API_KEY.',
)
const KEY_BLOCKED = fail(
  'この API キーでは YouTube Data API v3 を使えません。Google Cloud で API を有効にし、キーの制限を確かめてください',
  'This API key may not use the YouTube Data API v3. Enable the API in Google Cloud and check the restrictions of the key.',
)
const QUOTA = retry(
  15 * 60_000,
  60 * 60_000,
  'YouTube の1日の割り当てを使い切りました。太平洋時間の0時に戻ります。それまではほかのチャットを使ってください',
  'The YouTube quota of the day is used up. It returns at midnight Pacific time; until then use another chat.',
)
const TOO_OFTEN = retry(
  60_000,
  300_000,
  'YouTube に少し待つよう言われました',
  'YouTube asks us to slow down.',
)
const AWAY = retry(
  1_000,
  60_000,
  'YouTube につながりません。くり返し試しています',
  'YouTube cannot be reached. Trying again.',
)
const STRANGE = retry(
  2_000,
  60_000,
  'YouTube から読めない返事が来ました。くり返し試しています',
  'YouTube sent an answer we cannot read. Trying again.',
)

/** Reasons as Google's documents and answers name them. */
const BY_REASON: Record<string, Fault> = {
  API_KEY_INVALID: KEY_REFUSED,
  keyInvalid: KEY_REFUSED,
  keyExpired: KEY_REFUSED,
  API_KEY_SERVICE_BLOCKED: KEY_BLOCKED,
  API_KEY_HTTP_REFERRER_BLOCKED: KEY_BLOCKED,
  API_KEY_IP_ADDRESS_BLOCKED: KEY_BLOCKED,
  SERVICE_DISABLED: KEY_BLOCKED,
  accessNotConfigured: KEY_BLOCKED,
  ipRefererBlocked: KEY_BLOCKED,
  quotaExceeded: QUOTA,
  dailyLimitExceeded: QUOTA,
  rateLimitExceeded: TOO_OFTEN,
  userRateLimitExceeded: TOO_OFTEN,
  RATE_LIMIT_EXCEEDED: TOO_OFTEN,
  liveChatEnded: { act: 'end', detail: CHAT_ENDED },
  liveChatDisabled: fail(
    'この配信ではチャットが無効になっています。YouTube Studio でチャットを有効にしてください',
    'Live chat is turned off for this broadcast. Turn it on in YouTube Studio.',
  ),
  liveChatNotFound: fail(
    'この配信のチャットが見つかりません。動画のアドレスを確かめてください',
    'The chat of this broadcast is not there. Check the address of the video.',
  ),
  videoNotFound: fail(
    'その動画が見つかりません。アドレスを確かめてください',
    'There is no such video. Check its address.',
  ),
  pageTokenInvalid: {
    act: 'restart',
    detail: { ja: 'チャットの続きを取り直しています', en: 'Finding the place in the chat again.' },
  },
  invalidPageToken: {
    act: 'restart',
    detail: { ja: 'チャットの続きを取り直しています', en: 'Finding the place in the chat again.' },
  },
  liveStreamingNotEnabled: fail(
    'このチャンネルではライブ配信が有効になっていません',
    'Live streaming is not enabled for this channel.',
  ),
}

const BY_STATUS: Record<number, Fault> = {
  401: fail(
    'YouTube に入れません。API キーかログインをやり直してください',
    'YouTube refused the sign-in. Set the API key again, or sign in again.',
  ),
  403: fail(
    'この配信のチャットを読む許しがありません (非公開ではありませんか)',
    'Reading this chat is not allowed (is the broadcast private?).',
  ),
  404: BY_REASON.liveChatNotFound!,
  429: TOO_OFTEN,
}

/** Google's error body, as far as it is read: reasons, never the message (it can quote the key). */
const ErrorBody = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: z.string() }).partial()).optional(),
    details: z.array(z.object({ reason: z.string() }).partial()).optional(),
  }),
})

const reasonsIn = (body: unknown): string[] => {
  const parsed = ErrorBody.safeParse(body)
  if (!parsed.success) return []
  const { details = [], errors = [] } = parsed.data.error
  return [...details, ...errors].flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
}

/** Reads what a call threw. Its words are never passed on: only what we know of its status and reason. */
export const readFault = (thrown: unknown): Fault => {
  const { response } = (thrown ?? {}) as { response?: { status?: number; data?: unknown } }
  if (response?.status === undefined) return AWAY
  const { status, data } = response
  for (const reason of reasonsIn(data)) if (BY_REASON[reason] !== undefined) return BY_REASON[reason]
  if (BY_STATUS[status] !== undefined) return BY_STATUS[status]
  if (status >= 500) return AWAY
  return status >= 400
    ? fail(`YouTube に断られました (HTTP ${status})`, `YouTube refused the request (HTTP ${status}).`)
    : STRANGE
}

export const UNREADABLE = STRANGE
