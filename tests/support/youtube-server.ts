import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * A server that speaks the YouTube Data API's wire format, as far as a live chat needs it: videos.list and
 * liveChatMessages.list with page tokens, polling interval, offlineAt and Google's error bodies. Written after
 * developers.google.com/youtube/v3/live/docs/liveChatMessages and .../docs/errors; it shares no code with the adapter.
 */
export type FaultName = keyof typeof FAULTS

type Body = { status: number; reason: string; domain: string; message: string; detail?: string }
const FAULTS = {
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
  backendError: { status: 503, reason: 'backendError', domain: 'global', message: 'Backend Error' },
} as const satisfies Record<string, Body>

type Message = {
  id: string
  type?: string
  author?: { channelId: string; displayName: string }
  text?: string
  at?: number
  snippet?: object
}
type Seen = { path: string; query: Record<string, string>; units: number }
/** 'html': a page with status 200 that is no API answer. 'drop': the connection breaks. */
type Planned = FaultName | 'html' | 'drop'

export type YoutubeServer = {
  /** With its closing slash, for `YOUTUBE_API_ROOT`. */
  root: string
  say(message: Message): void
  /** The next `times` answers of that call are this fault. */
  fail(call: 'videos' | 'messages', fault: Planned, times?: number): void
  /** How the video looks: live (with chat), upcoming, over, a plain video, or not there. */
  setVideo(state: 'live' | 'upcoming' | 'over' | 'plain' | 'none'): void
  /** The broadcast goes offline: the next page says so. */
  end(how: 'offlineAt' | 'chatEndedEvent' | 'error'): void
  /** Every page begins again `count` messages earlier than its token says. */
  overlap(count: number): void
  requests: Seen[]
  close(): Promise<void>
}

const errorBody = ({ status, reason, domain, message, detail }: Body) => ({
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

const resource = (message: Message, liveChatId: string) => ({
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

const LIVE_CHAT = 'Cg0KC2xpdmVfY2hhdF8x'
const DETAILS = {
  live: { actualStartTime: '2026-01-01T10:00:00Z', activeLiveChatId: LIVE_CHAT },
  upcoming: { scheduledStartTime: '2026-01-01T10:00:00Z' },
  over: { actualStartTime: '2026-01-01T10:00:00Z', actualEndTime: '2026-01-01T11:00:00Z' },
  plain: undefined,
} as const

/** Starts on a free port of the loopback. `pollingIntervalMillis`: what pages tell the client to wait. */
export const startYoutubeServer = async ({
  key = 'good-key',
  videoId = 'abcdefghijk',
  pollingIntervalMillis = 10,
} = {}): Promise<YoutubeServer> => {
  const messages: Message[] = []
  const planned = { videos: [] as Planned[], messages: [] as Planned[] }
  const requests: Seen[] = []
  const sockets = new Set<Socket>()
  let video: 'live' | 'upcoming' | 'over' | 'plain' | 'none' = 'live'
  let ended: 'offlineAt' | 'chatEndedEvent' | 'error' | null = null
  let overlapping = 0

  const listVideos = (query: URLSearchParams) => {
    const there = video !== 'none' && query.get('id') === videoId
    const details = video === 'none' ? undefined : DETAILS[video]
    return {
      kind: 'youtube#videoListResponse',
      items: there
        ? [
            {
              kind: 'youtube#video',
              id: videoId,
              ...(details === undefined ? {} : { liveStreamingDetails: details }),
            },
          ]
        : [],
      pageInfo: { totalResults: there ? 1 : 0, resultsPerPage: 1 },
    }
  }

  const listMessages = (query: URLSearchParams): object | FaultName => {
    if (query.get('liveChatId') !== LIVE_CHAT) return 'liveChatNotFound'
    const token = query.get('pageToken')
    if (token !== null && !/^t\d+$/.test(token)) return 'pageTokenInvalid'
    const from = Math.max(0, (token === null ? 0 : Number(token.slice(1))) - overlapping)
    const items = messages.slice(from).map((message) => resource(message, LIVE_CHAT))
    if (ended === 'error' && items.length <= overlapping) return 'liveChatEnded'
    return {
      kind: 'youtube#liveChatMessageListResponse',
      etag: 'e',
      pollingIntervalMillis,
      pageInfo: { totalResults: items.length, resultsPerPage: items.length },
      nextPageToken: `t${messages.length}`,
      items,
      ...(ended === 'offlineAt' ? { offlineAt: '2026-01-01T11:00:00Z' } : {}),
    }
  }

  const send = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
    response.end(JSON.stringify(body))
  }

  const serve = (call: 'videos' | 'messages', query: URLSearchParams, response: ServerResponse): void => {
    const plan = planned[call].shift()
    if (plan === 'drop') response.socket?.destroy()
    else if (plan === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sorry</title>')
    } else {
      const result = plan ?? (call === 'videos' ? listVideos(query) : listMessages(query))
      if (typeof result === 'string') send(response, FAULTS[result].status, errorBody(FAULTS[result]))
      else send(response, 200, result)
    }
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const call =
      url.pathname === '/youtube/v3/videos'
        ? 'videos'
        : url.pathname === '/youtube/v3/liveChat/messages'
          ? 'messages'
          : null
    requests.push({
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      units: call === 'videos' ? 1 : 5,
    })
    if (call === null) send(response, 404, errorBody(FAULTS.liveChatNotFound))
    else if (url.searchParams.get('key') !== key) send(response, 400, errorBody(FAULTS.wrongKey))
    else serve(call, url.searchParams, response)
  }

  const server = createServer(answer)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    say: (message) => void messages.push(message),
    fail: (call, fault, times = 1) => void planned[call].push(...Array<Planned>(times).fill(fault)),
    setVideo: (state) => {
      video = state
    },
    end: (how) => {
      ended = how
      if (how === 'chatEndedEvent') messages.push({ id: 'chat-ended', type: 'chatEndedEvent' })
    },
    overlap: (count) => {
      overlapping = count
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
