import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'
import { isMissing } from './json-file.ts'
import { MANIFEST_FILE } from './manifest.ts'

/** Folders whose every file the final pixels may depend on: graphs, their weights beside them, configs. */
const PICTURE_FOLDERS = ['scheduler', 'text_encoder', 'tokenizer', 'unet', 'vae_decoder']
/** Where there is one, pictures can begin from a given picture, and then depend on it. */
const OPTIONAL_FOLDERS = ['vae_encoder']

/**
 * sha256 (hex) of the model: over "path sha256" lines of all files that the final pixels depend on, in order. Titles,
 * credits, the preview matrix and the tiny decoder are left out, so that mending them does not orphan a checkpoint.
 * Throws a ModelError for a file that differs from the sha256 listed for it in model.json.
 */
export async function hashModel(folder: string, listed: ReadonlyMap<string, string>): Promise<string> {
  const known = new Map<string, string>()
  for (const [path, expected] of listed) {
    const actual = await hashFile(folder, path)
    if (actual !== expected) {
      throw new ModelError(
        path,
        `is not the file that ${MANIFEST_FILE} lists (sha256 ${actual}, listed ${expected})`,
      )
    }
    known.set(path, actual)
  }
  const total = createHash('sha256')
  for (const path of await picturePaths(folder)) {
    total.update(`${path} ${known.get(path) ?? (await hashFile(folder, path))}\n`)
  }
  return total.digest('hex')
}

async function picturePaths(folder: string): Promise<string[]> {
  const paths = ['model_index.json']
  for (const part of [...PICTURE_FOLDERS, ...OPTIONAL_FOLDERS]) {
    for (const name of await fileNames(folder, part)) paths.push(`${part}/${name}`)
  }
  return paths.sort()
}

async function fileNames(folder: string, part: string): Promise<string[]> {
  try {
    const names = await readdir(join(folder, part))
    const kinds = await Promise.all(names.map((name) => stat(join(folder, part, name))))
    return names.filter((name, i) => kinds[i]!.isFile() && !name.startsWith('.'))
  } catch (error) {
    if (isMissing(error) && OPTIONAL_FOLDERS.includes(part)) return []
    throw new ModelError(part, isMissing(error) ? 'is missing' : 'cannot be read', { cause: error })
  }
}

async function hashFile(folder: string, path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(join(folder, path), { highWaterMark: 1 << 20 }))
      hash.update(chunk)
  } catch (error) {
    throw new ModelError(path, isMissing(error) ? 'is missing' : 'cannot be read', { cause: error })
  }
  return hash.digest('hex')
}
