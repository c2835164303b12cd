import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { APIError, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { admin } from 'better-auth/plugins'
import { adminAc, userAc } from 'better-auth/plugins/admin/access'
import type { Logger } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { ADDRESS_HEADER, addressOf, ownOrigin } from './request-origin.ts'

/** Roles: an owner may do everything, accounts included; a producer runs streams. */
type SessionUser = { id: string; name: string; email: string; role: string }
type NewAccount = { name: string; email: string; password: string }
export type AccountResult =
  | { ok: true; user: SessionUser }
  | { ok: false; reason: 'owner-exists' | 'email-taken' | 'bad-email' | 'bad-password' }

export type AuthConfig = {
  database: Database
  /** Signs cookies; at least 32 characters, the same after a restart. */
  secret: string
  /** The address people open. Cookies are for https only where it is one. */
  baseUrl: string
  /** Further origins whose pages may act for a signed-in user; the origin asked for itself always may. */
  trustedOrigins: readonly string[]
  logger?: Logger
}

export type Auth = {
  /** Mount at `/api/auth` and below, before any body parser. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Who is signed in, or null. Of a request or of a socket's handshake. */
  session(headers: IncomingHttpHeaders): Promise<SessionUser | null>
  /** The first account. Refused where there is an owner already. */
  createOwner(account: NewAccount): Promise<AccountResult>
  ownerExists(): Promise<boolean>
  /** The `Set-Cookie` values of a fresh session; empty where the password is wrong. */
  signIn(account: Pick<NewAccount, 'email' | 'password'>): Promise<string[]>
}

export const PASSWORD_LENGTH = { min: 10, max: 200 }

const DAY = 24 * 60 * 60

/** Accounts, sign-in and sessions. There is no open sign-up: the owner is made once at set-up. */
export function createAuth(config: AuthConfig): Auth {
  const { database } = config
  const auth = configure(config)
  const nodeHandler = toNodeHandler(auth)
  const ownerExists = async () => (await database.prisma.user.count({ where: { role: 'owner' } })) > 0

  return {
    handler(request, response) {
      // Whatever a client claims here, the socket (or a proxy that Express trusts) knows better.
      request.headers[ADDRESS_HEADER] = addressOf(request)
      return nodeHandler(request, response)
    },

    async session(headers) {
      if (headers.cookie === undefined) return null
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) })
      return found && toSessionUser(found.user)
    },

    async createOwner({ name, email, password }) {
      if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
        return { ok: false, reason: 'bad-password' }
      }
      if (await ownerExists()) return { ok: false, reason: 'owner-exists' }
      try {
        const { user } = await auth.api.createUser({ body: { name, email, password, role: 'owner' } })
        return { ok: true, user: toSessionUser(user) }
      } catch (error) {
        const reason = refusal(error)
        if (reason === null) throw error
        return { ok: false, reason }
      }
    },

    ownerExists,

    async signIn({ email, password }) {
      const answer = await auth.api.signInEmail({ body: { email, password }, asResponse: true })
      return answer.ok ? answer.headers.getSetCookie() : []
    },
  }
}

function configure({ database, secret, baseUrl, trustedOrigins, logger }: AuthConfig) {
  return betterAuth({
    appName: 'Yosegaki',
    baseURL: baseUrl,
    secret,
    trustedOrigins: (request) => [...trustedOrigins, ...(request ? ownOrigin(request.headers) : [])],
    database: prismaAdapter(database.prisma, { provider: 'postgresql', transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    // Ten tries a minute and address: enough for a person, far too few for guessing.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/change-password': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'yosegaki',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Said outright because better-auth turns both checks off under test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    plugins: [
      admin({
        roles: { owner: adminAc, producer: userAc },
        adminRoles: ['owner'],
        defaultRole: 'producer',
      }),
    ],
    logger: { level: 'error', log: (_level, message) => logger?.warn('auth:said', { message }) },
    // Refusals are answers, not errors; what is left is a fault of ours.
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError)) logger?.error('auth:failed', { message: String(error) })
      },
    },
    telemetry: { enabled: false },
  })
}

const toSessionUser = (user: {
  id: string
  name: string
  email: string
  role?: string | null | undefined
}): SessionUser => ({
  id: user.id,
  name: user.name,
  email: user.email,
  role: user.role ?? 'producer',
})

function refusal(error: unknown): 'email-taken' | 'bad-email' | null {
  const code = error instanceof APIError ? error.body?.code : undefined
  if (code === 'INVALID_EMAIL') return 'bad-email'
  return code === 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' ? 'email-taken' : null
}
