import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One database session, inside a transaction. `script` may hold several statements and takes no parameters. */
export type SqlSession = {
  rows(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>
  script(sql: string): Promise<void>
}
/** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
export type InTransaction = <T>(work: (session: SqlSession) => Promise<T>) => Promise<T>

type Migration = { name: string; sql: string; checksum: string }

/** Prisma's own table, so that its tools understand a database that we migrated. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/** Any constant: two servers that start on one database migrate one after the other. */
const LOCK = 7_390_115

/**
 * Brings a database to the newest migration; nothing happens where it is there already. All in one transaction: a
 * migration that fails leaves the database as it was. Plain SQL rather than Prisma's engine, which is 5 MB of
 * WebAssembly behind an unsupported API (developers use it, in `migrate-diff.ts`).
 * @returns the names of the migrations applied now.
 */
export async function applyMigrations(inTransaction: InTransaction, folder?: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  return inTransaction(async (session) => {
    await session.rows('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const known = await session.rows(`SELECT to_regclass('"_prisma_migrations"')::text AS name`)
    if (known[0]?.name == null) await session.script(HISTORY)
    const applied = new Map(
      (await session.rows('SELECT migration_name, checksum FROM "_prisma_migrations"')).map((row) => [
        String(row.migration_name),
        String(row.checksum),
      ]),
    )
    const pending = pendingMigrations(migrations, applied)
    for (const migration of pending) {
      await session.script(migration.sql)
      await session.rows(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
         VALUES ($1, $2, now(), $3, 1)`,
        [randomUUID(), migration.checksum, migration.name],
      )
    }
    return pending.map((migration) => migration.name)
  })
}

/** A database this program cannot bring up to date. */
export class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch'
}

function pendingMigrations(migrations: Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const ours = new Set(migrations.map((migration) => migration.name))
  const unknown = [...applied.keys()].filter((name) => !ours.has(name))
  if (unknown.length > 0) {
    throw new MigrationMismatch(
      `The database was made by a newer Yosegaki (it has ${unknown.join(', ')}). Update the program, or use another database.`,
    )
  }
  const changed = migrations.find((each) => (applied.get(each.name) ?? each.checksum) !== each.checksum)
  if (changed)
    throw new MigrationMismatch(`The migration ${changed.name} was changed after it had been applied.`)
  return migrations.filter((migration) => !applied.has(migration.name))
}

/** The migrations in their order. Line ends are evened out: a checkout on Windows must not look like another migration. */
async function readMigrations(folder = join(import.meta.dirname, 'migrations')): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = (await readFile(join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
