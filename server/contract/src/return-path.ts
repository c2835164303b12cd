const HERE = 'http://here.invalid'

/**
 * Where to go after sign-in. Only a path on this server, so that a crafted link cannot lead somebody to a look-alike page
 * elsewhere: `//host`, `/\host` and full addresses are turned down, and so is what only becomes one of them once its dots
 * are worked out (`/.//host`).
 */
export function safeReturnPath(asked: string | null | undefined, otherwise = '/control'): string {
  if (asked == null || !asked.startsWith('/') || !URL.canParse(asked, HERE)) return otherwise
  const { origin, pathname, search, hash } = new URL(asked, HERE)
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : otherwise
}
