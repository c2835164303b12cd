import { error } from '@sveltejs/kit'
import { WorkView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { RequestHandler } from './$types'

const PAGES = ['', '/works', '/schedule', '/models', '/credits']
/** The API gives 60 at once; older works are found through the gallery's own pages. */
const NEWEST = 60

/** Public pages and the newest works, each in both languages. Ids are letters, digits, `-` and `_`: nothing to escape. */
export const GET: RequestHandler = async ({ fetch, url }) => {
  const works = await ask(fetch, `/api/works?limit=${NEWEST}`, listOf(WorkView))
  if (!works.ok) error(503)
  const paths = [...PAGES, ...works.value.map(({ id }) => `/works/${id}`)]
  const entries = paths.flatMap((path) =>
    ['ja', 'en'].map((language) => `<url><loc>${url.origin}${path || '/'}?lang=${language}</loc></url>`),
  )
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>\n`,
    {
      headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    },
  )
}
