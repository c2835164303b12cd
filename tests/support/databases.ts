import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Database } from '../../server/src/adapters/store/database.ts'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres-server.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** A new folder, and what removes it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'yosegaki-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/**
 * A new data folder with an empty, migrated embedded database in it. Making one takes seconds, copying one does not: a
 * template is kept for as long as neither the migrations nor PGlite change.
 */
export async function temporaryDataDir(): Promise<{ path: string; remove(): void }> {
  const template = await dataDirTemplate()
  const folder = temporaryFolder()
  cpSync(template, folder.path, { recursive: true })
  return folder
}

async function dataDirTemplate(): Promise<string> {
  const cache = join(ROOT, 'node_modules', '.cache', 'yosegaki')
  const template = join(cache, `data-dir-${templateKey()}`)
  if (existsSync(template)) return template
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(`${template}-`)
  await (await openDatabase({ databaseUrl: null, dataDir: fresh })).close()
  try {
    renameSync(fresh, template)
  } catch {
    rmSync(fresh, { recursive: true }) // Another test file was first.
  }
  return template
}

function templateKey(): string {
  const hash = createHash('sha256')
  const migrations = join(ROOT, 'prisma', 'migrations')
  for (const name of readdirSync(migrations).sort()) {
    hash.update(name).update(readFileSync(join(migrations, name, 'migration.sql')))
  }
  const require = createRequire(join(ROOT, 'server', 'package.json'))
  // The package's manifest is not among its exports; its entry file changes with every version.
  return hash
    .update(readFileSync(require.resolve('@electric-sql/pglite')))
    .digest('hex')
    .slice(0, 12)
}

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
