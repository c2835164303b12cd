import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import { isTheme } from '#lib/look/theme.ts'
import { ownAddress } from '#lib/server/own-address.ts'
import { isLanguage, preferredLanguage } from '#lib/words/language.ts'

const A_YEAR = 365 * 24 * 60 * 60

/** Beside the policy for scripts, which kit writes with its nonces. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  // The set-up page has its token in the address: no other site may learn it.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

/** As it stands in app.html; the shared theme follows the device where `data-theme` is left out. */
const HTML_TAG = '<html lang="ja" data-theme="system">'
const htmlTag = ({ language, theme }: App.Locals): string =>
  `<html lang="${language}"${theme === 'system' ? '' : ` data-theme="${theme}"`}>`

export const handle: Handle = async ({ event, resolve }) => {
  const asked = event.url.searchParams.get('lang')
  if (isLanguage(asked) && event.request.method === 'GET') {
    // A link is enough to change the language, so that it also works without JavaScript; and each language of a page has
    // an address of its own, for search engines and for sharing.
    event.cookies.set('language', asked, { path: '/', maxAge: A_YEAR, sameSite: 'lax', secure: false })
  }

  const language = isLanguage(asked) ? asked : event.cookies.get('language')
  const theme = event.cookies.get('theme')
  event.locals.language = isLanguage(language)
    ? language
    : preferredLanguage(event.request.headers.get('accept-language'))
  event.locals.theme = isTheme(theme) ? theme : 'system'

  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace(HTML_TAG, htmlTag(event.locals)),
  })
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value)
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    // Two people may read one address in two languages, and one of them signed in.
    response.headers.set('vary', 'cookie, accept-language')
    response.headers.set('cache-control', 'private, no-cache')
  }
  return response
}

/** The API lives in the same process, outside kit: reach it over the connection's own address. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url)
  if (url.origin !== event.url.origin || !/^\/(api\/|healthz$)/.test(url.pathname)) return fetch(request)
  const headers = new Headers(request.headers)
  for (const name of ['cookie', 'accept-language', 'user-agent']) {
    const value = event.request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const origin = ownAddress(event.platform?.req.socket) ?? event.url.origin
  return globalThis.fetch(new URL(`${url.pathname}${url.search}`, origin), {
    method: request.method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  })
}
