const ID = /^[A-Za-z0-9_-]{11}$/
const PATHS = /^\/(?:live|shorts|embed|v|video)\/([A-Za-z0-9_-]{11})(?:\/|$)/

/** The video's id in an address that YouTube gives out (watch, youtu.be, live, studio), or in the bare id; else null. */
export const videoIdOf = (text: string): string | null => {
  const trimmed = text.trim()
  if (ID.test(trimmed)) return trimmed
  const url = URL.parse(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (url === null) return null
  const host = url.hostname.replace(/^(?:www|m|music|studio)\./, '')
  if (host === 'youtu.be') return ID.exec(url.pathname.slice(1).split('/')[0] ?? '')?.[0] ?? null
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return null
  return ID.exec(url.searchParams.get('v') ?? '')?.[0] ?? PATHS.exec(url.pathname)?.[1] ?? null
}
