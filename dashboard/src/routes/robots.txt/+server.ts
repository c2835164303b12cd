import type { RequestHandler } from './$types'

/** Public pages may be found; what is for producers may not. */
export const GET: RequestHandler = ({ url }) =>
  new Response(
    `User-agent: *\nDisallow: /control\nDisallow: /overlay\nDisallow: /setup\nDisallow: /sign-in\nDisallow: /api\n\nSitemap: ${url.origin}/sitemap.xml\n`,
    { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' } },
  )
