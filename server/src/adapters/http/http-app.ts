import { join } from 'node:path'
import type { Door, Health } from '@yosegaki/contract'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from '../../ports.ts'
import { createDoors, guardOf, guards, type ReadSession } from './doors.ts'
import { wasHandedOn } from './from-here.ts'
import type { OverlayPages } from './overlay-pages.ts'
import { answerErrors, FOREVER, refused } from './replies.ts'
import { sameOriginOnly } from './same-origin.ts'

export type HttpParts = {
  api: Router
  session: ReadSession
  /** SvelteKit's own handler: everything nobody else answers. */
  dashboard: RequestHandler
  health(): Promise<Health>
  metrics: RequestHandler
  overlays: OverlayPages
  /** Path of a work's PNG with Content Credentials; null where there is no such work. */
  signedPicture(id: string): Promise<string | null>
  publicUrl(): string
  behindProxy: boolean
  dataDir: string
  logger: Logger
}

/** Made when first asked for, and anew where the house changes its certificate: not for ever. */
const SIGNED = /^\/([\w-]{1,64})\.c2pa\.png$/

const signedPictures =
  (find: HttpParts['signedPicture']): RequestHandler =>
  async (request, response, next) => {
    const id = SIGNED.exec(request.path)?.[1]
    if (id === undefined) return next()
    const file = await find(id)
    if (file === null) throw refused.notFound()
    response.set('cache-control', 'public, max-age=86400').sendFile(file)
  }

/** Everything on one port: health, API, auth, frames, pictures, overlay pages, and the dashboard for the rest. */
export function createHttpApp(parts: HttpParts): Express {
  const { api, session, dashboard, health, metrics, overlays, publicUrl, dataDir, logger, behindProxy } =
    parts
  const wide = (door: Door) => guardOf(door, session)
  const app = express()
  app.disable('x-powered-by')
  // A proxy on this machine may say who asks, where there is one.
  if (behindProxy) app.set('trust proxy', 'loopback')
  app.use(securityHeaders)
  if (!behindProxy) app.use(warnOfProxy(logger))
  app.use(sameOriginOnly(publicUrl))
  const door = createDoors(app, { session, audit: null })

  door('GET /healthz', async (_request, response) => {
    const state = await health()
    response
      .status(state.ok ? 200 : 503)
      .set('cache-control', 'no-store')
      .json(state)
  })
  guards.set(metrics, 'GET /metrics')
  app.get('/metrics', metrics)
  app.use(api)
  app.use('/frames', wide('GET /frames/*'), express.static(join(dataDir, 'frames'), FOREVER), nothingHere)
  app.use(
    '/pictures',
    wide('GET /pictures/*'),
    signedPictures(parts.signedPicture),
    express.static(join(dataDir, 'pictures'), FOREVER),
    nothingHere,
  )

  app.use('/overlay', wide('GET /overlay/*'), overlays.router(publicUrl), nothingHere)

  app.use(dashboard)
  app.use(answerErrors(logger))
  return app
}

/** Told once: without its address links lead nowhere, cookies are not for https alone, and everybody shares one count of tries. */
function warnOfProxy(logger: Logger): RequestHandler {
  let told = false
  return ({ headers }, _response, next) => {
    if (!told && wasHandedOn(headers)) {
      told = true
      logger.warn('http:proxy-unannounced', { what: 'set PUBLIC_URL to the address that people open' })
    }
    next()
  }
}

const nothingHere: RequestHandler = (_request, _response, next) => next(refused.notFound())

const securityHeaders: RequestHandler = (request, response, next) => {
  response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
  if (request.path.startsWith('/overlay')) {
    // The pages show chat: even if something slipped through, no script but our own files runs in them (T6).
    response.set(
      'content-security-policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'",
    )
  } else response.set('x-frame-options', 'SAMEORIGIN')
  next()
}
