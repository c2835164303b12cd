import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { inPgliteTransaction } from '../server/src/adapters/store/open-pglite.ts'
import { applyMigrations } from './migrate.ts'

/**
 * For developers: `node prisma/migrate-diff.ts <name>` writes the SQL that leads from the migrations to `schema.prisma`
 * as a new migration. Prisma's engine is loaded by hand here, as WebAssembly, because its command would download a
 * native one. The API is unsupported and its version pinned: keep it in this file.
 */

type SchemaEngine = { diff(params: unknown): Promise<{ stdout: string | null }>; free(): void }
type EngineModule = {
  SchemaEngine: {
    new: (options: unknown, log: (line: string) => void, adapter: unknown) => Promise<SchemaEngine>
  }
  __wbg_set_wasm(exports: WebAssembly.Exports): void
}

/**
 * SQL from what `migrated` holds to the schema; null where they agree. Tests use it to catch a forgotten migration.
 * @param migrated a database to which the migrations were applied.
 */
export async function diffSchema(migrated: PGlite): Promise<string | null> {
  const path = join(import.meta.dirname, 'schema.prisma')
  const schemaFile = { path, content: await readFile(path, 'utf8') }
  const engine = await loadSchemaEngine(new PrismaPGlite(migrated))
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files: [schemaFile], configDir: import.meta.dirname },
    to: { tag: 'schemaDatamodel', files: [schemaFile] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  engine.free()
  const sql = (stdout ?? '').trim()
  return sql === '' || sql.startsWith('-- This is an empty migration') ? null : `${sql}\n`
}

async function loadSchemaEngine(factory: PrismaPGlite): Promise<SchemaEngine> {
  const require = createRequire(import.meta.url)
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module: EngineModule = await import(glue)
  const bytes = await readFile(glue.replace(/\.js$/, '.wasm'))
  const imports = { './schema_engine_bg.js': module as unknown as WebAssembly.ModuleImports }
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  module.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return module.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

async function main(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z0-9_-]+$/.test(name))
    throw new Error('Give the migration a name: node prisma/migrate-diff.ts <name>')
  const pglite = new PGlite()
  await applyMigrations(inPgliteTransaction(pglite))
  const sql = await diffSchema(pglite)
  await pglite.close()
  if (sql === null) return void process.stdout.write('The migrations already lead to the schema.\n')
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(import.meta.dirname, 'migrations', `${stamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  process.stdout.write(`Wrote prisma/migrations/${stamp}_${name}/migration.sql\n${sql}`)
}

if (import.meta.main) await main(process.argv[2])
