import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ModelChoice, ModelName } from '@yosegaki/contract'
import { lookAtModel } from '../painter/onnx-painter.ts'

/** So many are looked at, by name; the rest is left alone. */
const MOST_FOLDERS = 24

/** Model folders that the house can load, by name: its own, and those that lie beside each other in one folder. */
export type ModelFolders = {
  /** The house's own. */
  readonly own: string
  /** Where the folder of this name is; null where there is none. */
  pathOf(name: string): Promise<string | null>
  /** Each checked as far as can be without loading it, the house's own first. */
  list(): Promise<ModelChoice[]>
  /** The name of the model with this hash, or null. */
  withHash(hash: string): Promise<string | null>
}

/** `own`: the house's model folder. `shelf`: a folder of more; it need not be there. One of the own's name is hidden by it. */
export function createModelFolders(own: string, shelf: string): ModelFolders {
  const ownName = basename(own)
  const known = new Map<string, { print: string; choice: ModelChoice }>()

  const others = async (): Promise<string[]> => {
    const names = (await readdir(shelf).catch(() => [])).filter((name) => ModelName.safeParse(name).success)
    const models = await Promise.all(names.map((name) => isFile(join(shelf, name, 'model_index.json'))))
    return names.filter((name, i) => models[i] && name !== ownName).sort().slice(0, MOST_FOLDERS)
  }
  const pathOf = async (name: string): Promise<string | null> => {
    if (name === ownName) return own
    return (await others()).includes(name) ? join(shelf, name) : null
  }
  /** Read again only where a file of it has changed. */
  const lookAt = async (name: string, path: string): Promise<ModelChoice> => {
    const print = await printOf(path)
    const before = known.get(name)
    if (before?.print === print) return before.choice
    const choice = await lookAtModel(path).then(
      (model): ModelChoice => ({ name, model, problem: null }),
      (error: unknown): ModelChoice => ({ name, model: null, problem: wordsOf(error) }),
    )
    known.set(name, { print, choice })
    return choice
  }
  /** One after the other: each is read whole, and there is one disk. */
  async function* each(): AsyncGenerator<ModelChoice, void> {
    yield await lookAt(ownName, own)
    for (const name of await others()) yield await lookAt(name, join(shelf, name))
  }

  return {
    own: ownName,
    pathOf,
    async list() {
      const choices: ModelChoice[] = []
      for await (const choice of each()) choices.push(choice)
      return choices
    },
    async withHash(hash) {
      for await (const { name, model } of each()) if (model?.hash === hash) return name
      return null
    },
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** Names, sizes and times of its files. */
async function printOf(path: string): Promise<string> {
  const names = await readdir(path, { recursive: true }).catch(() => [])
  const stats = await Promise.all(names.sort().map((name) => stat(join(path, name)).catch(() => null)))
  return names.map((name, i) => `${name} ${stats[i]?.size} ${stats[i]?.mtimeMs}`).join('\n')
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300)
