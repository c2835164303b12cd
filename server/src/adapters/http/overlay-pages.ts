import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Widget } from '@yosegaki/contract'
import express, { type RequestHandler, Router } from 'express'
import { obsFile } from './obs-file.ts'
import { FOREVER, refused } from './replies.ts'

export type OverlayPages = { version: string; router(publicUrl: () => string): Router }

/**
 * The pages for OBS and for rehearsal viewers, as they were built when the server started. One page is every widget: its address
 * says which. `version` names the build; a page is told its own, and loads itself again when the server's is another.
 */
export async function loadOverlayPages(builtDir: string): Promise<OverlayPages> {
  const read = (page: string): Promise<string> => readFile(join(builtDir, `${page}.html`), 'utf8')
  const [overlay, rehearsal] = await Promise.all([read('overlay'), read('rehearsal')])
  const version = createHash('sha256').update(overlay).update(rehearsal).digest('base64url').slice(0, 12)

  const page = (html: string): RequestHandler => {
    const body = html.replace('%VERSION%', version)
    return (_request, response) => void response.set('cache-control', 'no-cache').type('html').send(body)
  }
  const overlayPage = page(overlay)

  return {
    version,
    router(publicUrl) {
      const router = Router()
      router.get('/rehearsal', page(rehearsal))
      router.get('/obs-file', (request, response) => {
        const { widget = 'stage', token } = request.query
        const file = obsFile(publicUrl(), widget, token)
        if (file === null) throw refused.notFound()
        response
          .attachment(`yosegaki-${String(widget)}.html`)
          .type('html')
          .send(file)
      })
      router.use('/assets', express.static(join(builtDir, 'assets'), FOREVER))
      router.get('/:widget', (request, response, next) =>
        Widget.safeParse(request.params.widget).success ? overlayPage(request, response, next) : next(),
      )
      return router
    },
  }
}
