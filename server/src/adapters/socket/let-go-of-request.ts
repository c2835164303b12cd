import { ServerResponse } from 'node:http'
import type { Server, Socket } from 'socket.io'

/**
 * With thousands of connections, the requests that they began with are a fifth of the heap, and of no use any more. Engine.IO's
 * answer to an upgrade holds on to its request until the connection ends, so it lets go of it before it is even sent.
 */
export function letGoOfUpgrades(io: Server): void {
  io.engine.use((_request: unknown, response: object, next: () => void) => {
    if (!(response instanceof ServerResponse)) Object.assign(response, { req: null })
    next()
  })
}

/** What is left of the request once a socket is let in: its headers, and the token it came with. */
export function letGoOfRequest(socket: Socket): void {
  Object.assign(socket.conn, { request: null })
  Object.assign(socket.handshake, { headers: {}, auth: {} })
}
