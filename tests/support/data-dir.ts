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
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'

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
