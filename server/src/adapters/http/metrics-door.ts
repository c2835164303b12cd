import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'
import { refused } from './replies.ts'

export type MetricsDoor = {
  /** For a scraper elsewhere, as its bearer token; null: only this machine and producers read. */
  token: string | null
  /** True where a proxy stands in front: then everybody seems to come from this machine. */
  behindProxy: boolean
  isProducer(headers: IncomingHttpHeaders): Promise<boolean>
  contentType: string
  text(): Promise<string>
}

const LOOPBACK = /^(::1|127\.|::ffff:127\.)/
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'via'] as const

/** Serves the metrics to this machine, to who holds the token, and to producers; to nobody else. */
export const metricsDoor = (door: MetricsDoor): RequestHandler => {
  /** The host is looked at too: a page elsewhere can point its own name at this machine. */
  const isHere: (request: Parameters<RequestHandler>[0]) => boolean = ({ socket, headers }) =>
    !door.behindProxy &&
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    PROXY_HEADERS.every((name) => headers[name] === undefined)

  return async (request, response, next) => {
    const { authorization } = request.headers
    const holdsToken = door.token !== null && isSame(authorization ?? '', `Bearer ${door.token}`)
    if (!isHere(request) && !holdsToken && !(await door.isProducer(request.headers)))
      return next(refused.signIn())
    response.set({ 'content-type': door.contentType, 'cache-control': 'no-store' }).send(await door.text())
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted))
