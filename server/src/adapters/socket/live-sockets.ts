import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import {
  CONTROL_NAMESPACE,
  type ControlClientToServer,
  type ControlServerToClient,
  type ControlView,
  EMPTY_CONTROL,
  EMPTY_SHOW,
  SaidLine,
  type SaidReply,
  SHOW_NAMESPACE,
  ShowAuth,
  type ShowClientToServer,
  type ShowServerToClient,
  type ShowView,
} from '@yosegaki/contract'
import { type Namespace, Server } from 'socket.io'
import { showPart } from '../../domain/show/show-part.ts'
import type { Broadcast, Clock, Logger } from '../../ports.ts'
import type { LinkGrant } from '../links/overlay-links.ts'
import { createFollowedView } from './coalesced-broadcast.ts'
import { writeOnce } from './write-once.ts'

export type SocketPorts = {
  clock: Clock
  logger: Logger
  /** Viewers are let in only then: what went on before a restart is known again, and nobody is shown an empty house. */
  opened: Promise<void>
  verifyLink(token: string): Promise<LinkGrant | null>
  isProducer(headers: IncomingHttpHeaders): Promise<boolean>
  say(line: SaidLine): Promise<SaidReply>
}

/** Requests come in small: the largest is one line of chat. */
const LARGEST_MESSAGE_BYTES = 64 * 1024

/**
 * Both Socket.IO namespaces over one HTTP server: `/show` by link token, `/control` by session. A snapshot on connect,
 * whole sections after it (SPEC S, T).
 */
export function createLiveSockets(http: HttpServer, ports: SocketPorts) {
  const io = new Server(http, {
    serveClient: false,
    // A connection that broke in silence is noticed in seconds, so that a page is never long behind.
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    transports: ['websocket', 'polling'],
    allowRequest: (request, allow) => allow(null, isSameOrigin(request.headers)),
  })
  const show: Namespace<ShowClientToServer, ShowServerToClient, object, LinkGrant> = io.of(SHOW_NAMESPACE)
  const control: Namespace<ControlClientToServer, ControlServerToClient> = io.of(CONTROL_NAMESPACE)
  writeOnce(show.adapter)
  const showView = createFollowedView<ShowView>(ports.clock, EMPTY_SHOW, (delta) =>
    show.emit('show:changed', delta),
  )
  const controlView = createFollowedView<ControlView>(ports.clock, EMPTY_CONTROL, (delta) =>
    control.emit('control:changed', delta),
  )

  show.use((socket, next) => {
    const auth = ShowAuth.safeParse(socket.handshake.auth)
    const refuse = (): void => next(new Error('link-refused'))
    if (!auth.success) return refuse()
    ports.opened
      .then(() => ports.verifyLink(auth.data.token))
      .then(
        (grant) => {
          if (grant === null) return refuse()
          Object.assign(socket.data, grant)
          next()
        },
        (fault: unknown) => {
          ports.logger.error('link:unchecked', { fault: String(fault) })
          next(new Error('try-again'))
        },
      )
  })
  show.on('connection', (socket) => {
    socket.join(roomOf(socket.data.id))
    // The request it began with is of no use any more, and with thousands of them a good part of the memory.
    Object.assign(socket.conn, { request: null })
    const tell = (): void => void socket.emit('show:snapshot', showView.snapshot())
    tell()
    socket.on('show:resync', tell)
    socket.on('line:said', (said, reply) => {
      if (typeof reply !== 'function') return
      if (socket.data.kind !== 'rehearsal') return reply(refusals.readOnly)
      const line = SaidLine.safeParse(said)
      if (!line.success) return reply(doesNotFit(line.error))
      ports.say(line.data).then(reply, (fault: unknown) => {
        ports.logger.error('line:lost', { fault: String(fault) })
        reply(refusals.tryAgain)
      })
    })
  })

  control.use((socket, next) => {
    ports.isProducer(socket.request.headers).then(
      (allowed) => next(allowed ? undefined : new Error('sign-in-needed')),
      () => next(new Error('try-again')),
    )
  })
  control.on('connection', (socket) => {
    const tell = (): void => void socket.emit('control:snapshot', controlView.snapshot())
    tell()
    socket.on('control:resync', tell)
  })

  const broadcast: Broadcast<ControlView> = {
    show(view) {
      controlView.show(view)
      showView.show(() => showPart(view()))
    },
  }

  return {
    broadcast,
    /** What viewers see now. */
    showNow: (): ShowView => showView.snapshot().view,
    /** Close every connection that came by this link (T3). */
    drop: (linkId: string): void => void show.in(roomOf(linkId)).disconnectSockets(true),
    async close(): Promise<void> {
      showView.close()
      controlView.close()
      await io.close()
    },
  }
}

const roomOf = (linkId: string): string => `link:${linkId}`

/** Browsers send where a page came from; programs that send nothing carry no cookies of a producer either. */
function isSameOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

type Refused = Extract<SaidReply, { ok: false }>

const refusals = {
  readOnly: {
    ok: false,
    what: 'read-only',
    reason: { ja: 'このリンクは見るためだけのものです。', en: 'This link is for watching only.' },
  },
  tryAgain: {
    ok: false,
    what: 'try-again',
    reason: {
      ja: '届きませんでした。もう一度お願いします。',
      en: 'That did not get through. Please try again.',
    },
  },
} satisfies Record<string, Refused>

function doesNotFit(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[]
}): Refused {
  const fields = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const words = fields.join('; ').slice(0, 200)
  return {
    ok: false,
    what: 'does-not-fit',
    reason: { ja: `送れない内容です(${words})`, en: `That cannot be sent: ${words}` },
  }
}
