import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { GoogleAccounts } from './google-accounts.ts'
import { type Call, type Caller, callOf, createServerCallers, UNITS } from './youtube-server-callers.ts'
import type { Chaos, Planned } from './youtube-server-chaos.ts'
import { createServerChat, type Ending, LIVE_CHAT, type VideoState } from './youtube-server-chat.ts'
import { createServerPolls, type Poll, type PollAnswer } from './youtube-server-polls.ts'
import { createServerStreams, type Disturbance } from './youtube-server-streams.ts'
import { errorBody, FAULTS, type FaultName, JSON_TYPE, type Message } from './youtube-server-wire.ts'

/**
 * A server that speaks the YouTube Data API's wire format, as far as a live chat needs it: videos.list,
 * liveChatMessages.list and liveChat.messages.stream with page tokens, polling interval, offlineAt and Google's error
 * bodies; polls; and, with `accounts`, OAuth. Written after developers.google.com/youtube/v3/live/docs/liveChatMessages and .../docs/errors; it shares no code
 * with the adapter. `said` is the truth: every message of the chat, in order, once.
 */
export type { FaultName }

type Seen = { call: Call | null; path: string; query: Record<string, string>; units: number; as: Caller }

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
  disturb(how: Disturbance): void
  /** How many streams are open. */
  open(): number
  /** Polls made in the chat; a test may vote in them. */
  readonly polls: readonly Poll[]
  requests: Seen[]
  close(): Promise<void>
}

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

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, JSON_TYPE)
  response.end(JSON.stringify(body))
}
const refuse = (response: ServerResponse, fault: FaultName): void =>
  send(response, FAULTS[fault].status, errorBody(FAULTS[fault]))

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
  const chat = createServerChat({ videoId, pollingIntervalMillis, pageSize, chaos })
  const streams = createServerStreams(chat, chaos)
  const callers = createServerCallers(key, accounts)
  const serverPolls = createServerPolls(LIVE_CHAT)
  const planned = new Map<Call, Planned[]>()
  const requests: Seen[] = []

  const listMessages = (start: number, response: ServerResponse) => {
    const twist = chaos?.twist('list') ?? null
    const { page } = chat.pageFrom(start, twist)
    if (twist !== 'cut') return send(response, 200, page)
    const body = Buffer.from(JSON.stringify(page))
    response.writeHead(200, { ...JSON_TYPE, 'content-length': body.length })
    response.write(body.subarray(0, Math.floor(chaos!.random() * body.length)))
    setImmediate(() => response.socket?.destroy())
  }

  const tellMessages = (call: 'messages' | 'stream', query: URLSearchParams, response: ServerResponse) => {
    const start = chat.startOf(query)
    if (typeof start === 'string') refuse(response, start)
    else if (call === 'stream') streams.open(start, response)
    else listMessages(start, response)
  }

  const answerPoll = (response: ServerResponse, answered: PollAnswer): void => {
    if (answered.ok) send(response, 200, answered.body)
    else refuse(response, answered.fault)
  }

  /** What is answered instead, by a test's plan or by chance. */
  const insteadOf = (call: Call): Planned | null => {
    const by = call === 'messages' ? 'list' : call === 'stream' ? 'stream' : null
    return planned.get(call)?.shift() ?? (by === null ? null : (chaos?.instead(by) ?? null))
  }

  const serve = async (
    call: Call,
    request: IncomingMessage,
    query: URLSearchParams,
    response: ServerResponse,
  ) => {
    const plan = insteadOf(call)
    if (plan === 'drop') response.socket?.destroy()
    else if (plan === 'html' || (call === 'stream' && !streaming)) {
      response.writeHead(plan === 'html' ? 200 : 404, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sorry</title>')
    } else if (plan !== null) refuse(response, plan)
    else if (call === 'videos')
      send(response, 200, chat.videos(query, callers.who(request, query) === 'channel'))
    else if (call === 'channels') send(response, 200, { items: [{ snippet: { title: channelTitle } }] })
    else if (call === 'insert') answerPoll(response, await serverPolls.insert(request))
    else if (call === 'transition') answerPoll(response, serverPolls.transition(query))
    else tellMessages(call, query, response)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (await accounts?.answer(request, response, url)) return
    const call = callOf(request, url.pathname)
    const query = url.searchParams
    requests.push({
      call,
      path: url.pathname,
      query: Object.fromEntries(query),
      units: call === null ? 0 : UNITS[call],
      as: callers.who(request, query),
    })
    if (call === null) return refuse(response, 'notFound')
    const bar = callers.barred(call, request, { query, isPrivate: chat.video === 'private' })
    if (bar !== null) refuse(response, bar)
    else await serve(call, request, query, response)
  }

  const { root, close } = await listenOnLoopback((request, response) => void answer(request, response))
  return {
    root,
    said: chat.said,
    say(message) {
      chat.said.push(message)
      streams.pump()
    },
    fail: (call, fault, times = 1) =>
      void planned.set(call, [...(planned.get(call) ?? []), ...Array<Planned>(times).fill(fault)]),
    setVideo(state) {
      chat.video = state
    },
    end(how) {
      chat.ended = how
      if (how === 'chatEndedEvent')
        chat.said.push({ id: 'chat-ended', type: 'chatEndedEvent', at: 1_790_000_000_000 })
      streams.pump()
    },
    overlap(count) {
      chat.overlapping = count
    },
    snakeCase() {
      chat.snaked = true
    },
    closeAfter: streams.closeAfter,
    disturb: streams.disturb,
    open: () => streams.size,
    polls: serverPolls.polls,
    requests,
    close,
  }
}

/** A server whose connections go when it is closed. */
async function listenOnLoopback(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ root: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer(answer)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
