import { createHmac } from 'node:crypto'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { createInvitations } from './invitations.ts'
import { createLimits } from './limits.ts'
import { createOwnAccount } from './own-account.ts'
import { createPasskeys } from './passkeys.ts'
import { createPeople } from './people.ts'
import { createSessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { createTotp } from './totp.ts'

export type AuthConfig = {
  database: Database
  clock: Clock
  /** The same after a restart: seals what authenticator apps know. */
  secret: string
  /** The address people open. */
  url(): string
  /** Cookies are for https only. */
  secure: boolean
  /** More than this machine can reach the house. */
  reachable: boolean
}

/** Accounts, sign-in and sessions, put together. There is no open sign-up: links make accounts. */
export function openAuth({ database, clock, secret, url, secure, reachable }: AuthConfig) {
  const key = (purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url')
  const limits = createLimits()
  const totp = createTotp(key('totp'))
  const passkeys = createPasskeys({ database, clock })
  const sessions = createSessions({ database, clock, secure })
  return {
    limits,
    sessions,
    signIn: createSignIn({ database, clock, passkeys, totp, limits, reachable }),
    own: createOwnAccount({ database, clock, passkeys, totp, sessions, reachable }),
    invitations: createInvitations({
      database,
      clock,
      passkeys,
      totp,
      secret: key('invitation'),
      publicUrl: url,
      reachable,
    }),
    people: createPeople({ database, clock }),
  }
}
