import { createServer, type Server as HttpServer } from 'node:http'
import {
  type Delta,
  EMPTY_CONTROL,
  EMPTY_SHOW,
  PROTOCOL_VERSION,
  SHOW_NAMESPACE,
  type ShowView,
  type Snapshot,
  sectionChanges,
} from '@yosegaki/contract'
import { Server } from 'socket.io'
import { WebSocket, WebSocketServer } from 'ws'
import { createLiveSockets, HEARTBEAT } from '../../../server/src/adapters/socket/live-sockets.ts'

/** A server that shows what it is given to everyone connected. `truth` is what each of them should hold in the end. */
export type Contender = { http: HttpServer; show(view: ShowView): void; truth(): ShowView }

export const TOKEN = 'bench.0123456789abcdef0123456789abcdef'

/** All send the same bytes: `42/show,["show:changed",{…}]`, and a snapshot on connect; both of Socket.IO the same heartbeats. */
export const CONTENDERS = { ours, 'socket.io': plainSocketIo, ws: bareWs } as const
export type ContenderName = keyof typeof CONTENDERS

/** `eager`: a clock that lets every change out at once, where the real one lets out ten a second. */
function ours(eager: boolean): Contender {
  const http = createServer()
  let ahead = 0
  const sockets = createLiveSockets(http, {
    clock: {
      // biome-ignore lint/suspicious/noAssignInExpressions: every look at this clock is a tenth of a second later
      now: () => (eager ? Date.now() + (ahead += 100) : Date.now()),
      sleep: async () => undefined,
    },
    logger: { info() {}, warn() {}, error() {} },
    opened: Promise.resolve(),
    verifyLink: async (token) => (token === TOKEN ? { id: 'bench', kind: 'overlay' } : null),
    session: async () => null,
    publicUrl: () => 'http://localhost',
    say: async () => ({ ok: true, heardAs: 'talk', detail: '' }),
  })
  return {
    http,
    show: (view) => sockets.broadcast.show(() => ({ ...EMPTY_CONTROL, ...view })),
    truth: sockets.showNow,
  }
}

/** State first and deltas after, as ours do it, written down once for the other two. */
function followed(send: (delta: Delta<ShowView>) => void) {
  let view = EMPTY_SHOW
  let seq = 0
  return {
    snapshot: (): Snapshot<ShowView> => ({ protocol: PROTOCOL_VERSION, seq, at: Date.now(), view }),
    truth: () => view,
    show(next: ShowView): void {
      const changes = sectionChanges(view, next)
      if (changes === null) return
      view = next
      seq += 1
      send({ seq, at: Date.now(), changes })
    },
  }
}

function plainSocketIo(): Contender {
  const http = createServer()
  const io = new Server(http, HEARTBEAT).of(SHOW_NAMESPACE)
  const state = followed((delta) => io.emit('show:changed', delta))
  io.on('connection', (socket) => socket.emit('show:snapshot', state.snapshot()))
  return { http, ...state }
}

function bareWs(): Contender {
  const http = createServer()
  const server = new WebSocketServer({ server: http })
  const packet = (event: string, data: object): string => `42/show,${JSON.stringify([event, data])}`
  const state = followed((delta) => {
    const bytes = Buffer.from(packet('show:changed', delta))
    for (const client of server.clients)
      if (client.readyState === WebSocket.OPEN) client.send(bytes, { binary: false })
  })
  server.on('connection', (client) => client.send(packet('show:snapshot', state.snapshot())))
  return { http, ...state }
}
