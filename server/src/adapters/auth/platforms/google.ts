import { ClientSecretPost } from 'oauth4webapi'
import type { PlatformClient, PlatformPages } from './platform.ts'

/** Google, as developers.google.com/identity/openid-connect/openid-connect and its discovery document say. */
export function googlePages({ secret, root }: PlatformClient): PlatformPages {
  return {
    server: {
      issuer: root ?? 'https://accounts.google.com',
      authorization_endpoint: `${root ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
      token_endpoint: `${root ?? 'https://oauth2.googleapis.com'}/token`,
      jwks_uri: `${root ?? 'https://www.googleapis.com'}/oauth2/v3/certs`,
      id_token_signing_alg_values_supported: ['RS256'],
    },
    tellsIssuer: true,
    scope: 'openid profile',
    auth: ClientSecretPost(secret),
    who: 'id-token',
  }
}
