import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from '../../ports.ts'
import { refusalLog } from './refusal-log.ts'

/** Whoever sends a request letter by letter holds a connection for so long and no longer. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
}

const STATUS: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** The one server everything listens on. What is no request, or takes too long to become one, is refused and logged (T14). */
export function createHouseServer(logger: Logger, listener: RequestListener): Server {
  const note = refusalLog(logger)
  const http = createServer(LIMITS, listener)
  http.on('clientError', (error: NodeJS.ErrnoException, connection: Socket) => {
    // A connection that only went away is nobody's fault.
    if (error.code === 'ECONNRESET' || !connection.writable) return void connection.destroy()
    const what = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'no-request'
    note({ method: '', path: '', ip: connection.remoteAddress }, what)
    connection.end(`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`)
  })
  return http
}
