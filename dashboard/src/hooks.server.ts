import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import { isTheme, type Theme } from '#lib/look/theme.ts'
import { baseLocale, isLocale, type Locale, overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { ownAddress } from '#lib/server/own-address.ts'
import { preferredLanguage } from '#lib/words/preferred-language.ts'

const A_YEAR = 365 * 24 * 60 * 60

/** Beside the policy for scripts, which kit writes with its nonces. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  // The set-up page has its token in the address: no other site may learn it.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

/**
 * Each request is answered in its own visitor's language. Paraglide's own middleware does as much, but copies every
 * request, its body too, and knows neither our links' `?lang=` nor how we read what a browser asks for.
 */
const answering = new AsyncLocalStorage<Locale>()
overwriteGetLocale(() => answering.getStore() ?? baseLocale)

/** As it stands in app.html; the shared theme follows the device where `data-theme` is left out. */
const HTML_TAG = '<html lang="ja" data-theme="system">'
const htmlTag = (language: Locale, theme: Theme): string =>
  `<html lang="${language}"${theme === 'system' ? '' : ` data-theme="${theme}"`}>`

function languageOf({ cookies, request, url }: RequestEvent): Locale {
  const asked = url.searchParams.get('lang')
  if (isLocale(asked)) {
    // A link is enough to change the language, so that it also works without JavaScript; and each language of a page has
    // an address of its own, for search engines and for sharing.
    if (request.method === 'GET')
      cookies.set('language', asked, { path: '/', maxAge: A_YEAR, sameSite: 'lax', secure: false })
    return asked
  }
  const kept = cookies.get('language')
  return isLocale(kept) ? kept : preferredLanguage(request.headers.get('accept-language'))
}

export const handle: Handle = async ({ event, resolve }) => {
  const language = languageOf(event)
  const theme = event.cookies.get('theme')
  event.locals.theme = isTheme(theme) ? theme : 'system'

  const response = await answering.run(language, () =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace(HTML_TAG, htmlTag(language, event.locals.theme)),
    }),
  )
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
