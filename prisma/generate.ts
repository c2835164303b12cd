import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const here = import.meta.dirname
const schemaPath = join(here, 'schema.prisma')
const stampPath = join(here, 'generated', '.stamp')

/**
 * Makes the Prisma client in `prisma/generated` from `schema.prisma`; does nothing where it is up to date.
 * Works offline: generating needs no schema engine, but the command would download one unless told that it has one, and
 * any executable will do for that.
 * @returns whether it had to be made.
 */
export async function generatePrismaClient(): Promise<boolean> {
  const require = createRequire(import.meta.url)
  const manifestPath = require.resolve('prisma/package.json')
  const stamp = createHash('sha256')
    .update(await readFile(schemaPath))
    .update(await readFile(manifestPath))
    .digest('hex')
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return false
  const cli = join(dirname(manifestPath), 'build', 'index.js')
  await promisify(execFile)(process.execPath, [cli, 'generate', '--schema', schemaPath, '--no-hints'], {
    cwd: dirname(here),
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  await writeFile(stampPath, stamp)
  return true
}

if (import.meta.main) {
  const made = await generatePrismaClient()
  process.stdout.write(made ? 'Prisma client generated.\n' : 'Prisma client is up to date.\n')
}
