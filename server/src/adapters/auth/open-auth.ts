import { createHmac } from 'node:crypto'
import type { Platform } from '@yosegaki/contract'
import type { Clock, Logger } from '../../ports.ts'
import type { AuditLog } from '../store/audit-log.ts'
import type { Database } from '../store/database.ts'
import { createCookie } from './cookie.ts'
import { createInvitations } from './invitations.ts'
import { createLimits } from './limits.ts'
import { createOwnAccount } from './own-account.ts'
import { createPasskeys } from './passkeys.ts'
import { createPeople } from './people.ts'
import { createPlatformSignIn } from './platform-sign-in.ts'
import { openPlatforms, type PlatformClients } from './platforms/open-platforms.ts'
import { createSessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { createTotp } from './totp.ts'

export type AuthConfig = {
  database: Database
  clock: Clock
  logger: Logger
  /** Accounts are in it before they are made. */
  audit: Pick<AuditLog, 'begin'>
  /** The same after a restart: seals what authenticator apps know. */
  secret: string
  /** The address people open. */
  url(): string
  /** Cookies are for https only. */
  secure: boolean
  /** Where people may sign in with an account they have elsewhere. */
  clients: PlatformClients
}

/** Accounts, sign-in and sessions, put together. Links make accounts; signing in with one elsewhere makes a contributor's. */
export function openAuth({ database, clock, logger, audit, secret, url, secure, clients }: AuthConfig) {
  const key = (purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url')
  const limits = createLimits()
  const totp = createTotp(key('totp'))
  const passkeys = createPasskeys({ database, clock })
  const sessions = createSessions({ database, clock, secure })
  const callback = (platform: Platform): string => `${url()}/api/platforms/${platform}/callback`
  const flows = openPlatforms(clients)
  const platforms = createPlatformSignIn({ database, clock, logger, limits, audit, flows, callback })
  return {
    limits,
    sessions,
    signIn: createSignIn({ database, clock, passkeys, totp, limits }),
    platforms,
    askedCookie: createCookie('yosegaki-asked', secure),
    own: createOwnAccount({ database, clock, passkeys, totp, sessions, limits, platforms: platforms.open }),
    invitations: createInvitations({
      database,
      clock,
      passkeys,
      totp,
      audit,
      secret: key('invitation'),
      publicUrl: url,
    }),
    people: createPeople({ database, clock, platforms: platforms.open }),
  }
}
