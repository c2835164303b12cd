import { z } from 'zod'
import type { Notice } from '../../domain/chat/line.ts'
import { CHAT_ENDED } from './youtube-notices.ts'

/** What to do about something that went wrong between us and YouTube. Times in milliseconds. */
export type Fault =
  | { act: 'fail'; detail: Notice }
  | { act: 'end'; detail: Notice }
  /** Wait `first`, doubling to `longest` while it goes on. */
  | { act: 'retry'; detail: Notice; first: number; longest: number }
  /** The day's units are gone: nothing can be asked until the reset. */
  | { act: 'quota' }
  /** The page token is no longer good: ask from the present page. */
  | { act: 'restart'; detail: Notice }

const fail = (ja: string, en: string): Fault => ({ act: 'fail', detail: { ja, en } })
const retry = (first: number, longest: number, ja: string, en: string): Fault => ({
  act: 'retry',
  first,
  longest,
  detail: { ja, en },
})

const KEY_REFUSED = fail(
  'YouTube の API キーが受け付けられません。YOUTUBE_API_KEY を確かめてください',
  'YouTube does not accept the API key. Check YOUTUBE_API_KEY.',
)
const KEY_BLOCKED = fail(
  'この API キーでは YouTube Data API v3 を使えません。Google Cloud で API を有効にし、キーの制限を確かめてください',
  'This API key may not use the YouTube Data API v3. Enable the API in Google Cloud and check the restrictions of the key.',
)
const QUOTA: Fault = { act: 'quota' }
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
    code: z.number().optional().catch(undefined),
    errors: z.array(z.object({ reason: z.string() }).partial()).optional(),
    details: z.array(z.object({ reason: z.string() }).partial()).optional(),
  }),
})
type ErrorBody = z.infer<typeof ErrorBody>

/** The error in an answer or in an object of a stream, where there is one. A refused stream's body comes as text. */
export const errorIn = (body: unknown): ErrorBody['error'] | null => {
  try {
    const parsed = ErrorBody.safeParse(typeof body === 'string' ? JSON.parse(body) : body)
    return parsed.success ? parsed.data.error : null
  } catch {
    return null
  }
}

/** The same, in what a call threw. */
export const errorThrown = (thrown: unknown): ErrorBody['error'] | null =>
  errorIn(((thrown ?? {}) as { response?: { data?: unknown } }).response?.data)

/** What to do about an error of Google's, by its reasons first, else by its status. */
export const faultOf = (status: number, error: ErrorBody['error'] | null): Fault => {
  for (const { reason } of [...(error?.details ?? []), ...(error?.errors ?? [])])
    if (reason !== undefined && Object.hasOwn(BY_REASON, reason)) return BY_REASON[reason]!
  if (BY_STATUS[status] !== undefined) return BY_STATUS[status]
  // 501 is said of a call that is not there, and does not mend itself as the other 5xx do.
  if (status >= 500 && status !== 501) return AWAY
  return status >= 400
    ? fail(`YouTube に断られました (HTTP ${status})`, `YouTube refused the request (HTTP ${status}).`)
    : STRANGE
}

/** The HTTP status of what a call threw; undefined where nobody answered. */
export const statusOf = (thrown: unknown): number | undefined =>
  ((thrown ?? {}) as { response?: { status?: number } }).response?.status

/** Reads what a call threw. Its words are never passed on: only what we know of its status and reason. */
export const readFault = (thrown: unknown): Fault => {
  const status = statusOf(thrown)
  return status === undefined ? AWAY : faultOf(status, errorThrown(thrown))
}

/** An answer that is no answer of this API. */
export const UNREADABLE = STRANGE
/** A connection that broke, or never came to be. */
export const UNREACHABLE = AWAY
/** The units could not be written down, so the call was not made. */
export const NOT_WRITTEN = retry(
  1_000,
  60_000,
  'データベースに書き込めないため、YouTube の読み込みを待っています',
  'The database cannot be written; reading YouTube waits for it.',
)
