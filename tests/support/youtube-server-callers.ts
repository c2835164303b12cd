import type { IncomingMessage } from 'node:http'
import type { GoogleAccounts } from './google-accounts.ts'
import type { FaultName } from './youtube-server-wire.ts'

/** Who calls what, and who may. */

export type Call = 'videos' | 'channels' | 'messages' | 'stream' | 'insert' | 'transition'
/** By the API key, as the channel, or as nobody who may. */
export type Caller = 'key' | 'channel' | 'nobody'

const CALLS: Record<string, Call> = {
  'GET /youtube/v3/videos': 'videos',
  'GET /youtube/v3/channels': 'channels',
  'GET /youtube/v3/liveChat/messages': 'messages',
  'GET /youtube/v3/liveChat/messages/stream': 'stream',
  'POST /youtube/v3/liveChat/messages': 'insert',
  'POST /youtube/v3/liveChat/messages/transition': 'transition',
}
/** Google's table of costs, 2026. */
export const UNITS: Record<Call, number> = {
  videos: 1,
  channels: 1,
  messages: 5,
  stream: 5,
  insert: 20,
  transition: 20,
}
const MAY_READ = /youtube(\.readonly|\.force-ssl)?$/
const MAY_WRITE = /youtube(\.force-ssl)?$/

export const callOf = (request: IncomingMessage, path: string): Call | null =>
  CALLS[`${request.method} ${path}`] ?? null

export function createServerCallers(key: string, accounts: GoogleAccounts | undefined) {
  return {
    who(request: IncomingMessage, query: URLSearchParams): Caller {
      if (accounts?.scopesOf(request)) return 'channel'
      return query.get('key') === key ? 'key' : 'nobody'
    },
    /** What keeps a caller from a call; null: nothing. */
    barred(
      call: Call,
      request: IncomingMessage,
      { query, isPrivate }: { query: URLSearchParams; isPrivate: boolean },
    ): FaultName | null {
      const scopes = accounts?.scopesOf(request)
      if (scopes === null) return 'unauthorized'
      if (scopes === undefined) {
        if (query.get('key') !== key) return 'wrongKey'
        if (call === 'insert' || call === 'transition' || call === 'channels') return 'unauthorized'
        return isPrivate && call !== 'videos' ? 'forbidden' : null
      }
      const needed = call === 'insert' || call === 'transition' ? MAY_WRITE : MAY_READ
      return scopes.some((scope) => needed.test(scope)) ? null : 'insufficientPermissions'
    },
  }
}
