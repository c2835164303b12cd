/**
 * Where to go after sign-in. Only a path on this server, so that a crafted link cannot lead a producer to a look-alike
 * page elsewhere: `//host`, `/\host` and full addresses are all turned down.
 */
export function safeReturnPath(asked: string | null, otherwise = '/control'): string {
  if (asked === null || !asked.startsWith('/')) return otherwise
  const here = 'http://here.invalid'
  if (!URL.canParse(asked, here)) return otherwise
  const url = new URL(asked, here)
  return url.origin === here ? `${url.pathname}${url.search}${url.hash}` : otherwise
}
