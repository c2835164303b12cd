/** What Google's answers look like: error bodies, message resources, both casings. It shares no code with the adapter. */

export type ErrorShape = { status: number; reason: string; domain: string; message: string; detail?: string }
export const FAULTS = {
  wrongKey: {
    status: 400,
    reason: 'badRequest',
    domain: 'global',
    message: 'API key not valid. Please pass a valid API key.',
    detail: 'API_KEY_INVALID',
  },
  serviceDisabled: {
    status: 403,
    reason: 'accessNotConfigured',
    domain: 'usageLimits',
    message: 'YouTube Data API v3 has not been used in project 1 before or it is disabled.',
    detail: 'SERVICE_DISABLED',
  },
  quotaExceeded: {
    status: 403,
    reason: 'quotaExceeded',
    domain: 'youtube.quota',
    message:
      'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
  },
  rateLimitExceeded: {
    status: 403,
    reason: 'rateLimitExceeded',
    domain: 'youtube.liveChat',
    message: 'The request was sent too soon after the previous request.',
  },
  forbidden: {
    status: 403,
    reason: 'forbidden',
    domain: 'youtube.liveChat',
    message: 'You do not have the permissions needed to retrieve messages for the specified live chat.',
  },
  liveChatDisabled: {
    status: 403,
    reason: 'liveChatDisabled',
    domain: 'youtube.liveChat',
    message: 'Live chat is not enabled for the specified broadcast.',
  },
  liveChatEnded: {
    status: 403,
    reason: 'liveChatEnded',
    domain: 'youtube.liveChat',
    message: 'The specified live chat is no longer live.',
  },
  liveChatNotFound: {
    status: 404,
    reason: 'liveChatNotFound',
    domain: 'youtube.liveChat',
    message: 'The live chat that you are trying to retrieve cannot be found.',
  },
  pageTokenInvalid: {
    status: 400,
    reason: 'pageTokenInvalid',
    domain: 'youtube.liveChat',
    message: 'The specified page token is invalid.',
  },
  unauthorized: {
    status: 401,
    reason: 'authError',
    domain: 'global',
    message: 'Request had invalid authentication credentials.',
  },
  tooManyRequests: {
    status: 429,
    reason: 'rateLimitExceeded',
    domain: 'global',
    message: 'Resource has been exhausted (e.g. check quota).',
  },
  insufficientPermissions: {
    status: 403,
    reason: 'insufficientPermissions',
    domain: 'global',
    message: 'Request had insufficient authentication scopes.',
  },
  pollInvalid: {
    status: 400,
    reason: 'invalidValue',
    domain: 'youtube.liveChat',
    message: 'The poll is not valid, or another one is active.',
  },
  messageNotFound: {
    status: 404,
    reason: 'liveChatMessageNotFound',
    domain: 'youtube.liveChat',
    message: 'The message you are trying to transition cannot be found.',
  },
  notImplemented: { status: 501, reason: 'notImplemented', domain: 'global', message: 'Not Implemented' },
  notFound: { status: 404, reason: 'notFound', domain: 'global', message: 'Not Found' },
  backendError: { status: 503, reason: 'backendError', domain: 'global', message: 'Backend Error' },
} as const satisfies Record<string, ErrorShape>

export type FaultName = keyof typeof FAULTS

export type Message = {
  id: string
  type?: string
  author?: { channelId: string; displayName: string }
  text?: string
  at?: number
  snippet?: object
}

export const errorBody = ({ status, reason, domain, message, detail }: ErrorShape) => ({
  error: {
    code: status,
    message,
    errors: [{ message, domain, reason }],
    ...(detail === undefined
      ? {}
      : {
          status: 'INVALID_ARGUMENT',
          details: [
            { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: detail, domain: 'googleapis.com' },
          ],
        }),
  },
})

export const resource = (message: Message, liveChatId: string) => ({
  kind: 'youtube#liveChatMessage',
  etag: 'e',
  id: message.id,
  snippet: {
    type: message.type ?? 'textMessageEvent',
    liveChatId,
    authorChannelId: message.author?.channelId,
    publishedAt: new Date(message.at ?? 1_760_000_000_000).toISOString(),
    hasDisplayContent: true,
    displayMessage: message.text,
    ...(message.type === undefined ? { textMessageDetails: { messageText: message.text } } : {}),
    ...message.snippet,
  },
  ...(message.author === undefined
    ? {}
    : {
        authorDetails: {
          ...message.author,
          channelUrl: `http://www.youtube.com/channel/${message.author.channelId}`,
          profileImageUrl: '',
          isVerified: false,
          isChatOwner: false,
          isChatSponsor: false,
          isChatModerator: false,
        },
      }),
})

const snake = (key: string): string => key.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)

/** The same answer as Google's other serialiser writes it: field names in snake_case, kinds of messages in CAPITALS. */
export const inSnakeCase = (value: unknown, key = ''): unknown => {
  if (key === 'type' && typeof value === 'string') return snake(value).toUpperCase()
  if (Array.isArray(value)) return value.map((each) => inSnakeCase(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [snake(name), inSnakeCase(each, name)]),
  )
}

export const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }
