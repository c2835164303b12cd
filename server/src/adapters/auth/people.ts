import { type AccountView, type Platform, Role } from '@yosegaki/contract'
import type { Account, Identity } from '../../../../prisma/generated/client.ts'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { identityView } from './identity-view.ts'
import { no, type Outcome } from './outcome.ts'
import { needsSecondProof, waysIn } from './proofs.ts'

/** On one page; others are found by name. */
const MOST_LISTED = 200

type Changed = { name: string; before: Role | boolean }
type Ports = { database: Database; clock: Clock; platforms(): Platform[] }

/** What an owner decides about accounts. At least one owner always stays. */
export function createPeople({ database: { prisma }, clock, platforms }: Ports) {
  const include = { passkeys: { select: { id: true } }, identities: true } as const
  const find = (id: string) => prisma.account.findUnique({ where: { id }, include })
  type Found = NonNullable<Awaited<ReturnType<typeof find>>>

  /**
   * Changes an account, unless nobody would own the house then, or its person could not sign in any more. Who is shut out, or
   * now needs more than they signed in with, is signed out.
   */
  const change = async (
    id: string,
    before: (account: Found) => Changed['before'],
    data: { role: Role } | { closedAt: bigint | null },
    far: boolean,
  ): Promise<Outcome<Changed>> =>
    prisma.$transaction(async (tx) => {
      // Two owners who demote each other at once come one after the other.
      await tx.$queryRaw`SELECT "id" FROM "Account" WHERE "role" = 'owner' ORDER BY "id" FOR UPDATE`
      const account = await tx.account.findUnique({ where: { id }, include })
      if (account === null) return no('not-found')
      const stays = 'role' in data ? data.role === 'owner' : data.closedAt === null
      const others = await tx.account.count({ where: { role: 'owner', closedAt: null, id: { not: id } } })
      if (account.role === 'owner' && !stays && others === 0) return no('last-owner')
      const strong = 'role' in data && needsSecondProof(data.role, far)
      const stronger = strong && !needsSecondProof(Role.parse(account.role), far)
      if (stronger && waysIn(account, strong, platforms()) === 0) return no('second-proof-first')
      await tx.account.update({ where: { id }, data })
      if (stronger || ('closedAt' in data && data.closedAt !== null)) {
        await tx.session.deleteMany({ where: { accountId: id } })
      }
      return { ok: true, name: account.name, before: before(account) }
    })

  return {
    /** Those whose name, address or handle elsewhere holds `find`: who works here first, then contributors, the newest first. */
    async list(find: string): Promise<{ accounts: AccountView[]; more: number }> {
      const contains = { contains: find, mode: 'insensitive' as const }
      const where =
        find === ''
          ? {}
          : { OR: [{ name: contains }, { email: contains }, { identities: { some: { name: contains } } }] }
      const sessions = { select: { seenAt: true }, orderBy: { seenAt: 'desc' }, take: 1 } as const
      const some = { take: MOST_LISTED, include: { ...include, sessions } } as const
      const [staff, contributors, all] = await Promise.all([
        prisma.account.findMany({
          where: { ...where, role: { not: 'contributor' } },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
          ...some,
        }),
        prisma.account.findMany({
          where: { ...where, role: 'contributor' },
          orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
          ...some,
        }),
        prisma.account.count({ where }),
      ])
      const accounts = [...staff, ...contributors].slice(0, MOST_LISTED).map(viewOf)
      return { accounts, more: all - accounts.length }
    },

    /** `far`: the owner who decides is not at this very machine. */
    setRole: (id: string, role: Role, far: boolean) =>
      change(id, (account) => Role.parse(account.role), { role }, far),

    setClosed: (id: string, closed: boolean, far: boolean) => {
      const closedAt = closed ? BigInt(clock.now()) : null
      return change(id, (account) => account.closedAt !== null, { closedAt }, far)
    },
  }
}
export type People = ReturnType<typeof createPeople>

type Listed = Account & {
  passkeys: readonly object[]
  identities: readonly Identity[]
  sessions: readonly { seenAt: bigint }[]
}

const viewOf = (account: Listed): AccountView => ({
  id: account.id,
  name: account.name,
  email: account.email,
  role: Role.parse(account.role),
  createdAt: Number(account.createdAt),
  closedAt: account.closedAt === null ? null : Number(account.closedAt),
  seenAt: account.sessions[0] === undefined ? null : Number(account.sessions[0].seenAt),
  proofs: [
    ...(account.passwordHash === null ? [] : ['password' as const]),
    ...(account.totpSecret === null ? [] : ['authenticator' as const]),
    ...(account.passkeys.length === 0 ? [] : ['passkey' as const]),
  ],
  identities: account.identities.map(identityView),
})
