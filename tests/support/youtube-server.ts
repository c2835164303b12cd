import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { GoogleAccounts } from './google-accounts.ts'
import type { Chaos, Planned, Twist } from './youtube-server-chaos.ts'
import { createServerPolls, type Poll, type PollAnswer } from './youtube-server-polls.ts'
import {
  errorBody,
  FAULTS,
  type FaultName,
  inSnakeCase,
  type Message,
  resource,
} from './youtube-server-wire.ts'

/**
 * A server that speaks the YouTube Data API's wire format, as far as a live chat needs it: videos.list,
 * liveChatMessages.list and liveChat.messages.stream with page tokens, polling interval, offlineAt and Google's error
 * bodies; polls; and, with `accounts`, OAuth. Written after developers.google.com/youtube/v3/live/docs/liveChatMessages and .../docs/errors; it shares no code
 * with the adapter. `said` is the truth: every message of the chat, in order, once.
 */
export type { FaultName }

type Call = 'videos' | 'channels' | 'messages' | 'stream' | 'insert' | 'transition'
/** `as`: by the API key, as the channel, or as nobody who may. */
type Seen = {
  call: Call | null
  path: string
  query: Record<string, string>
  units: number
  as: 'key' | 'channel' | 'nobody'
}
type Ending = 'offlineAt' | 'chatEndedEvent' | 'error'
type VideoState = 'live' | 'private' | 'upcoming' | 'over' | 'plain' | 'none'

export type YoutubeServer = {
  /** With its closing slash, for `YOUTUBE_API_ROOT`. */
  root: string
  say(message: Message): void
  readonly said: readonly Message[]
  /** The next `times` answers of that call are this fault. */
  fail(call: Call, fault: Planned, times?: number): void
  /** How the video looks: live (with chat), private (live for its channel only), upcoming, over, a plain video, or not there. */
  setVideo(state: VideoState): void
  /** The broadcast goes offline: the next page says so. */
  end(how: Ending): void
  /** Every page begins again `count` messages earlier than its token says. */
  overlap(count: number): void
  /** Answers from now on in snake_case. */
  snakeCase(): void
  /** Streams close after so many pages. */
  closeAfter(pages: number): void
  /** To the streams that are open now: break them, close them, fall silent, or tell an error inside. */
  disturb(how: 'drop' | 'close' | 'stall' | FaultName): void
  /** How many streams are open. */
  open(): number
  /** Polls made in the chat; a test may vote in them. */
  readonly polls: readonly Poll[]
  requests: Seen[]
  close(): Promise<void>
}

type OpenStream = {
  response: ServerResponse
  from: number
  pages: number
  silent: boolean
  chain: Promise<void>
}

const LIVE_CHAT = 'Cg0KC2xpdmVfY2hhdF8x'
const DETAILS = {
  live: { actualStartTime: '2026-01-01T10:00:00Z', activeLiveChatId: LIVE_CHAT },
  private: { actualStartTime: '2026-01-01T10:00:00Z', activeLiveChatId: LIVE_CHAT },
  upcoming: { scheduledStartTime: '2026-01-01T10:00:00Z' },
  over: { actualStartTime: '2026-01-01T10:00:00Z', actualEndTime: '2026-01-01T11:00:00Z' },
  plain: undefined,
} as const
const CALLS: Record<string, Call> = {
  'GET /youtube/v3/videos': 'videos',
  'GET /youtube/v3/channels': 'channels',
  'GET /youtube/v3/liveChat/messages': 'messages',
  'GET /youtube/v3/liveChat/messages/stream': 'stream',
  'POST /youtube/v3/liveChat/messages': 'insert',
  'POST /youtube/v3/liveChat/messages/transition': 'transition',
}
/** Google's table of costs, 2026. */
const UNITS: Record<Call, number> = {
  videos: 1,
  channels: 1,
  messages: 5,
  stream: 5,
  insert: 20,
  transition: 20,
}
const MAY_READ = /youtube(\.readonly|\.force-ssl)?$/
const MAY_WRITE = /youtube(\.force-ssl)?$/
const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }

export type YoutubeServerOptions = {
  key?: string
  videoId?: string
  /** What pages tell the client to wait. */
  pollingIntervalMillis?: number
  /** False: the streaming call is not there (404 that is no API answer). */
  streaming?: boolean
  /** Messages on one page at most. */
  pageSize?: number
  chaos?: Chaos
  /** Whose channel may be connected; without it there are only keys. */
  accounts?: GoogleAccounts
  channelTitle?: string
}

/** Starts on a free port of the loopback. */
export const startYoutubeServer = async ({
  key = 'good-key',
  videoId = 'abcdefghijk',
  pollingIntervalMillis = 10,
  streaming = true,
  pageSize = 2_000,
  chaos,
  accounts,
  channelTitle = '絵の家',
}: YoutubeServerOptions = {}): Promise<YoutubeServer> => {
  const said: Message[] = []
  const planned: Record<Call, Planned[]> = {
    videos: [],
    channels: [],
    messages: [],
    stream: [],
    insert: [],
    transition: [],
  }
  const serverPolls = createServerPolls(LIVE_CHAT)
  const requests: Seen[] = []
  const sockets = new Set<Socket>()
  const streams = new Set<OpenStream>()
  let video: VideoState = 'live'
  let ended: Ending | null = null
  let overlapping = 0
  let snaked = false
  let mostPages = Number.POSITIVE_INFINITY

  const listVideos = (query: URLSearchParams, as: Seen['as']) => {
    const seen = video !== 'none' && (video !== 'private' || as === 'channel')
    const there = seen && query.get('id') === videoId
    const details = video === 'none' ? undefined : DETAILS[video]
    const item = { kind: 'youtube#video', id: videoId, ...(details && { liveStreamingDetails: details }) }
    return {
      kind: 'youtube#videoListResponse',
      items: there ? [item] : [],
      pageInfo: { totalResults: there ? 1 : 0, resultsPerPage: 1 },
    }
  }

  /** The page from a message on, and where the next begins. */
  const pageFrom = (start: number, twist: Twist | null): { page: object; next: number; last: boolean } => {
    const back = twist === 'repeat' ? 1 + Math.floor(chaos!.random() * 6) : overlapping
    // A page from the beginning holds the history, as Google's does: else a lost token would take for ever to make good.
    const next = start === 0 ? said.length : Math.min(said.length, start + pageSize)
    const last = next === said.length
    const items = said.slice(Math.max(0, start - back), next).map((message) => resource(message, LIVE_CHAT))
    if (twist === 'twice') items.push(...items.slice(-2))
    if (twist === 'shuffle')
      for (let at = items.length - 1; at > 0; at--) {
        const other = Math.floor(chaos!.random() * (at + 1))
        ;[items[at], items[other]] = [items[other]!, items[at]!]
      }
    const page = {
      kind: 'youtube#liveChatMessageListResponse',
      etag: 'e',
      pollingIntervalMillis,
      pageInfo: { totalResults: items.length, resultsPerPage: items.length },
      nextPageToken: `t${next}`,
      items,
      ...(ended === 'offlineAt' && last ? { offlineAt: '2026-01-01T11:00:00Z' } : {}),
    }
    return { page: (snaked || twist === 'snake' ? inSnakeCase(page) : page) as object, next, last }
  }

  const startOf = (query: URLSearchParams): number | FaultName => {
    if (query.get('liveChatId') !== LIVE_CHAT) return 'liveChatNotFound'
    const token = query.get('pageToken')
    if (token !== null && !/^t\d+$/.test(token)) return 'pageTokenInvalid'
    return token === null ? 0 : Number(token.slice(1))
  }

  const send = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, JSON_TYPE)
    response.end(JSON.stringify(body))
  }
  const refuse = (response: ServerResponse, fault: FaultName) =>
    send(response, FAULTS[fault].status, errorBody(FAULTS[fault]))

  const listMessages = (query: URLSearchParams, response: ServerResponse) => {
    const start = startOf(query)
    if (typeof start === 'string') {
      refuse(response, start)
      return
    }
    if (ended === 'error' && start >= said.length) {
      refuse(response, 'liveChatEnded')
      return
    }
    const twist = chaos?.twist('list') ?? null
    const { page } = pageFrom(start, twist)
    if (twist !== 'cut') {
      send(response, 200, page)
      return
    }
    const body = Buffer.from(JSON.stringify(page))
    response.writeHead(200, { ...JSON_TYPE, 'content-length': body.length })
    response.write(body.subarray(0, Math.floor(chaos!.random() * body.length)))
    setImmediate(() => response.socket?.destroy())
  }

  /** Writes bytes in pieces cut anywhere, each a chunk of its own on the wire. */
  const writeInPieces = async (response: ServerResponse, text: string): Promise<void> => {
    const bytes = Buffer.from(text)
    const cuts = chaos === undefined ? [] : [chaos.random(), chaos.random(), chaos.random()]
    const ends = [
      ...cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b),
      bytes.length,
    ]
    let from = 0
    for (const end of ends) {
      if (end > from && !response.destroyed) response.write(bytes.subarray(from, end))
      from = Math.max(from, end)
      if (ends.length > 1) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const shut = (stream: OpenStream, tail: string | null) => {
    streams.delete(stream)
    if (tail === null) stream.response.socket?.destroy()
    else stream.response.end(tail)
  }

  const writeObject = async (stream: OpenStream, object: object): Promise<void> => {
    const text = `${stream.pages === 0 ? '' : ',\r\n'}${JSON.stringify(object)}`
    stream.pages += 1
    await writeInPieces(stream.response, text)
  }

  /** One page to a stream, as chance twists it. */
  const streamPage = async (stream: OpenStream): Promise<void> => {
    const twist = chaos?.twist('stream') ?? null
    if (twist === 'close') {
      shut(stream, ']')
      return
    }
    if (twist === 'stall') {
      stream.silent = true
      return
    }
    if (twist === 'quota') await writeObject(stream, errorBody(FAULTS.quotaExceeded))
    if (twist === 'error') {
      await writeObject(stream, errorBody(FAULTS.backendError))
      shut(stream, ']')
      return
    }
    const { page, next, last } = pageFrom(stream.from, twist)
    if (twist === 'cut') {
      const text = JSON.stringify(page)
      await writeInPieces(stream.response, text.slice(0, Math.floor(chaos!.random() * text.length)))
      shut(stream, null)
      return
    }
    await writeObject(stream, page)
    stream.from = next
    if (ended === 'error' && last) await writeObject(stream, errorBody(FAULTS.liveChatEnded))
    if ((ended !== null && last) || stream.pages >= mostPages) shut(stream, ']')
  }

  const pump = (stream: OpenStream): void => {
    stream.chain = stream.chain.then(async () => {
      while (
        streams.has(stream) &&
        !stream.silent &&
        !stream.response.destroyed &&
        (stream.pages === 0 || stream.from < said.length || ended !== null)
      )
        await streamPage(stream)
    })
  }

  const openStream = (query: URLSearchParams, response: ServerResponse) => {
    const start = startOf(query)
    if (typeof start === 'string') {
      refuse(response, start)
      return
    }
    if (ended === 'error' && start >= said.length) {
      refuse(response, 'liveChatEnded')
      return
    }
    response.writeHead(200, JSON_TYPE)
    response.write('[')
    const stream: OpenStream = { response, from: start, pages: 0, silent: false, chain: Promise.resolve() }
    streams.add(stream)
    response.once('close', () => streams.delete(stream))
    pump(stream)
  }

  const answerPoll = (response: ServerResponse, answered: PollAnswer): void => {
    if (answered.ok) send(response, 200, answered.body)
    else refuse(response, answered.fault)
  }

  const serve = async (
    call: Call,
    request: IncomingMessage,
    query: URLSearchParams,
    response: ServerResponse,
  ) => {
    const by = call === 'messages' ? 'list' : call
    const plan =
      planned[call].shift() ?? (by === 'list' || by === 'stream' ? chaos?.instead(by) : null) ?? null
    if (plan === 'drop') response.socket?.destroy()
    else if (plan === 'html' || (call === 'stream' && !streaming)) {
      response.writeHead(plan === 'html' ? 200 : 404, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sorry</title>')
    } else if (plan !== null) refuse(response, plan)
    else if (call === 'videos') send(response, 200, listVideos(query, whoIs(request, query)))
    else if (call === 'channels') send(response, 200, { items: [{ snippet: { title: channelTitle } }] })
    else if (call === 'messages') listMessages(query, response)
    else if (call === 'stream') openStream(query, response)
    else if (call === 'insert') answerPoll(response, await serverPolls.insert(request))
    else answerPoll(response, serverPolls.transition(query))
  }

  const whoIs = (request: IncomingMessage, query: URLSearchParams): Seen['as'] => {
    if (accounts?.scopesOf(request)) return 'channel'
    return query.get('key') === key ? 'key' : 'nobody'
  }

  /** What keeps a caller from a call; null: nothing. */
  const barred = (call: Call, request: IncomingMessage, query: URLSearchParams): FaultName | null => {
    const scopes = accounts?.scopesOf(request)
    if (scopes === null) return 'unauthorized'
    if (scopes === undefined) {
      if (query.get('key') !== key) return 'wrongKey'
      if (call === 'insert' || call === 'transition' || call === 'channels') return 'unauthorized'
      return video === 'private' && call !== 'videos' ? 'forbidden' : null
    }
    const needed = call === 'insert' || call === 'transition' ? MAY_WRITE : MAY_READ
    return scopes.some((scope) => needed.test(scope)) ? null : 'insufficientPermissions'
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (await accounts?.answer(request, response, url)) return
    const call = CALLS[`${request.method} ${url.pathname}`]
    const query = url.searchParams
    requests.push({
      call: call ?? null,
      path: url.pathname,
      query: Object.fromEntries(query),
      units: call === undefined ? 0 : UNITS[call],
      as: whoIs(request, query),
    })
    const bar = call === undefined ? 'notFound' : barred(call, request, query)
    if (bar !== null) refuse(response, bar)
    else await serve(call!, request, query, response)
  }

  const pumpAll = (): void => {
    for (const stream of streams) pump(stream)
  }

  const server = createServer((request, response) => void answer(request, response))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    said,
    say(message) {
      said.push(message)
      pumpAll()
    },
    fail: (call, fault, times = 1) => void planned[call].push(...Array<Planned>(times).fill(fault)),
    setVideo(state) {
      video = state
    },
    end(how) {
      ended = how
      if (how === 'chatEndedEvent')
        said.push({ id: 'chat-ended', type: 'chatEndedEvent', at: 1_790_000_000_000 })
      pumpAll()
    },
    overlap(count) {
      overlapping = count
    },
    snakeCase() {
      snaked = true
    },
    closeAfter(pages) {
      mostPages = pages
    },
    disturb(how) {
      for (const stream of [...streams])
        if (how === 'drop') shut(stream, null)
        else if (how === 'close') shut(stream, ']')
        else if (how === 'stall') stream.silent = true
        else void writeObject(stream, errorBody(FAULTS[how]))
    },
    open: () => streams.size,
    polls: serverPolls.polls,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
