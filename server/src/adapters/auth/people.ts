import { type AccountView, Role } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { no, type Outcome } from './outcome.ts'

type Changed = { name: string; before: Role | boolean }

/** What an owner decides about accounts. At least one owner always stays. */
export function createPeople({ database: { prisma }, clock }: { database: Database; clock: Clock }) {
  const find = (id: string) => prisma.account.findUnique({ where: { id } })

  /** Changes an account, unless nobody would own the house then. */
  const change = async (
    id: string,
    before: (account: NonNullable<Awaited<ReturnType<typeof find>>>) => Changed['before'],
    data: { role: Role } | { closedAt: bigint | null },
  ): Promise<Outcome<Changed>> =>
    prisma.$transaction(async (tx) => {
      // Two owners who demote each other at once come one after the other.
      await tx.$queryRaw`SELECT "id" FROM "Account" WHERE "role" = 'owner' ORDER BY "id" FOR UPDATE`
      const account = await tx.account.findUnique({ where: { id } })
      if (account === null) return no('not-found')
      const stays = 'role' in data ? data.role === 'owner' : data.closedAt === null
      const others = await tx.account.count({ where: { role: 'owner', closedAt: null, id: { not: id } } })
      if (account.role === 'owner' && !stays && others === 0) return no('last-owner')
      await tx.account.update({ where: { id }, data })
      return { ok: true, name: account.name, before: before(account) }
    })

  return {
    async list(): Promise<AccountView[]> {
      const accounts = await prisma.account.findMany({
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: {
          passkeys: { select: { id: true } },
          identities: { select: { provider: true } },
          sessions: { select: { seenAt: true }, orderBy: { seenAt: 'desc' }, take: 1 },
        },
      })
      return accounts.map((account) => ({
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
          ...account.identities.map(({ provider }) => provider as 'x' | 'discord' | 'google'),
        ],
      }))
    },

    setRole: (id: string, role: Role) => change(id, (account) => Role.parse(account.role), { role }),

    setClosed: (id: string, closed: boolean) =>
      change(id, (account) => account.closedAt !== null, {
        closedAt: closed ? BigInt(clock.now()) : null,
      }),
  }
}
export type People = ReturnType<typeof createPeople>
