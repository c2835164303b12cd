import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { PrismaClient } from '../../../../prisma/generated/client.ts'
import type { InTransaction } from '../../../../prisma/migrate.ts'
import { DatabaseProblem, type OpenedEngine } from './database.ts'
import { takeFolderLock } from './folder-lock.ts'

/**
 * Opens the embedded database in `<dataDir>/db`, made where there is none. What was committed is in the folder's files:
 * a killed process loses nothing of it.
 * @throws DatabaseProblem where the folder cannot be written, is in use by another process, or does not open.
 */
export async function openPglite(dataDir: string): Promise<OpenedEngine> {
  const folder = resolve(dataDir)
  const release = await lockFolder(folder)
  const path = join(folder, 'db')
  try {
    await makeIfMissing(path)
    const pglite = new PGlite(path)
    await pglite.waitReady
    const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) })
    const close = async () => {
      await pglite.close()
      release()
    }
    return {
      engine: { kind: 'pglite', pglite, close },
      where: path,
      prisma,
      inTransaction: inPgliteTransaction(pglite),
    }
  } catch (error) {
    release()
    throw new DatabaseProblem('damaged', `The database in ${path} does not open: ${String(error)}.`, {
      cause: error,
    })
  }
}

/**
 * Makes a new database aside and moves it into place when it is whole: making one takes seconds, and a program stopped
 * in the middle of it would leave a folder that never opens again.
 */
async function makeIfMissing(path: string): Promise<void> {
  if (existsSync(path)) return
  const fresh = `${path}.new`
  await rm(fresh, { recursive: true, force: true })
  const pglite = new PGlite(fresh)
  await pglite.waitReady
  await pglite.close()
  await rename(fresh, path)
}

/** A transaction of PGlite, as `applyMigrations` wants it. */
export const inPgliteTransaction =
  (pglite: PGlite): InTransaction =>
  (work) =>
    pglite.transaction((tx) =>
      work({
        rows: async (sql, params) => (await tx.query<Record<string, unknown>>(sql, params)).rows,
        script: async (sql) => void (await tx.exec(sql)),
      }),
    )

async function lockFolder(folder: string): Promise<() => void> {
  try {
    await mkdir(folder, { recursive: true })
    const lock = await takeFolderLock(join(folder, 'db.lock'))
    if (lock.taken) return lock.release
    const { pid, host } = lock.holder
    throw new DatabaseProblem(
      'in-use',
      `The data folder ${folder} is in use by process ${pid} on ${host}. Stop that one, or name another folder with YOSEGAKI_DATA.`,
    )
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (error instanceof DatabaseProblem || code === undefined) throw error
    throw new DatabaseProblem('folder', `The data folder ${folder} cannot be written (${code}).`, {
      cause: error,
    })
  }
}
