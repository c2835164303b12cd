import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyMigrations } from '../../prisma/migrate.ts'
import { diffSchema } from '../../prisma/migrate-diff.ts'
import { createArtworkStore } from '../../server/src/adapters/store/artwork-store.ts'
import type { Database } from '../../server/src/adapters/store/database.ts'
import { takeFolderLock } from '../../server/src/adapters/store/folder-lock.ts'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { inPoolTransaction } from '../../server/src/adapters/store/open-postgres.ts'
import { temporaryDataDir, temporaryFolder } from '../support/data-dir.ts'
import { opened, stepped } from '../support/log-events.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from '../support/postgres-server.ts'

const pgliteOf = ({ engine }: Database) => {
  if (engine.kind !== 'pglite') throw new Error('Not embedded.')
  return engine.pglite
}

const refusal = (databaseUrl: string | null, dataDir = '') =>
  openDatabase({ databaseUrl, dataDir }).then(
    async (database) => {
      await database.close()
      throw new Error('It opened.')
    },
    (error) => ({ reason: error.reason as string, message: error.message as string }),
  )

describe('embedded database', () => {
  let folder: { path: string; remove(): void }
  const open = (): Promise<Database> => openDatabase({ databaseUrl: null, dataDir: folder.path })

  beforeAll(async () => {
    folder = await temporaryDataDir()
  })
  afterAll(() => folder.remove())

  it('D16 migrations lead to schema.prisma and are applied once', async () => {
    const database = await open()
    expect(database.migrated).toEqual([])
    expect(await database.ping()).toBe(true)
    expect(await diffSchema(pgliteOf(database))).toBeNull()
    await database.close()
    await database.close()
    expect(await database.ping()).toBe(false)
  })

  it('D14 a second opening is refused with the folder and the pid', async () => {
    const database = await open()
    const { reason, message } = await refusal(null, folder.path)
    await database.close()
    expect(reason).toBe('in-use')
    expect(message).toContain(folder.path)
    expect(message).toContain(`process ${process.pid}`)
  })

  it('D14 the lock of a process that is gone is taken over, also where its pid lives on', async () => {
    const path = join(folder.path, 'other.lock')
    const holder = { pid: process.pid, host: hostname(), born: 'another boot 1', id: 'gone' }
    for (const left of [
      JSON.stringify(holder),
      JSON.stringify({ ...holder, pid: 2 ** 22 + 1, born: '' }),
      '{"pid"',
    ]) {
      writeFileSync(path, left)
      const taken = await takeFolderLock(path)
      expect(taken).toMatchObject({ taken: true })
      expect(await takeFolderLock(path)).toMatchObject({ taken: false, holder: { pid: process.pid } })
      if (taken.taken) taken.release()
      expect(existsSync(path)).toBe(false)
    }
  })

  it('D13 what resolved is there after kill -9, and the folder opens again', async () => {
    const acknowledged = await killAfter(40, folder.path)
    const database = await open()
    const store = createArtworkStore(database)
    const log = await store.log('apple')
    const checkpoint = await store.checkpoint('apple', { step: log.length - 1, take: 0 })
    await database.close()
    expect(log.length).toBeGreaterThanOrEqual(acknowledged)
    expect(log).toEqual([opened('apple', 1), ...log.slice(1).map((_, index) => stepped(index + 1))])
    const last = log.length - 1
    expect(checkpoint).toEqual(new Uint8Array(4_096).fill(last))
  })

  it('D15 a folder that cannot be written is named', async () => {
    const blocked = join(folder.path, 'a-file')
    writeFileSync(blocked, '')
    const { reason, message } = await refusal(null, join(blocked, 'data'))
    expect(reason).toBe('folder')
    expect(message).toContain(blocked)
  })
})

/** Kills the appending process once it has acknowledged `enough` appends; resolves to how many it had by then. */
async function killAfter(enough: number, dataDir: string): Promise<number> {
  const script = fileURLToPath(new URL('../support/appending-process.ts', import.meta.url))
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, [script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  const gone = new Promise((resolve) => child.once('close', resolve))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    acknowledged = Number(said.split('\n').at(-2) ?? 0)
    if (acknowledged >= enough) child.kill('SIGKILL')
  })
  await gone
  return acknowledged
}

const binaries = postgresBinaries()
const name = binaries ? 'database server' : 'database server (its binaries are not installed here)'
describe.skipIf(binaries === null)(name, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres(binaries ?? '')
  })
  afterAll(() => server.stop())

  it('D15 what keeps it from opening is said, without the password', async () => {
    const url = await server.createDatabase()
    const at = `${server.host}:${server.port}`
    const cases = [
      { url: url.replace(server.password, 'wrong-secret'), reason: 'refused', says: at },
      { url: url.replace(/\/[^/]*$/, '/nowhere'), reason: 'missing', says: `${at}/nowhere` },
      { url: 'postgres://me:wrong-secret@127.0.0.1:1/db', reason: 'unreachable', says: '127.0.0.1:1' },
      {
        url: 'postgres://me:wrong-secret@no-such-host.invalid/db',
        reason: 'unreachable',
        says: 'no-such-host.invalid',
      },
      { url: 'mysql://me:wrong-secret@127.0.0.1/db', reason: 'bad-address', says: 'DATABASE_URL' },
      { url: 'wrong-secret', reason: 'bad-address', says: 'DATABASE_URL' },
    ]
    for (const { url: address, reason, says } of cases) {
      const refused = await refusal(address)
      expect(refused).toEqual({ reason, message: expect.stringContaining(says) })
      expect(refused.message).not.toMatch(/wrong-secret|hana/)
    }
  })

  it('D16 two programs that start at once migrate once, and a later one finds nothing to do', async () => {
    const databaseUrl = await server.createDatabase()
    const both = await Promise.all([1, 2].map(() => openDatabase({ databaseUrl, dataDir: '' })))
    expect(both.map(({ migrated }) => migrated.length).sort()).toEqual([0, expect.any(Number)])
    expect(both.flatMap(({ migrated }) => migrated)).not.toEqual([])
    await Promise.all(both.map((database) => database.close()))
    const later = await openDatabase({ databaseUrl, dataDir: '' })
    expect(later.migrated).toEqual([])
    expect(later.where).not.toContain(server.password)
    await later.close()
  })

  it('D16 a migration that fails leaves the database as it was', async () => {
    const { engine, prisma, close } = await openDatabase({
      databaseUrl: await server.createDatabase(),
      dataDir: '',
    })
    if (engine.kind !== 'postgres') throw new Error('Not a server.')
    const folder = temporaryFolder()
    const migrations = join(folder.path, 'migrations')
    cpSync(join(import.meta.dirname, '..', '..', 'prisma', 'migrations'), migrations, { recursive: true })
    const addMigration = (stamp: string, sql: string) => {
      mkdirSync(join(migrations, stamp))
      writeFileSync(join(migrations, stamp, 'migration.sql'), sql)
    }
    addMigration('99990101000000_fine', 'CREATE TABLE "Fine" ("id" TEXT); CREATE TABLE "Finer" ("id" TEXT);')
    addMigration('99990102000000_broken', 'DROP TABLE "Work"; CREATE TABEL "Broken" ("id" TEXT);')
    await expect(applyMigrations(inPoolTransaction(engine.pool), migrations)).rejects.toThrow(/TABEL/)
    expect(await prisma.work.count()).toBe(0)
    const [found] = await prisma.$queryRaw<
      { name: string | null }[]
    >`SELECT to_regclass('"Fine"')::text AS name`
    expect(found?.name).toBeNull()
    await close()
    folder.remove()
  })

  it('D16 the database of a newer program is refused', async () => {
    const databaseUrl = await server.createDatabase()
    const database = await openDatabase({ databaseUrl, dataDir: '' })
    await database.prisma.$executeRaw`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('x', 'x', '99990101000000_later')`
    await database.close()
    expect(await refusal(databaseUrl)).toEqual({
      reason: 'newer',
      message: expect.stringContaining('99990101000000_later'),
    })
  })
})
