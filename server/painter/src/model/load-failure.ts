import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ModelError } from '../errors.ts'

/** What the runtime said of a graph that it could not load, as an error about the file at fault. */
export function loadFailure(folder: string, file: string, error: unknown): ModelError {
  const part = dirname(file)
  for (const name of externalFiles(join(folder, file))) {
    const weights = `${part}/${name}`
    const path = join(folder, part, name)
    if (!existsSync(path)) return new ModelError(weights, `is missing: ${file} keeps its weights there`)
    if (lstatSync(path).isSymbolicLink()) {
      return new ModelError(weights, 'is a link: the runtime wants the file itself beside its graph')
    }
    if (!lstatSync(path).isFile()) return new ModelError(weights, 'is not a file')
    if (/external (initializer|data)/i.test((error as Error).message)) {
      return new ModelError(weights, `does not hold the weights of ${file}: ${reason(folder, error)}`)
    }
  }
  return new ModelError(file, `cannot be loaded (${reason(folder, error)})`, { cause: error })
}

/** The runtime's words without the paths of this machine: of each only the file's name is left. */
export function reason(folder: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  let text = message
  for (const known of [folder, realFolder(folder)])
    text = text.replaceAll(`${known}/`, '').replaceAll(known, '')
  return text
    .replace(/(?<![\w.])(?:[A-Za-z]:)?[\\/](?:[^\s"':,()[\]\\/]+[\\/])+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

const LOCATION = Buffer.from('\x0a\x08location\x12', 'latin1')

/** Names of the files beside an ONNX file that hold its larger weights. Found by the protobuf entries {location: name}. */
function externalFiles(path: string): Set<string> {
  const names = new Set<string>()
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return names
  }
  for (let at = bytes.indexOf(LOCATION); at >= 0; at = bytes.indexOf(LOCATION, at + 1)) {
    const start = at + LOCATION.length + 1
    const name = bytes.subarray(start, start + bytes[start - 1]!).toString()
    if (/^[\w.-]+$/.test(name) && name !== '..') names.add(name)
  }
  return names
}
