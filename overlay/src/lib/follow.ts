import {
  LINK_REFUSED,
  type SaidLine,
  SaidReply,
  SHOW_NAMESPACE,
  type ShowClientToServer,
  type ShowServerToClient,
  type ShowView,
  type Widget,
} from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { type Following, type Heard, hearDelta, hearSnapshot } from './following.ts'
import { reloadSoon } from './reload.ts'
import { clockOffset } from './time.ts'

/** connecting: never been through. away: was through, is trying again. refused: the server knows no such token. */
export type Connection = 'connecting' | 'live' | 'away' | 'refused'
export type Followers = { view: ShowView | null; connection: Connection; offset: number }

export type Saying = { kind: 'answered'; reply: SaidReply } | { kind: 'unsent' }
export type Follower = { say(line: SaidLine): Promise<Saying>; close(): void }

const REFUSED_RETRY_MS = 30_000
/** Who waits for the server asks it once a second; the first time sooner or later, so that not all ask at one moment. */
const RETRY = { reconnectionDelay: 700, reconnectionDelayMax: 1_000, randomizationFactor: 0.4 }
const RESYNC_AGAIN_MS = 2_000
const SAY_TIMEOUT_MS = 6_000

/** Which page follows. A rehearsal page is no widget. */
export type Who = { token: string; widget?: Widget }

/**
 * Follow the show behind a token and tell `onChange` whenever anything a page shows has changed. Never gives up: not
 * when the server is not there yet, goes away, restarts, or refuses us (then slowly).
 */
export function followShow(who: Who, onChange: (state: Followers) => void): Follower {
  let following: Following = null
  let state: Followers = { view: null, connection: 'connecting', offset: 0 }
  let offset: number | null = null
  let resyncAskedAt = 0
  let later: ReturnType<typeof setTimeout> | undefined

  const socket: Socket<ShowServerToClient, ShowClientToServer> = io(SHOW_NAMESPACE, {
    auth: who,
    // Straight to a web socket: a reconnection takes one round trip and needs no sticky sessions.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    ...RETRY,
    timeout: 5_000,
  })

  const tell = (change: Partial<Followers>) => {
    state = { ...state, ...change }
    onChange(state)
  }
  const connectIn = (ms: number) => {
    clearTimeout(later)
    later = setTimeout(() => socket.connect(), ms)
  }
  const connectSoon = () => connectIn(RETRY.reconnectionDelay * (0.6 + Math.random() * 0.8))

  function take(heard: Heard): void {
    if (heard.at !== null) offset = clockOffset(offset, heard.at, Date.now())
    if (heard.ask === 'resync') askAgain()
    if (heard.ask === 'reload') reloadSoon()
    if (heard.following !== following) {
      following = heard.following
      tell({ view: following?.view ?? null, offset: offset ?? 0 })
    }
  }

  function askAgain(): void {
    const now = Date.now()
    if (now - resyncAskedAt < RESYNC_AGAIN_MS) return
    resyncAskedAt = now
    socket.emit('show:resync')
  }

  socket.on('connect', () => {
    clearTimeout(later)
    resyncAskedAt = 0
    offset = null
    tell({ connection: 'live' })
  })
  socket.on('show:snapshot', (payload: unknown) => {
    resyncAskedAt = 0
    const heard = hearSnapshot(following, payload)
    // An unreadable answer to a resync must not make two programs shout at each other.
    if (heard.ask === 'resync') setTimeout(() => take(heard), RESYNC_AGAIN_MS)
    else take(heard)
  })
  socket.on('show:changed', (payload: unknown) => take(hearDelta(following, payload)))
  socket.on('disconnect', (reason) => {
    tell({ connection: 'away' })
    // The manager comes back by itself except where the server hung up on purpose (a restart, a revoked token).
    if (reason === 'io server disconnect') connectSoon()
  })
  socket.on('connect_error', (error) => {
    if (socket.active) return // nobody there: the manager goes on trying
    if (error.message !== LINK_REFUSED) return connectSoon() // there, but still getting up
    following = null
    tell({ view: null, connection: 'refused' })
    connectIn(REFUSED_RETRY_MS)
  })

  const online = () => {
    if (!socket.connected) socket.disconnect().connect()
  }
  addEventListener('online', online)

  return {
    async say(line) {
      if (!socket.connected) return { kind: 'unsent' }
      try {
        const answer: unknown = await socket.timeout(SAY_TIMEOUT_MS).emitWithAck('line:said', line)
        const reply = SaidReply.safeParse(answer)
        return reply.success ? { kind: 'answered', reply: reply.data } : { kind: 'unsent' }
      } catch {
        return { kind: 'unsent' }
      }
    },
    close() {
      clearTimeout(later)
      removeEventListener('online', online)
      socket.disconnect()
    },
  }
}
