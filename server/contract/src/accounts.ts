import { z } from 'zod'
import { Role } from './access.ts'
import { IdentityView, Platform } from './platforms.ts'
import { Id, Instant } from './text.ts'

export const PASSWORD_LENGTH = { min: 10, max: 200 } as const

const Token = z.string().min(1).max(200)
const Email = z.email().max(200).toLowerCase()
/** What people are shown. A NUL has no place in a database's text. */
const Shown = z
  .string()
  .trim()
  .max(60)
  .regex(/^[^\0]*$/, 'no control characters')
const Name = Shown.min(1)
const Password = z
  .string()
  .min(PASSWORD_LENGTH.min, `at least ${PASSWORD_LENGTH.min} characters`)
  .max(PASSWORD_LENGTH.max)
/** Six digits of an authenticator app; spaces are how people read them out. */
const Code = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'six digits'))
/** What a browser's passkey answers, as `@simplewebauthn` writes it; that package looks at every part of it. */
const PasskeyAnswer = z.looseObject({
  id: z
    .string()
    .max(2_000)
    .regex(/^[\w-]+$/, 'base64url'),
  rawId: z.string().min(1).max(2_000),
  type: z.literal('public-key'),
  response: z.record(z.string().max(60), z.unknown()),
  clientExtensionResults: z.record(z.string().max(60), z.unknown()).default({}),
})
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>
/** What a browser's passkey is asked, likewise. */
const PasskeyQuestion = z.record(z.string(), z.unknown())

/** POST /api/sign-in/password. `code`: where the account has an authenticator app. */
export const PasswordSignIn = z.object({
  email: Email,
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
  code: Code.optional(),
})
export type PasswordSignIn = z.infer<typeof PasswordSignIn>

/** POST /api/sign-in/passkey/begin answers what to ask the browser; POST /api/sign-in/passkey brings its answer. */
export const PasskeyAsked = z.object({ id: z.string(), question: PasskeyQuestion })
export const PasskeySignIn = z.object({ id: z.string().max(100), answer: PasskeyAnswer })
export type PasskeySignIn = z.infer<typeof PasskeySignIn>

/** POST /api/invitations/look: what a one-time link is for. */
export const InvitationLook = z.object({ token: Token })
export const InvitationSeen = z.object({
  role: Role,
  /** Whom it lets back in; null: it makes an account. Without an address there, a password needs one. */
  account: z.object({ name: z.string(), hasEmail: z.boolean() }).nullable(),
  expiresAt: Instant,
  /** A password alone is not enough for it. */
  strong: z.boolean(),
  /** For an authenticator app, by hand and as a QR code. */
  totp: z.object({ secret: z.string(), uri: z.string() }),
  /** null: passkeys do not work at this address. */
  passkey: PasskeyQuestion.nullable(),
})
export type InvitationSeen = z.infer<typeof InvitationSeen>

const Proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passkey'), answer: PasskeyAnswer }),
  z.object({ kind: z.literal('password'), password: Password, code: Code.optional() }),
])
export type Proof = z.infer<typeof Proof>

/** POST /api/invitations/accept; also makes the owner from the link printed at the first start. Name and address: of a new account. */
export const InvitationAccept = z.object({
  token: Token,
  name: Name.optional(),
  email: Email.optional(),
  proof: Proof,
})
export type InvitationAccept = z.infer<typeof InvitationAccept>

/** POST /api/invitations. `days`: how long it can be used. */
export const InvitationCreate = z.object({
  role: Role,
  note: Shown.default(''),
  days: z.number().int().min(1).max(30).default(7),
})
export type InvitationCreate = z.infer<typeof InvitationCreate>

export const InvitationView = z.object({
  id: Id,
  role: Role,
  note: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type InvitationView = z.infer<typeof InvitationView>
/** The link itself: answered once, when it is made. */
export const LinkMade = z.object({ url: z.url(), expiresAt: Instant })
export type LinkMade = z.infer<typeof LinkMade>

/** GET /api/accounts */
export const AccountView = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  createdAt: Instant,
  /** null: may sign in. */
  closedAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  proofs: z.array(z.enum(['password', 'authenticator', 'passkey'])),
  identities: z.array(IdentityView),
})
export type AccountView = z.infer<typeof AccountView>
/** GET /api/accounts?find=: whose name, address or handle elsewhere holds it. */
export const PeopleQuery = z.object({ find: Shown.default('') })
/** Those who work here come first, then the newest contributors. `more`: how many there are beside those listed. */
export const PeopleView = z.object({
  accounts: z.array(AccountView),
  more: z.number().int().nonnegative(),
  invitations: z.array(InvitationView),
})
export type PeopleView = z.infer<typeof PeopleView>

/** POST /api/accounts/:id/role, /api/accounts/:id/closed */
export const RoleChange = z.object({ role: Role })
export const ClosedChange = z.object({ closed: z.boolean() })

/** GET /api/account: one's own. */
export const OwnAccount = z.object({
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  passkeys: z.array(
    z.object({ id: z.string(), name: z.string(), createdAt: Instant, usedAt: Instant.nullable() }),
  ),
  identities: z.array(IdentityView),
  /** Platforms an account can be linked to here. */
  platforms: z.array(Platform),
  sessions: z.array(
    z.object({
      id: Id,
      agent: z.string(),
      address: z.string(),
      createdAt: Instant,
      seenAt: Instant,
      current: z.boolean(),
    }),
  ),
})
export type OwnAccount = z.infer<typeof OwnAccount>

/** POST /api/account/passkeys. `name`: what its owner calls it. */
export const PasskeyAdd = z.object({ name: Name, answer: PasskeyAnswer })
/** POST /api/account/authenticator/begin answers it; POST /api/account/authenticator proves that the app has it. */
export const AuthenticatorBegun = z.object({ secret: z.string(), uri: z.string() })
export type AuthenticatorBegun = z.infer<typeof AuthenticatorBegun>
export const AuthenticatorProof = z.object({ code: Code })
/** POST /api/account/password. `current`: where there is one. */
export const PasswordChange = z.object({
  current: z.string().max(PASSWORD_LENGTH.max).optional(),
  password: Password,
})

/** GET /api/audit?before=: what was done, the newest first, `before` an entry's number. */
export const AuditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.coerce.number().int().min(1).optional(),
})
/** POST /api/audit/:number/settle */
export const AuditSettle = z.object({ done: z.boolean() })
export const AuditSettled = AuditSettle.extend({ by: z.string(), at: Instant })
export type AuditSettled = z.infer<typeof AuditSettled>
export const AuditEntry = z.object({
  number: z.number().int().positive(),
  at: Instant,
  who: z.string(),
  role: Role.nullable(),
  /** The door it came through (access.ts). */
  door: z.string(),
  what: z.record(z.string(), z.unknown()),
  /** It was begun, and nobody knows whether it was done: the house was stopped, or a fault came between. */
  unsure: z.boolean(),
  /** Whether it was done, by who looked and said so. */
  settled: AuditSettled.nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
