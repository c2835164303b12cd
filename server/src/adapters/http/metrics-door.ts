import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'
import type { IsFar } from './from-here.ts'
import { refused } from './replies.ts'

export type MetricsDoor = {
  /** For a scraper elsewhere, as its bearer token; null: only this machine and producers read. */
  token: string | null
  isFar: IsFar
  isProducer(headers: IncomingHttpHeaders): Promise<boolean>
  contentType: string
  text(): Promise<string>
}

/** Serves the metrics to this machine, to who holds the token, and to producers; to nobody else. */
export const metricsDoor = (door: MetricsDoor): RequestHandler => {
  return async (request, response, next) => {
    const { authorization } = request.headers
    const holdsToken = door.token !== null && isSame(authorization ?? '', `Bearer ${door.token}`)
    if (door.isFar(request) && !holdsToken && !(await door.isProducer(request.headers)))
      return next(refused.signIn())
    response.set({ 'content-type': door.contentType, 'cache-control': 'no-store' }).send(await door.text())
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted))
