import type { IncomingHttpHeaders } from 'node:http'

/** A cookie out of reach for scripts and other sites, and for https alone where the house is opened over it. */
export function createCookie(plainName: string, secure: boolean) {
  // `__Host-`: browsers take it over https alone, and from no neighbour of this host.
  const name = secure ? `__Host-${plainName}` : plainName
  const set = (value: string, seconds: number): string =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

  return {
    /** The `Set-Cookie` value. */
    set,
    /** The `Set-Cookie` value that takes it away. */
    gone: (): string => set('', 0),
    /** Null where a browser brought none. */
    read(headers: IncomingHttpHeaders): string | null {
      for (const part of (headers.cookie ?? '').split(';')) {
        const [key, value] = part.split('=', 2)
        if (key?.trim() === name && value !== undefined) return value.trim()
      }
      return null
    },
  }
}
