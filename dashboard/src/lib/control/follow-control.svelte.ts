import {
  CONTROL_NAMESPACE,
  type ControlClientToServer,
  type ControlServerToClient,
  type ControlView,
} from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { type Heard, hearDelta, hearSnapshot, type Known } from './hear.ts'
import { away, type Connection, turnedAway } from './turned-away.ts'

export type ControlRoom = {
  readonly connection: Connection
  /** Null until the first snapshot; afterwards the newest truth heard, also while the connection is lost. */
  readonly view: ControlView | null
  /** The server's clock minus ours, in milliseconds. */
  readonly offset: number
}

const RESYNC_AGAIN_MS = 2_000
const RELOADED_AT = 'yosegaki.reloadedAt'

/** Follow the show for as long as the page is open; call it in a component, it ends with it. Never gives up. */
export function followControl(): ControlRoom {
  let connection = $state<Connection>('connecting')
  let known = $state.raw<Known>(null)
  let offset = $state(0)

  $effect(() => {
    let askedAt = 0
    let later: ReturnType<typeof setTimeout> | undefined
    const socket: Socket<ControlServerToClient, ControlClientToServer> = io(CONTROL_NAMESPACE, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
      timeout: 5_000,
    })
    const connectIn = (millis: number) => {
      clearTimeout(later)
      later = setTimeout(() => socket.connect(), millis)
    }
    const take = (heard: Heard) => {
      known = heard.known
      if (heard.at !== null) offset = heard.at - Date.now()
      if (heard.ask === 'reload') reloadSoon()
      if (heard.ask === 'resync' && Date.now() - askedAt > RESYNC_AGAIN_MS) {
        askedAt = Date.now()
        socket.emit('control:resync')
      }
    }

    socket.on('connect', () => {
      clearTimeout(later)
      askedAt = 0
      connection = 'live'
    })
    socket.on('control:snapshot', (payload: unknown) => take(hearSnapshot(known, payload)))
    socket.on('control:changed', (payload: unknown) => take(hearDelta(known, payload)))
    socket.on('disconnect', (reason) => {
      connection = 'lost'
      // Socket.IO comes back by itself, except where the server hung up on purpose: then the next try tells why.
      if (reason === 'io server disconnect') connectIn(1_000)
    })
    socket.on('connect_error', (error) => {
      // Nobody there: Socket.IO goes on trying by itself.
      if (socket.active) {
        connection = away(known !== null)
        return
      }
      const told = turnedAway(error.message, known !== null)
      connection = told.connection
      connectIn(told.againMs)
    })
    const online = () => {
      if (!socket.connected) socket.disconnect().connect()
    }
    addEventListener('online', online)
    return () => {
      clearTimeout(later)
      removeEventListener('online', online)
      socket.disconnect()
    }
  })

  return {
    get connection() {
      return connection
    },
    get view() {
      return known?.view ?? null
    },
    get offset() {
      return offset
    },
  }
}

/** A page built for another protocol reloads itself, at most once a minute (SPEC S7). */
function reloadSoon(): void {
  const last = Number(sessionStorage.getItem(RELOADED_AT))
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem(RELOADED_AT, String(Date.now()))
  location.reload()
}
