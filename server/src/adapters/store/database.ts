import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import type { PrismaClient } from '../../../../prisma/generated/client.ts'
import type { InTransaction } from '../../../../prisma/migrate.ts'

/** What lies under Prisma: Postgres in this process, or a server. For adapters that need it as it is (jobs, upkeep). */
type Engine =
  | { kind: 'pglite'; pglite: PGlite; close(): Promise<void> }
  | { kind: 'postgres'; pool: Pool; close(): Promise<void> }

/** An open, migrated database. */
export type Database = {
  readonly prisma: PrismaClient
  readonly engine: Engine
  /** Where it is, for people: a folder or `host:port/name`. Never holds a password. */
  readonly where: string
  /** Names of the migrations applied while opening. */
  readonly migrated: readonly string[]
  /** Whether it answers right now. Never throws. */
  ping(): Promise<boolean>
  /** Waits for what is under way. Safe to call twice. */
  close(): Promise<void>
}

/** An engine as its opener hands it over, not migrated yet. */
export type OpenedEngine = {
  engine: Engine
  where: string
  prisma: PrismaClient
  inTransaction: InTransaction
}

export type DatabaseProblemReason =
  | 'unreachable'
  | 'refused'
  | 'missing'
  | 'bad-address'
  | 'folder'
  | 'in-use'
  | 'newer'
  | 'damaged'

/** The database cannot be opened, for a reason that the person who starts the program can do something about. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem'
  readonly reason: DatabaseProblemReason
  constructor(reason: DatabaseProblemReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
