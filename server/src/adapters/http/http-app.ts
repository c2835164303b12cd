import { join } from 'node:path'
import type { Health } from '@yosegaki/contract'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from '../../ports.ts'
import { obsFile } from './obs-file.ts'
import { answerErrors, refused } from './replies.ts'

export type HttpParts = {
  api: Router
  auth: RequestHandler
  /** SvelteKit's own handler: everything nobody else answers. */
  dashboard: RequestHandler
  health(): Promise<Health>
  metrics: RequestHandler
  overlayDir: string
  publicUrl(): string
  dataDir: string
  logger: Logger
}

/** Built files carry their hash in their name, frames and pictures their artwork's id and step: they never change. */
const FOREVER = { immutable: true, maxAge: '365d', index: false, fallthrough: true } as const

/** Everything on one port: health, API, auth, frames, pictures, overlay pages, and the dashboard for the rest. */
export function createHttpApp(parts: HttpParts): Express {
  const { api, auth, dashboard, health, metrics, overlayDir, publicUrl, dataDir, logger } = parts
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
  app.use('/pictures', express.static(join(dataDir, 'pictures'), FOREVER), nothingHere)

  for (const page of ['stage', 'rehearsal']) {
    app.get(`/overlay/${page}`, (_request, response) => {
      response.set('cache-control', 'no-cache').sendFile(join(overlayDir, `${page}.html`))
    })
  }
  app.get('/overlay/obs-file', (request, response) => {
    const page = obsFile(publicUrl(), request.query.token)
    if (page === null) throw refused.notFound()
    response.attachment('yosegaki-stage.html').type('html').send(page)
  })
  app.use('/overlay/assets', express.static(join(overlayDir, 'assets'), FOREVER), nothingHere)
  app.use('/overlay', nothingHere)

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
