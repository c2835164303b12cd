import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createModelShelf } from './model-shelf.ts'

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

async function aFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yosegaki-model-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}
const WORKS = `file,title,creator,licence,sha256,concept,use
a.svg,"Cat, sitting",Hana,pd,1,cat,learnt
b.svg,Dog,Hana,pd,2,dog,learnt
c.svg,Bird,"Jean (jean@example.org)",pd,3,bird,learnt
d.svg,Fish,fudo@example.org,pd,4,fish,learnt
e.svg,Fox,HASH(0x89c79d4),pd,5,fox,learnt
f.svg,Owl,Hana,pd,6,owl,held back
`

describe('what a model learned from', () => {
  it('M1: is counted by whoever drew it, the most first; addresses of people are left out', async () => {
    const folder = await aFolder({ 'works.csv': WORKS, 'model.json': '{"stage":1,"createdAt":"2026-11-26"}' })
    expect(await createModelShelf(folder).read()).toEqual({
      stage: 1,
      createdAt: '2026-11-26',
      concepts: [],
      learned: {
        pictures: 5,
        keptBack: 1,
        creators: [
          { name: 'Hana', pictures: 2 },
          { name: '', pictures: 1 },
          { name: 'Jean', pictures: 1 },
          { name: 'fudo', pictures: 1 },
        ],
      },
      hasCard: false,
      hasWorks: true,
    })
  })

  it('M1: is left out where the folder does not tell, or tells it unreadably', async () => {
    expect(await createModelShelf(await aFolder({})).read()).toMatchObject({ stage: 0, learned: null, hasCard: false })
    const odd = await aFolder({ 'works.csv': '"', 'model.json': '{' })
    expect(await createModelShelf(odd).read()).toMatchObject({ stage: 0, learned: null })
  })

  it('M1: of the starter model is its 795 public-domain drawings', async () => {
    const starter = createModelShelf(resolve(import.meta.dirname, '../../../../pipeline/models/starter'))
    const { stage, learned, hasCard } = await starter.read()
    expect([stage, learned?.pictures, learned?.keptBack, hasCard]).toEqual([1, 795, 49, true])
    expect(learned?.creators.some(({ name }) => name.includes('@'))).toBe(false)
    expect(await starter.works()).toContain('licence')
  })
})
