import type { ClientAuth } from 'oauth4webapi'
import { z } from 'zod'
import type { PlatformClient, PlatformPages } from './platform.ts'

const Me = z.object({
  data: z.object({
    id: z.string().regex(/^\d{1,20}$/),
    name: z.string().max(200),
    username: z.string().min(1).max(100),
  }),
})

/** X, as docs.x.com says: "OAuth 2.0 Authorization Code Flow with PKCE" and "Get my User" (which asks for both scopes). */
export function xPages({ secret, root }: PlatformClient): PlatformPages {
  const api = root ?? 'https://api.x.com'
  return {
    server: {
      // Its documents name no issuer, and its answers carry none.
      issuer: root ?? 'https://x.com',
      authorization_endpoint: `${root ?? 'https://x.com'}/i/oauth2/authorize`,
      token_endpoint: `${api}/2/oauth2/token`,
    },
    tellsIssuer: false,
    scope: 'users.read tweet.read',
    auth: plainBasic(secret),
    who: {
      url: `${api}/2/users/me`,
      read(body) {
        const { id, name, username } = Me.parse(body).data
        return { subject: id, handle: `@${username}`, name }
      },
    },
  }
}

/** X wants id and secret as they are (RFC 2617); the library would escape the `-` and `_` that its secrets hold. */
const plainBasic =
  (secret: string): ClientAuth =>
  (_server, { client_id }, _body, headers) =>
    headers.set('authorization', `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`)
