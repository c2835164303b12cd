import type { Server as HttpServer, IncomingMessage } from 'node:http'
import {
  ACCESS,
  CONTROL_NAMESPACE,
  CONTROL_REFUSALS,
  type ControlClientToServer,
  type ControlServerToClient,
  type ControlView,
  EMPTY_CONTROL,
  EMPTY_SHOW,
  LINK_REFUSED,
  mayOpen,
  SaidLine,
  type SaidReply,
  SHOW_NAMESPACE,
  ShowAuth,
  type ShowClientToServer,
  type ShowServerToClient,
  type ShowView,
  type Widget,
} from '@yosegaki/contract'
import { type Namespace, Server } from 'socket.io'
import { showPart } from '../../domain/show/show-part.ts'
import type { Broadcast, Clock, Logger } from '../../ports.ts'
import type { SignedIn } from '../auth/sessions.ts'
import type { ReadSession } from '../http/doors.ts'
import { isSameOrigin } from '../http/same-origin.ts'
import type { LinkGrant } from '../links/overlay-links.ts'
import { createFollowedView } from './coalesced-broadcast.ts'
import { letGoOfRequest, letGoOfUpgrades } from './let-go-of-request.ts'
import { writeOnce } from './write-once.ts'

export type SocketPorts = {
  clock: Clock
  logger: Logger
  /** Viewers are let in only then: what went on before a restart is known again, and nobody is shown an empty house. */
  opened: Promise<void>
  /** What the token opens for that widget. */
  verifyLink(token: string, widget: Widget | undefined): Promise<LinkGrant | null>
  session: ReadSession
  publicUrl(): string
  say(line: SaidLine): Promise<SaidReply>
}

/** Requests come in small: the largest is one line of chat. */
const LARGEST_MESSAGE_BYTES = 64 * 1024

/** A connection that broke in silence is noticed in seconds, so that a page is never long behind. */
export const HEARTBEAT = { pingInterval: 10_000, pingTimeout: 5_000 }

/** After so long a control room's session is looked at again. */
const LONGEST_STAY_MS = 60 * 60_000

/**
 * Both Socket.IO namespaces over one HTTP server: `/show` by link token, `/control` by session. A snapshot on connect,
 * whole sections after it (SPEC S, T).
 */
export function createLiveSockets(http: HttpServer, ports: SocketPorts) {
  const io = new Server(http, {
    serveClient: false,
    ...HEARTBEAT,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    transports: ['websocket', 'polling'],
    allowRequest: (request, allow) => allow(null, isSameOrigin(request.headers, ports.publicUrl())),
  })
  const show: Namespace<ShowClientToServer, ShowServerToClient, object, LinkGrant> = io.of(SHOW_NAMESPACE)
  const control: Namespace<ControlClientToServer, ControlServerToClient, object, SignedIn> =
    io.of(CONTROL_NAMESPACE)
  letGoOfUpgrades(io)
  writeOnce(show)
  const showView = createFollowedView<ShowView>(ports.clock, EMPTY_SHOW, (delta) =>
    show.emit('show:changed', delta),
  )
  const controlView = createFollowedView<ControlView>(ports.clock, EMPTY_CONTROL, (delta) =>
    control.emit('control:changed', delta),
  )

  // Whoever comes from now on is told of the picture as it stands, not of the tenth of a second before.
  const flush = (): void => {
    showView.flush()
    controlView.flush()
  }
  void ports.opened.then(flush, () => undefined)
  show.use((socket, next) => {
    const auth = ShowAuth.safeParse(socket.handshake.auth)
    const refuse = (): void => next(new Error(LINK_REFUSED))
    if (!auth.success) return refuse()
    ports.opened
      .then(() => ports.verifyLink(auth.data.token, auth.data.widget))
      .then(
        (grant) => {
          if (grant === null || !mayOpen(grant.kind, 'socket /show')) return refuse()
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
    socket.use(onlyListedOfShow)
    socket.join(roomOf(`link:${socket.data.id}`))
    letGoOfRequest(socket)
    const tell = (): void => void socket.emit('show:snapshot', showView.snapshot())
    tell()
    socket.on('show:resync', tell)
    socket.on('line:said', (said, reply) => {
      if (typeof reply !== 'function') return
      if (!mayOpen(socket.data.kind, 'socket /show line:said')) return reply(refusals.readOnly)
      const line = SaidLine.safeParse(said)
      if (!line.success) return reply(doesNotFit(line.error))
      ports.say(line.data).then(reply, (fault: unknown) => {
        ports.logger.error('line:lost', { fault: String(fault) })
        reply(refusals.tryAgain)
      })
    })
  })

  /** Nobody is told that nothing runs before anybody knows: producers, too, wait for the first view. */
  const known = Promise.withResolvers<void>()
  control.use((socket, next) => {
    const begunWith: IncomingMessage | null = socket.request
    // Let go of when this very connection was let into the show.
    if (begunWith === null) return next(new Error(CONTROL_REFUSALS.signedOut))
    ports.session(begunWith.headers).then(
      (member) => {
        if (member === null) return next(new Error(CONTROL_REFUSALS.signedOut))
        if (!mayOpen(member.role, 'socket /control')) return next(new Error(CONTROL_REFUSALS.notAllowed))
        Object.assign(socket.data, member)
        known.promise.then(() => next())
      },
      () => next(new Error(CONTROL_REFUSALS.databaseAway)),
    )
  })
  control.on('connection', (socket) => {
    socket.use(onlyListedOfControl)
    const { id, session, expiresAt } = socket.data
    socket.join([roomOf(`account:${id}`), roomOf(`session:${session}`)])
    // Its page comes back by itself, and is asked for its session again.
    const ends = setTimeout(
      () => socket.disconnect(true),
      Math.min(expiresAt - ports.clock.now(), LONGEST_STAY_MS),
    )
    ends.unref()
    socket.on('disconnect', () => clearTimeout(ends))
    const tell = (): void => void socket.emit('control:snapshot', controlView.snapshot())
    tell()
    socket.on('control:resync', tell)
  })

  const broadcast: Broadcast<ControlView> = {
    show(view) {
      known.resolve()
      // Both pages look at about the same time: one look serves both.
      let seen: ControlView | null = null
      const once = (): ControlView => {
        seen ??= view()
        return seen
      }
      controlView.show(once)
      showView.show(() => showPart(once()))
    },
  }

  return {
    broadcast,
    /** What viewers see now. */
    showNow: (): ShowView => showView.snapshot().view,
    /** Close every connection that came by this link (T3). */
    drop: (linkId: string): void => void show.in(roomOf(`link:${linkId}`)).disconnectSockets(true),
    /** Close those of sessions that ended, and of an account whose role has changed (T12). */
    dropSessions(ids: readonly string[]): void {
      for (const id of ids) control.in(roomOf(`session:${id}`)).disconnectSockets(true)
    },
    dropAccount: (id: string): void => void control.in(roomOf(`account:${id}`)).disconnectSockets(true),
    async close(): Promise<void> {
      showView.close()
      controlView.close()
      await io.close()
    },
  }
}

/** An event without a row in the authorisation table is not heard. */
const onlyListed =
  (namespace: string) =>
  ([event]: unknown[], next: () => void): void => {
    if (Object.hasOwn(ACCESS, `socket ${namespace} ${String(event)}`)) next()
  }
const onlyListedOfShow = onlyListed(SHOW_NAMESPACE)
const onlyListedOfControl = onlyListed(CONTROL_NAMESPACE)

/** Rooms share their names with sockets' ids, which hold no colon. */
const roomOf = (holder: `${'link' | 'session' | 'account'}:${string}`): string => holder

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
