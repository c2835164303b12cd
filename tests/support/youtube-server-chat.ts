import type { Chaos, Twist } from './youtube-server-chaos.ts'
import { type FaultName, inSnakeCase, type Message, resource } from './youtube-server-wire.ts'

/** The broadcast and its chat as they stand, and the pages and answers that tell of them. */

export type Ending = 'offlineAt' | 'chatEndedEvent' | 'error'
export type VideoState = 'live' | 'private' | 'upcoming' | 'over' | 'plain' | 'none'

export const LIVE_CHAT = 'Cg0KC2xpdmVfY2hhdF8x'
const DETAILS = {
  live: { actualStartTime: '2026-01-01T10:00:00Z', activeLiveChatId: LIVE_CHAT },
  private: { actualStartTime: '2026-01-01T10:00:00Z', activeLiveChatId: LIVE_CHAT },
  upcoming: { scheduledStartTime: '2026-01-01T10:00:00Z' },
  over: { actualStartTime: '2026-01-01T10:00:00Z', actualEndTime: '2026-01-01T11:00:00Z' },
  plain: undefined,
} as const

export type ServerChat = {
  readonly said: Message[]
  video: VideoState
  ended: Ending | null
  /** Every page begins so many messages earlier than its token says. */
  overlapping: number
  snaked: boolean
  /** `isTheirs`: to the channel it belongs to. */
  videos(query: URLSearchParams, isTheirs: boolean): object
  /** Where the page asked for begins, or why there is none. */
  startOf(query: URLSearchParams): number | FaultName
  /** The page from a message on, and where the next begins. */
  pageFrom(start: number, twist: Twist | null): { page: object; next: number; last: boolean }
}

type Options = {
  videoId: string
  pollingIntervalMillis: number
  pageSize: number
  chaos: Chaos | undefined
}

export function createServerChat({ videoId, pollingIntervalMillis, pageSize, chaos }: Options): ServerChat {
  const twisted = (items: object[], twist: Twist | null): object[] => {
    if (twist === 'twice') return [...items, ...items.slice(-2)]
    if (twist === 'shuffle')
      for (let at = items.length - 1; at > 0; at--) {
        const other = Math.floor(chaos!.random() * (at + 1))
        ;[items[at], items[other]] = [items[other]!, items[at]!]
      }
    return items
  }

  const chat: ServerChat = {
    said: [],
    video: 'live',
    ended: null,
    overlapping: 0,
    snaked: false,

    videos(query, isTheirs) {
      const { video } = chat
      const seen = video !== 'none' && (video !== 'private' || isTheirs)
      const there = seen && query.get('id') === videoId
      const details = video === 'none' ? undefined : DETAILS[video]
      const item = { kind: 'youtube#video', id: videoId, ...(details && { liveStreamingDetails: details }) }
      return {
        kind: 'youtube#videoListResponse',
        items: there ? [item] : [],
        pageInfo: { totalResults: there ? 1 : 0, resultsPerPage: 1 },
      }
    },

    startOf(query) {
      if (query.get('liveChatId') !== LIVE_CHAT) return 'liveChatNotFound'
      const token = query.get('pageToken')
      if (token !== null && !/^t\d+$/.test(token)) return 'pageTokenInvalid'
      const start = token === null ? 0 : Number(token.slice(1))
      return chat.ended === 'error' && start >= chat.said.length ? 'liveChatEnded' : start
    },

    pageFrom(start, twist) {
      const { said, ended } = chat
      const back = twist === 'repeat' ? 1 + Math.floor(chaos!.random() * 6) : chat.overlapping
      // A page from the beginning holds the history, as Google's does: else a lost token would take for ever to make good.
      const next = start === 0 ? said.length : Math.min(said.length, start + pageSize)
      const last = next === said.length
      const told = said.slice(Math.max(0, start - back), next).map((message) => resource(message, LIVE_CHAT))
      const items = twisted(told, twist)
      const page = {
        kind: 'youtube#liveChatMessageListResponse',
        etag: 'e',
        pollingIntervalMillis,
        pageInfo: { totalResults: items.length, resultsPerPage: items.length },
        nextPageToken: `t${next}`,
        items,
        ...(ended === 'offlineAt' && last ? { offlineAt: '2026-01-01T11:00:00Z' } : {}),
      }
      return { page: (chat.snaked || twist === 'snake' ? inSnakeCase(page) : page) as object, next, last }
    },
  }
  return chat
}
