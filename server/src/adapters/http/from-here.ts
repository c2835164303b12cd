import type { IncomingHttpHeaders } from 'node:http'

/** As much of a request as says where it came from. */
type Came = { socket: { remoteAddress?: string | undefined }; headers: IncomingHttpHeaders }
/** Whether a request may have come from elsewhere than this machine. */
export type IsFar = (request: Came) => boolean

const LOOPBACK = /^(::1|127\.|::ffff:127\.)/
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
/** What proxies and tunnels add: RFC 7239 and 9110, the usual names before them, and Cloudflare's. */
const ADDED =
  /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|x-cluster-client-ip|cf-.+)$/

/** Whether a proxy or a tunnel says that it handed a request on. */
export const wasHandedOn = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => ADDED.test(name))

/**
 * Whether a request was made on this machine: from loopback, to loopback by name, through nobody. A proxy or a tunnel that runs
 * here comes from loopback too; it tells by the host that was asked, or by what it adds. (One that forges the host and adds
 * nothing cannot be told apart; PUBLIC_URL says that there is one.) The host also shows a page elsewhere that points its own
 * name at this machine.
 */
export const cameFromHere = ({ socket, headers }: Came): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && LOOPBACK_HOST.test(headers.host ?? '') && !wasHandedOn(headers)
