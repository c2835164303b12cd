// By its path: the index of googleapis loads every API there is (1 s, 110 MB).
import { youtube_v3 } from 'googleapis/build/src/apis/youtube/index.js'
import type { z } from 'zod'
import type { ChatSource, Notice } from '../../domain/chat/line.ts'
import { type HealthTeller, handOver, tellHealth, waitFor } from './source-health.ts'
import { CHAT_ENDED, type Fault, readFault, UNREADABLE } from './youtube-faults.ts'
import { videoIdOf } from './youtube-video.ts'
import { Item, lineOf, Page, Videos } from './youtube-wire.ts'

export type YoutubeOptions = {
  /** A video's address or id. */
  video: string
  apiKey: string
  /** Where the API is, with its closing slash; Google's own by default. */
  apiRoot?: string
  id?: string
  /** Epoch milliseconds. */
  now?: () => number
  /** Milliseconds between two calls at least: a call costs 5 of the day's 10,000 units. */
  minPollMs?: number
  /** Waits, and ends early on abort; another one in tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Hears the quota units of every call made. */
  onUnits?: (units: number) => void
}

/** What each call costs, in quota units (Google's table, 2026). */
const UNITS = { videos: 1, messages: 5 } as const
const MOST_PER_PAGE = 2_000
/** Ids remembered, to count a message once although pages overlap. */
const REMEMBERED = 20_000
const CALL_TIMEOUT = 20_000
/** A broadcast that has not opened its chat yet is asked about again after this. */
const NOT_YET = 60_000

type Session = {
  api: youtube_v3.Youtube
  options: Required<Omit<YoutubeOptions, 'apiRoot'>>
  health: HealthTeller
  signal: AbortSignal
}
type Asked<T> = { ok: true; value: T } | { ok: false; fault: Fault }

const NOT_A_VIDEO: Notice = {
  ja: 'YouTube の動画のアドレスか ID ではありません',
  en: 'That is neither the address nor the id of a YouTube video.',
}
const NO_BROADCAST: Notice = {
  ja: 'その動画はライブ配信ではありません',
  en: 'That video is not a live broadcast.',
}
const NO_VIDEO: Notice = {
  ja: 'その動画が見つかりません (非公開か、アドレスの誤りです)',
  en: 'There is no such video (it is private, or the address is wrong).',
}
const NO_CHAT_YET: Notice = {
  ja: '配信のチャットがまだ開いていません。開くまで待っています',
  en: 'The chat of the broadcast is not open yet. Waiting for it.',
}

/** One call, checked against its schema. Retrying is ours alone: googleapis would do it without telling anyone. */
const ask = async <T>(
  session: Session,
  units: number,
  schema: z.ZodType<T>,
  call: (settings: object) => Promise<{ data: unknown }>,
): Promise<Asked<T>> => {
  session.options.onUnits(units)
  try {
    const { data } = await call({ retry: false, timeout: CALL_TIMEOUT, signal: session.signal })
    const parsed = schema.safeParse(data)
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: UNREADABLE }
  } catch (thrown) {
    return { ok: false, fault: readFault(thrown) }
  }
}

/** Tells the fault and waits it out. True: try again. False: this source is done (its health says why). */
const outlast = async (
  { health, options, signal }: Session,
  fault: Fault,
  times: number,
): Promise<boolean> => {
  if (signal.aborted) return false
  if (fault.act === 'fail' || fault.act === 'end') {
    health.to(fault.act === 'fail' ? 'failed' : 'ended', fault.detail)
    return false
  }
  health.to('waiting', fault.detail)
  const ms =
    fault.act === 'retry' ? Math.min(fault.longest, fault.first * 2 ** (times - 1)) : options.minPollMs
  await options.wait(ms, signal)
  return !signal.aborted
}

/** The id of the broadcast's chat, waiting for it to open; null where the source is done. */
const findChat = async (session: Session, videoId: string): Promise<string | null> => {
  const { api, options, health, signal } = session
  for (let faults = 0; !signal.aborted; ) {
    const found = await ask(session, UNITS.videos, Videos, (settings) =>
      api.videos.list({ part: ['liveStreamingDetails'], id: [videoId] }, settings),
    )
    if (!found.ok) {
      if (!(await outlast(session, found.fault, ++faults))) return null
      continue
    }
    faults = 0
    const video = found.value.items[0]
    const details = video?.liveStreamingDetails
    if (details?.activeLiveChatId !== undefined) return details.activeLiveChatId
    if (details === undefined || details.actualEndTime !== undefined) {
      if (details === undefined) health.to('failed', video === undefined ? NO_VIDEO : NO_BROADCAST)
      else health.to('ended', CHAT_ENDED)
      return null
    }
    health.to('waiting', NO_CHAT_YET)
    await options.wait(NOT_YET, signal)
  }
  return null
}

/** Hands over the new lines of a page, in its order. True where the page says that the chat is over. */
const readItems = (items: readonly unknown[], seen: Set<string>, hand: (item: Item) => void): boolean => {
  let over = false
  for (const raw of items) {
    const { success, data: item } = Item.safeParse(raw)
    if (!success || seen.has(item.id)) continue
    seen.add(item.id)
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!)
    if (item.snippet.type === 'chatEndedEvent') over = true
    else hand(item)
  }
  return over
}

const follow = async (session: Session, liveChatId: string, hand: (item: Item) => void): Promise<void> => {
  const { api, options, health, signal } = session
  const seen = new Set<string>()
  let pageToken: string | undefined
  for (let faults = 0; !signal.aborted; ) {
    const asked = await ask(session, UNITS.messages, Page, (settings) =>
      api.liveChatMessages.list(
        {
          liveChatId,
          part: ['id', 'snippet', 'authorDetails'],
          maxResults: MOST_PER_PAGE,
          ...(pageToken === undefined ? {} : { pageToken }),
        },
        settings,
      ),
    )
    if (signal.aborted) return
    if (!asked.ok) {
      if (asked.fault.act === 'restart') pageToken = undefined
      if (!(await outlast(session, asked.fault, ++faults))) return
      continue
    }
    faults = 0
    const page = asked.value
    health.to('live')
    const over = readItems(page.items, seen, hand)
    if (over || page.offlineAt != null) return health.to('ended', CHAT_ENDED)
    health.to('live')
    pageToken = page.nextPageToken ?? pageToken
    await options.wait(Math.max(options.minPollMs, page.pollingIntervalMillis ?? 0), signal)
  }
}

/**
 * The live chat of a YouTube broadcast, by polling. Finds the chat from the video (1 unit), then asks no more often than
 * YouTube allows (5 units a call), counts every message once, and outlasts what mends itself. The API key is in no message.
 */
export const createYoutubeSource = (given: YoutubeOptions): ChatSource => {
  const videoId = videoIdOf(given.video)
  const options = {
    id: `youtube-${videoId ?? 'unknown'}`,
    now: Date.now,
    minPollMs: 5_000,
    wait: waitFor,
    onUnits: () => {},
    ...given,
  }
  const api = new youtube_v3.Youtube({
    auth: options.apiKey,
    ...(given.apiRoot === undefined ? {} : { rootUrl: given.apiRoot.replace(/\/*$/, '/') }),
  })
  return {
    id: options.id,
    kind: 'youtube',
    async listen(listener, signal) {
      const health = tellHealth(listener, options.now)
      health.to('connecting')
      if (videoId === null) return health.to('failed', NOT_A_VIDEO)
      const session: Session = { api, options, health, signal }
      const chat = await findChat(session, videoId)
      if (chat !== null)
        await follow(session, chat, (item) => {
          const line = signal.aborted ? null : lineOf(item, options.id, options.now())
          if (line === null) return
          health.counted()
          handOver(listener, line)
        })
      if (signal.aborted) health.to('ended')
    },
  }
}
