import { join } from 'node:path'
import type { Health } from '@yosegaki/contract'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from '../../ports.ts'
import type { OverlayPages } from './overlay-pages.ts'
import { answerErrors, FOREVER, refused } from './replies.ts'

export type HttpParts = {
  api: Router
  auth: RequestHandler
  /** SvelteKit's own handler: everything nobody else answers. */
  dashboard: RequestHandler
  health(): Promise<Health>
  metrics: RequestHandler
  overlays: OverlayPages
  /** Path of a work's PNG with Content Credentials; null where there is no such work. */
  signedPicture(id: string): Promise<string | null>
  publicUrl(): string
  dataDir: string
  logger: Logger
}

/** Made when first asked for, and anew where the house changes its certificate: not for ever. */
const SIGNED = /^\/pictures\/([\w-]{1,64})\.c2pa\.png$/

/** Everything on one port: health, API, auth, frames, pictures, overlay pages, and the dashboard for the rest. */
export function createHttpApp(parts: HttpParts): Express {
  const { api, auth, dashboard, health, metrics, overlays, signedPicture, publicUrl, dataDir, logger } = parts
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders)

  app.get('/healthz', async (_request, response) => {
    const state = await health()
    response
      .status(state.ok ? 200 : 503)
      .set('cache-control', 'no-store')
      .json(state)
  })
  app.get('/metrics', metrics)
  app.all('/api/auth/{*rest}', auth)
  app.use('/api', api)
  app.use('/frames', express.static(join(dataDir, 'frames'), FOREVER), nothingHere)
  app.get(SIGNED, async (request, response) => {
    const file = await signedPicture(String(request.params[0]))
    if (file === null) throw refused.notFound()
    response.set('cache-control', 'public, max-age=86400').sendFile(file)
  })
  app.use('/pictures', express.static(join(dataDir, 'pictures'), FOREVER), nothingHere)

  app.use('/overlay', overlays.router(publicUrl), nothingHere)

  app.use(dashboard)
  app.use(answerErrors(logger))
  return app
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
