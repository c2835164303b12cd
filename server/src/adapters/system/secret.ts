import { createHmac, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The house's secret: the setting's, else one made once and kept in the data folder, readable by its owner alone. */
export async function loadSecret(setting: string | null, dataDir: string): Promise<string> {
  if (setting !== null) return setting
  const file = join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true })
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const secret = randomBytes(48).toString('base64url')
  await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}

/** A key for one purpose, so that none can stand in for another. */
export const derive = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(`yosegaki/${purpose}`).digest('base64url')
