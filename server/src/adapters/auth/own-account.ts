import { type OwnAccount, type PasskeyAnswer, type Platform, Role } from '@yosegaki/contract'
import type { Prisma } from '../../../../prisma/generated/client.ts'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { identityView } from './identity-view.ts'
import type { Limits } from './limits.ts'
import { createOnce } from './once.ts'
import { no, type Outcome } from './outcome.ts'
import type { Passkeys, Site } from './passkeys.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { needsSecondProof, type Proofs, waysIn } from './proofs.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import type { Totp } from './totp.ts'

type Ports = {
  database: Database
  clock: Clock
  passkeys: Passkeys
  totp: Totp
  sessions: Sessions
  limits: Limits
  /** The platforms whose keys the house has. */
  platforms(): Platform[]
}

/** Of one account: nobody has more, and nobody's page grows without end. */
const MOST_PASSKEYS = 20

/** What a person does with their own account. */
export function createOwnAccount({ database, clock, passkeys, totp, sessions, limits, platforms }: Ports) {
  const { prisma } = database
  const challenges = createOnce<string>(clock.now)
  const secrets = createOnce<string>(clock.now)
  const include = { passkeys: true, identities: true } as const
  const load = (id: string) => prisma.account.findUniqueOrThrow({ where: { id }, include })

  /**
   * Takes a proof away, unless no way to sign in stayed: of two taken away at once the second sees what the first left.
   * `without`: the proofs as they would be; null where there is no such proof.
   */
  const takeAway = (
    who: SignedIn,
    far: boolean,
    without: (proofs: Proofs) => Proofs | null,
    remove: (tx: Prisma.TransactionClient) => Promise<unknown>,
  ): Promise<Outcome> =>
    prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT "id" FROM "Account" WHERE "id" = ${who.id} FOR UPDATE`
      const account = await tx.account.findUniqueOrThrow({ where: { id: who.id }, include })
      const left = without(account)
      if (left === null) return no('not-found')
      const strong = needsSecondProof(Role.parse(account.role), far)
      if (waysIn(left, strong, platforms()) === 0) return no('last-proof')
      await remove(tx)
      return { ok: true }
    })

  return {
    async view(who: SignedIn): Promise<OwnAccount> {
      const account = await load(who.id)
      return {
        name: account.name,
        email: account.email,
        role: who.role,
        hasPassword: account.passwordHash !== null,
        hasAuthenticator: account.totpSecret !== null,
        passkeys: account.passkeys.map(({ id, name, createdAt, usedAt }) => {
          return { id, name, createdAt: Number(createdAt), usedAt: usedAt === null ? null : Number(usedAt) }
        }),
        identities: account.identities.map(identityView),
        platforms: platforms(),
        sessions: (await sessions.list(who.id)).map(({ id, agent, address, createdAt, seenAt }) => {
          const times = { createdAt: Number(createdAt), seenAt: Number(seenAt) }
          return { id, agent, address, ...times, current: id === who.session }
        }),
      }
    },

    async passkeyQuestion(who: SignedIn, site: Site) {
      const question = await passkeys.questionForNew(site, { handle: who.id, name: who.email ?? who.name })
      challenges.keep(question.challenge, who.session)
      return question
    },

    async addPasskey(who: SignedIn, site: Site, name: string, answer: PasskeyAnswer): Promise<Outcome> {
      if ((await prisma.passkey.count({ where: { accountId: who.id } })) >= MOST_PASSKEYS) {
        return no('too-many-passkeys')
      }
      const challenge = challenges.take(who.session)
      if (challenge === null) return no('passkey-refused')
      const checked = await passkeys.check(site, challenge, answer)
      if (!checked.ok) return checked
      const { passkey } = checked
      if ((await prisma.passkey.count({ where: { id: passkey.id } })) > 0) return no('passkey-refused')
      await prisma.passkey.create({
        data: { ...passkey, accountId: who.id, name, createdAt: BigInt(clock.now()) },
      })
      return { ok: true }
    },

    dropPasskey: (who: SignedIn, id: string, far: boolean): Promise<Outcome> =>
      takeAway(
        who,
        far,
        (proofs) => {
          const left = proofs.passkeys.filter((key) => key.id !== id)
          return left.length === proofs.passkeys.length ? null : { ...proofs, passkeys: left }
        },
        (tx) => tx.passkey.delete({ where: { id } }),
      ),

    /** Somebody's account elsewhere does not sign them in here any more. */
    unlink: (who: SignedIn, platform: Platform, far: boolean): Promise<Outcome> =>
      takeAway(
        who,
        far,
        (proofs) => {
          const left = proofs.identities.filter(({ provider }) => provider !== platform)
          return left.length === proofs.identities.length ? null : { ...proofs, identities: left }
        },
        (tx) => tx.identity.deleteMany({ where: { accountId: who.id, provider: platform } }),
      ),

    beginAuthenticator(who: SignedIn): { secret: string; uri: string } {
      const secret = totp.newSecret()
      secrets.keep(secret, who.session)
      return { secret, uri: totp.uri(secret, who.email ?? who.name) }
    },

    /** A wrong code leaves the secret usable. */
    async setAuthenticator(who: SignedIn, code: string): Promise<Outcome> {
      const secret = secrets.take(who.session)
      if (secret === null) return no('wrong-code')
      const step = totp.stepOf(secret, code, clock.now(), null)
      if (step === null) {
        secrets.keep(secret, who.session)
        return no('wrong-code')
      }
      await prisma.account.update({
        where: { id: who.id },
        data: { totpSecret: totp.seal(secret), totpStep: step },
      })
      return { ok: true }
    },

    dropAuthenticator: (who: SignedIn, far: boolean): Promise<Outcome> =>
      takeAway(
        who,
        far,
        (proofs) => ({ ...proofs, totpSecret: null }),
        (tx) => tx.account.update({ where: { id: who.id }, data: { totpSecret: null, totpStep: null } }),
      ),

    /** A password goes with an e-mail address. Whoever only found a browser open has no more tries than somebody at the door. */
    async setPassword(who: SignedIn, current: string | undefined, password: string): Promise<Outcome> {
      const { passwordHash, email } = await load(who.id)
      if (email === null) return no('no-email')
      if (passwordHash !== null) {
        if (!(await limits.guess(email))) return no('too-many')
        if (!(await isPassword(current ?? '', passwordHash))) return no('no-match')
        await limits.right(email)
      }
      await prisma.account.update({
        where: { id: who.id },
        data: { passwordHash: await hashPassword(password) },
      })
      return { ok: true }
    },
  }
}
export type OwnAccounts = ReturnType<typeof createOwnAccount>
