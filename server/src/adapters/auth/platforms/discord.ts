import { ClientSecretPost } from 'oauth4webapi'
import { z } from 'zod'
import type { PlatformClient, PlatformPages } from './platform.ts'

const Me = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  username: z.string().min(1).max(100),
  global_name: z.string().max(200).nullish(),
})

/** Discord, as discord.com/developers/docs/topics/oauth2 and its own metadata (/.well-known/oauth-authorization-server) say. */
export function discordPages({ secret, root }: PlatformClient): PlatformPages {
  const at = root ?? 'https://discord.com'
  return {
    server: {
      issuer: at,
      authorization_endpoint: `${at}/oauth2/authorize`,
      token_endpoint: `${at}/api/oauth2/token`,
    },
    tellsIssuer: true,
    scope: 'identify',
    auth: ClientSecretPost(secret),
    who: {
      url: `${at}/api/v10/users/@me`,
      read(body) {
        const { id, username, global_name } = Me.parse(body)
        return { subject: id, handle: `@${username}`, name: global_name ?? username }
      },
    },
  }
}
