import type { OwnAccount, PasskeyAnswer } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { createOnce } from './once.ts'
import { no, type Outcome } from './outcome.ts'
import type { Passkeys, Site } from './passkeys.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { needsSecondProof } from './proofs.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import type { Totp } from './totp.ts'

type Ports = {
  database: Database
  clock: Clock
  passkeys: Passkeys
  totp: Totp
  sessions: Sessions
  reachable: boolean
}

/** What a person does with their own account. */
export function createOwnAccount({ database, clock, passkeys, totp, sessions, reachable }: Ports) {
  const { prisma } = database
  const challenges = createOnce<string>(clock.now)
  const secrets = createOnce<string>(clock.now)
  const load = (id: string) =>
    prisma.account.findUniqueOrThrow({ where: { id }, include: { passkeys: true, identities: true } })

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

    async dropPasskey(who: SignedIn, id: string): Promise<Outcome> {
      const { passkeys: keys, passwordHash, totpSecret, identities } = await load(who.id)
      if (!keys.some((key) => key.id === id)) return no('not-found')
      const byPassword =
        passwordHash !== null && (totpSecret !== null || !needsSecondProof(who.role, reachable))
      if (keys.length === 1 && !byPassword && identities.length === 0) return no('last-proof')
      await prisma.passkey.delete({ where: { id } })
      return { ok: true }
    },

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

    async dropAuthenticator(who: SignedIn): Promise<Outcome> {
      const { passkeys: keys } = await load(who.id)
      if (needsSecondProof(who.role, reachable) && keys.length === 0) return no('last-proof')
      await prisma.account.update({ where: { id: who.id }, data: { totpSecret: null, totpStep: null } })
      return { ok: true }
    },

    async setPassword(who: SignedIn, current: string | undefined, password: string): Promise<Outcome> {
      const { passwordHash } = await load(who.id)
      if (passwordHash !== null && !(await isPassword(current ?? '', passwordHash))) return no('no-match')
      await prisma.account.update({
        where: { id: who.id },
        data: { passwordHash: await hashPassword(password) },
      })
      return { ok: true }
    },
  }
}
export type OwnAccounts = ReturnType<typeof createOwnAccount>
