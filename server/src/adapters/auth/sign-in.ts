import type { PasskeySignIn, PasswordSignIn } from '@yosegaki/contract'
import { Role } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import type { Limits } from './limits.ts'
import { createOnce } from './once.ts'
import { no, type Outcome } from './outcome.ts'
import type { Passkeys, Site } from './passkeys.ts'
import { hashPassword, isOutdated, isPassword } from './passwords.ts'
import { needsSecondProof } from './proofs.ts'
import type { Totp } from './totp.ts'

type Ports = {
  database: Database
  clock: Clock
  passkeys: Passkeys
  totp: Totp
  limits: Limits
}

/** Who somebody is, by a password (and an authenticator app) or by a passkey. Who is unknown and who errs hear the same. */
export function createSignIn({ database: { prisma }, clock, passkeys, totp, limits }: Ports) {
  const challenges = createOnce<string>(clock.now)

  return {
    /** `far`: not from this very machine. */
    async byPassword(
      { email, password, code }: PasswordSignIn,
      far: boolean,
    ): Promise<Outcome<{ account: string }>> {
      if (!(await limits.guess(email))) return no('too-many')
      const account = await prisma.account.findUnique({ where: { email } })
      const right = await isPassword(password, account?.passwordHash ?? null)
      if (!right || account === null || account.closedAt !== null) return no('no-match')
      if (account.totpSecret === null) {
        if (needsSecondProof(Role.parse(account.role), far)) return no('second-proof-needed')
      } else {
        if (code === undefined) return no('code-needed')
        const step = totp.stepOf(totp.unseal(account.totpSecret), code, clock.now(), account.totpStep)
        if (step === null) return no('wrong-code')
        // Only one of two that bring the same code at once moves the step on.
        const moved = await prisma.account.updateMany({
          where: { id: account.id, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
          data: { totpStep: step },
        })
        if (moved.count === 0) return no('wrong-code')
      }
      await limits.right(email)
      if (isOutdated(account.passwordHash ?? '')) {
        const passwordHash = await hashPassword(password)
        await prisma.account.updateMany({
          where: { id: account.id, passwordHash: account.passwordHash },
          data: { passwordHash },
        })
      }
      return { ok: true, account: account.id }
    },

    async passkeyQuestion(site: Site) {
      const question = await passkeys.questionForSignIn(site)
      return { id: challenges.keep(question.challenge), question }
    },

    async byPasskey({ id, answer }: PasskeySignIn, site: Site): Promise<Outcome<{ account: string }>> {
      const challenge = challenges.take(id)
      if (challenge === null) return no('passkey-refused')
      const found = await passkeys.whose(site, challenge, answer)
      if (!found.ok) return found
      const account = await prisma.account.findUnique({ where: { id: found.account } })
      return account === null || account.closedAt !== null ? no('no-match') : found
    },
  }
}
export type SignIn = ReturnType<typeof createSignIn>
