import type { AuditEntry, Role } from '@yosegaki/contract'
import { AuditSettled, Role as RoleSchema } from '@yosegaki/contract'
import { Prisma } from '../../../../prisma/generated/client.ts'
import type { Clock, LateWriter, Logger } from '../../ports.ts'
import type { Database } from './database.ts'

/** Entries kept; the oldest go. Some years of a busy house. */
const MOST = 100_000
/** Looked at every so many entries. */
const SWEEP_EVERY = 1_000
/** Characters of an entry's details, as JSON. */
const LONGEST = 8_000

type Ports = { clock: Clock; logger: Logger; late: LateWriter }
type Details = Record<string, unknown>
export type Act = {
  who: { id: string; name: string; role: Role } | null
  door: string
  what: Details
}

/** An act whose line is on disk, and that has not been done yet. */
export type BegunAct = {
  /** More of what is about to be done; on disk when it resolves. */
  tell(what: Details): Promise<void>
  /** It was done. */
  done(what?: Details): void
  /** It was refused and changed nothing: its line goes. */
  refused(): void
}

/**
 * Who did what, when. An act is written down before it is done, and marked once it is: so a kill at any moment leaves none without its
 * line, at worst one of which nobody knows whether it was done (`unsure`).
 */
export function createAuditLog({ prisma }: Database, { clock, logger, late }: Ports) {
  let marked: Promise<unknown> = Promise.resolve()

  const add = async ({ who, door, what }: Act, unsure: boolean, at = clock.now()): Promise<number> => {
    const { number } = await prisma.auditEntry.create({
      data: {
        at: BigInt(at),
        accountId: who?.id ?? null,
        who: who?.name ?? '',
        role: who?.role ?? null,
        door,
        what: cut(what),
        unsure,
      },
    })
    if (number % SWEEP_EVERY === 0) {
      await prisma.auditEntry.deleteMany({ where: { number: { lte: number - MOST } } })
    }
    return number
  }

  /** In order, without holding up whoever is answered; a fault leaves the line as unsure as it is. */
  const mark = (number: number, change: () => Promise<unknown>): void => {
    marked = marked
      .then(change)
      .catch((fault: unknown) => logger.error('audit:not-marked', { number, fault: String(fault) }))
  }

  return {
    /** Before it is done. */
    async begin(act: Act): Promise<BegunAct> {
      const number = await add(act, true)
      const where = { number }
      return {
        async tell(what) {
          await prisma.auditEntry.update({ where, data: { what: cut(what) } })
        },
        done(what) {
          const data = { unsure: false, settled: Prisma.DbNull, ...(what && { what: cut(what) }) }
          mark(number, () => prisma.auditEntry.update({ where, data }))
        },
        refused: () => mark(number, () => prisma.auditEntry.delete({ where })),
      }
    },

    /** Of what is done at once, come what may: resolves soon, and what cannot be written is once the database is back. */
    async beginAnyway(act: Act): Promise<{ written: boolean; done(): void }> {
      const at = clock.now()
      let line: number | null = null
      let isDone = false
      const settle = (): void => {
        const where = { number: line ?? 0 }
        if (line !== null && isDone)
          mark(line, () => prisma.auditEntry.update({ where, data: { unsure: false } }))
      }
      const written = await late.write('a line of the audit log', async () => {
        line = await add(act, true, at)
        settle()
      })
      const done = (): void => {
        isDone = true
        settle()
      }
      return { written, done }
    },

    /** Of what was done just now; on disk when it resolves. */
    async tell(act: Act): Promise<void> {
      await add(act, false)
    },

    /** Somebody looked, and says whether it was done. False where that is known, or there is no such line. */
    async settle(number: number, { done, by }: { done: boolean; by: string }): Promise<boolean> {
      const settled = { done, by, at: clock.now() }
      const where = { number, unsure: true }
      const { count } = await prisma.auditEntry.updateMany({ where, data: { unsure: false, settled } })
      return count > 0
    },

    /** The newest first, on from a number. What was marked before is so in it. */
    async list(limit: number, before?: number): Promise<AuditEntry[]> {
      await marked
      const rows = await prisma.auditEntry.findMany({
        where: before === undefined ? {} : { number: { lt: before } },
        orderBy: { number: 'desc' },
        take: limit,
      })
      return rows.map(({ number, at, who, role, door, what, unsure, settled }) => ({
        number,
        at: Number(at),
        who,
        role: role === null ? null : RoleSchema.parse(role),
        door,
        what: what as Details,
        unsure,
        settled: AuditSettled.nullable().parse(settled),
      }))
    },

    /** Resolves once what was done is marked. */
    marked: (): Promise<unknown> => marked,
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>

const cut = (what: Details): Prisma.InputJsonObject =>
  (JSON.stringify(what).length > LONGEST ? { note: 'too long to keep' } : what) as Prisma.InputJsonObject
