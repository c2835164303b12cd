import type { AuditEntry, Role } from '@yosegaki/contract'
import { Role as RoleSchema } from '@yosegaki/contract'
import type { Prisma } from '../../../../prisma/generated/client.ts'
import type { Clock, Logger } from '../../ports.ts'
import type { Database } from './database.ts'

/** Entries kept; the oldest go. Some years of a busy house. */
const MOST = 100_000
/** Looked at every so many entries. */
const SWEEP_EVERY = 1_000
/** Characters of an entry's details, as JSON. */
const LONGEST = 8_000

export type Act = {
  who: { id: string; name: string; role: Role } | null
  door: string
  what: Record<string, unknown>
}

/** Who did what, when. Entries are added and never changed. */
export function createAuditLog({ prisma }: Database, clock: Clock, logger: Logger) {
  let written: Promise<unknown> = Promise.resolve()

  const add = async ({ who, door, what }: Act): Promise<void> => {
    const cut = JSON.stringify(what).length > LONGEST ? { note: 'too long to keep' } : what
    const { number } = await prisma.auditEntry.create({
      data: {
        at: BigInt(clock.now()),
        accountId: who?.id ?? null,
        who: who?.name ?? '',
        role: who?.role ?? null,
        door,
        what: cut as Prisma.InputJsonObject,
      },
    })
    if (number % SWEEP_EVERY === 0) {
      await prisma.auditEntry.deleteMany({ where: { number: { lte: number - MOST } } })
    }
  }

  return {
    /** In order, without holding up what is told of; a fault is logged. */
    tell(act: Act): void {
      written = written
        .then(() => add(act))
        .catch((fault: unknown) => logger.error('audit:lost', { door: act.door, fault: String(fault) }))
    },

    /** The newest first, on from a number. What was told before is in it. */
    async list(limit: number, before?: number): Promise<AuditEntry[]> {
      await written
      const rows = await prisma.auditEntry.findMany({
        where: before === undefined ? {} : { number: { lt: before } },
        orderBy: { number: 'desc' },
        take: limit,
      })
      return rows.map(({ number, at, who, role, door, what }) => ({
        number,
        at: Number(at),
        who,
        role: role === null ? null : RoleSchema.parse(role),
        door,
        what: what as Record<string, unknown>,
      }))
    },

    written: (): Promise<unknown> => written,
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>
