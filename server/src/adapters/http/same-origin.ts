import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'
import { Refusal } from './replies.ts'

/**
 * Whether a request may act with the cookies it carries: it comes from a page of ours, or from no page at all. Browsers say
 * so in `Sec-Fetch-Site`, older ones in `Origin` alone; programs that send neither carry nobody's cookies.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin, host } = headers
  if (origin === undefined) return true
  return URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(publicUrl).origin)
}

/** What changes something comes from our own pages (T10): no other site acts with a producer's cookie. */
export const sameOriginOnly =
  (publicUrl: () => string): RequestHandler =>
  (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    next(
      reads || isSameOrigin(request.headers, publicUrl())
        ? undefined
        : new Refusal(403, 'other-origin', { ja: '別のサイトからの操作です。', en: 'From another site.' }),
    )
  }
