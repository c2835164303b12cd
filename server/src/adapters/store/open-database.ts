import { applyMigrations, MigrationMismatch } from '../../../../prisma/migrate.ts'
import { type Database, DatabaseProblem } from './database.ts'
import { openPglite } from './open-pglite.ts'
import { openPostgres } from './open-postgres.ts'

export type DatabaseConfig = {
  /** Address of a Postgres server; null for the embedded database in `<dataDir>/db`. */
  databaseUrl: string | null
  dataDir: string
}

/**
 * Opens the database and brings it to the newest migration.
 * @throws DatabaseProblem, with one clear message that holds no password.
 */
export async function openDatabase({ databaseUrl, dataDir }: DatabaseConfig): Promise<Database> {
  const { engine, where, prisma, inTransaction } =
    databaseUrl === null ? await openPglite(dataDir) : await openPostgres(databaseUrl)
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= prisma.$disconnect().then(() => engine.close())
    return closing
  }
  try {
    const migrated = await applyMigrations(inTransaction)
    const ping = () =>
      prisma.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      )
    return { prisma, engine, where, migrated, ping, close }
  } catch (error) {
    await close()
    if (error instanceof MigrationMismatch) throw new DatabaseProblem('newer', `${error.message} (${where})`)
    throw error
  }
}
