import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ModelCard, Text } from '@yosegaki/contract'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

type Folder = NonNullable<ModelCard['folder']>

/** What its makers wrote into a model's folder, for people: manifest, card, and the list of what it learned from. */
export type ModelShelf = {
  read(): Promise<Folder>
  /** Markdown; null where there is none. */
  card(): Promise<string | null>
  /** CSV; null where there is none. */
  works(): Promise<string | null>
}

const Manifest = z.object({
  stage: z.number().int().min(0).max(3).catch(0),
  createdAt: z.string().max(40).nullable().catch(null),
  concepts: z.array(Text).max(10_000).catch([]),
})

/** A row of `works.csv`. `use`: `learnt`, or what else became of the picture. */
const Row = z.object({ creator: z.string().catch(''), use: z.string().catch('learnt') })

/** Whatever is missing in the folder, or cannot be read, is left out: a model from elsewhere need not have it. */
export function createModelShelf(folder: string): ModelShelf {
  const read = (name: string): Promise<string | null> => readFile(join(folder, name), 'utf8').catch(() => null)
  let known: Promise<Folder> | null = null

  const readAll = async (): Promise<Folder> => {
    const [manifest, card, works] = await Promise.all(['model.json', 'README.md', 'works.csv'].map(read))
    return {
      ...Manifest.parse(jsonOf(manifest ?? null)),
      learned: works ? learnedFrom(works) : null,
      hasCard: card !== null,
      hasWorks: works !== null,
    }
  }

  return {
    read() {
      known ??= readAll()
      return known
    },
    card: () => read('README.md'),
    works: () => read('works.csv'),
  }
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}') ?? {}
  } catch {
    return {}
  }
}

function learnedFrom(csv: string): Folder['learned'] {
  let rows: z.infer<typeof Row>[]
  try {
    const parsed: unknown[] = parse(csv, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true })
    rows = parsed.map((row) => Row.parse(row))
  } catch {
    return null
  }
  const learned = rows.filter(({ use }) => use === 'learnt')
  const byCreator = Map.groupBy(learned, ({ creator }) => nameOf(creator))
  const creators = [...byCreator]
    .map(([name, { length: pictures }]) => ({ name, pictures }))
    .sort((a, b) => b.pictures - a.pictures || (a.name < b.name ? -1 : 1))
  return { pictures: learned.length, keptBack: rows.length - learned.length, creators }
}

/** As it was found in the picture's own file, without addresses: whoever left one there did not mean to have it shown here. */
function nameOf(creator: string): string {
  const name = creator
    .replace(/[(<[-]?\s*\S+@\S+\s*[)>\]]?/g, (found, at: number) => (at === 0 ? found.split('@')[0]! : ''))
    .trim()
  // What a program wrote where it had no name.
  return /^(HASH\(0x\w+\)|unknown)?$/i.test(name) ? '' : name.slice(0, 200)
}
