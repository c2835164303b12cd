import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { createWorkStore } from '../../server/src/adapters/store/work-store.ts'
import { CC0 } from '../../server/src/domain/licence/licence.ts'
import { aFolder, drop, startHouse, type TestHouse } from '../support/house.ts'

const WORKS = 75
const IN_SITEMAP = 60
const IN_FEED = 30

let house: TestHouse
let dataDir: string

beforeAll(async () => {
  dataDir = await aFolder()
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const works = createWorkStore(database)
  const title = { ja: 'ねこ', en: 'cat' }
  for (let number = 1; number <= WORKS; number += 1) {
    await works.publish({
      id: `work-${number}`,
      number,
      title,
      publishedAt: 1_795_000_000_000 + number,
      seed: number,
      steps: 20,
      model: { id: 'm', title, credit: title, licence: 'CC0-1.0', hash: '0'.repeat(64) },
      licence: CC0,
      prompts: [],
      decisions: [],
      width: 64,
      height: 64,
    })
  }
  await database.close()
  house = await startHouse({ dataDir })
})

afterAll(async () => {
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

const textAt = async (path: string): Promise<string> => (await fetch(`${house.url}${path}`)).text()
const numbersIn = (text: string): number[] => [
  ...new Set([...text.matchAll(/\/works\/work-(\d+)/g)].map(([, number]) => Number(number))),
]
const newest = (count: number): number[] => Array.from({ length: count }, (_, index) => WORKS - index)

describe('a gallery that grows', () => {
  it('W10: the sitemap lists the newest sixty works, in both languages, and no more', async () => {
    const sitemap = await textAt('/sitemap.xml')
    expect(numbersIn(sitemap)).toEqual(newest(IN_SITEMAP))
    expect(sitemap.match(/<loc>/g)).toHaveLength((5 + IN_SITEMAP) * 2)
  })

  it('W10: feeds carry the newest thirty, newest first, and no more', async () => {
    const rss = await textAt('/feed.xml?lang=en')
    expect(rss.match(/<item>/g)).toHaveLength(IN_FEED)
    expect(numbersIn(rss)).toEqual(newest(IN_FEED))
    const { items } = JSON.parse(await textAt('/feed.json?lang=ja')) as { items: { id: string }[] }
    expect(numbersIn(items.map(({ id }) => id).join(' '))).toEqual(newest(IN_FEED))
    expect(items).toHaveLength(IN_FEED)
  })

  it('W10: the API gives sixty at once, whatever is asked', async () => {
    expect(await house.get<object[]>('/api/works?limit=60')).toHaveLength(60)
    for (const limit of ['61', '0', '-1', '1e9', 'all'])
      expect((await fetch(`${house.url}/api/works?limit=${limit}`)).status).toBe(400)
  })

  it('W10: the first work is reached from the gallery by links alone', async () => {
    let path: string | undefined = '/works?lang=en'
    const seen: number[] = []
    for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
      const page: string = await textAt(path)
      seen.push(...numbersIn(page))
      path = /href="(\/works\?before=\d+)"/.exec(page)?.[1]
    }
    expect(seen).toEqual(newest(WORKS))
  })
})
