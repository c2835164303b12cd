import type { AuthorizationServer, ClientAuth } from 'oauth4webapi'

/** An OAuth client of this house at a platform. `root`: another address than the platform's own, for tests. */
export type PlatformClient = { id: string; secret: string; root: string | null }

/** Who somebody is at a platform: all that is ever kept of it. */
export type Person = {
  /** The platform's own number for the account: handles change hands. */
  subject: string
  /** What people there call it. */
  handle: string
  name: string
}

/** What a platform's own documents say about signing in with it. */
export type PlatformPages = {
  server: AuthorizationServer
  /** Its answers may say whose they are (RFC 9207): then that is looked at. */
  tellsIssuer: boolean
  /** Read who it is, nothing else: no e-mail address, no posts. */
  scope: string
  /** How the house shows its secret. */
  auth: ClientAuth
  /** Where it tells who a token is of, and how to read that; `id-token`: it tells at once, in a signed token. */
  who: { url: string; read(body: unknown): Person } | 'id-token'
}
