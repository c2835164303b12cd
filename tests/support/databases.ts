import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Database } from '../../server/src/adapters/store/database.ts'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { temporaryDataDir } from './data-dir.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres-server.ts'

/**
 * Runs one suite on every engine: PGlite in a data folder, and a real Postgres (skipped by name where its binaries are
 * not installed). Each test begins with empty tables.
 */
export function describeOnEveryDatabase(title: string, suite: (database: () => Database) => void): void {
  describe(`${title} on PGlite`, () => {
    let folder: { path: string; remove(): void }
    onDatabase(suite, {
      async open() {
        folder = await temporaryDataDir()
        return openDatabase({ databaseUrl: null, dataDir: folder.path })
      },
      close: async () => folder.remove(),
    })
  })

  const binaries = postgresBinaries()
  const name = binaries
    ? `${title} on Postgres`
    : `${title} on Postgres (its binaries are not installed here)`
  describe.skipIf(binaries === null)(name, () => {
    let server: PostgresServer
    onDatabase(suite, {
      async open() {
        server = await startPostgres(binaries ?? '')
        return openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '' })
      },
      close: () => server.stop(),
    })
  })
}

type Engine = { open(): Promise<Database>; close(): Promise<void> }

function onDatabase(suite: (database: () => Database) => void, engine: Engine): void {
  let database: Database
  beforeAll(async () => {
    database = await engine.open()
  })
  beforeEach(() => emptyTables(database))
  afterAll(async () => {
    await database?.close()
    await engine.close()
  })
  suite(() => database)
}

/** Deleted rather than truncated: truncating makes new files for each table, which takes PGlite a while. */
async function emptyTables({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
      LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
    END $$`
}
