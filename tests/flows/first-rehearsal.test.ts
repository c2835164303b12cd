import type { Health, ShowView } from '@yosegaki/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/data-dir.ts'
import { drop, startHouse, waitFor, worksOf } from '../support/house.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(drop)))

describe('an empty house', () => {
  it('L2: paints its first picture from the recorded chat, no hand on it, and then waits for its producer', async () => {
    const { path: dataDir } = temporaryFolder()
    folders.push(dataDir)
    const env = { YOSEGAKI_FIRST_REHEARSAL: 'on' }
    const house = await startHouse({ dataDir, env })
    await waitFor(async () => (await worksOf(house)).length === 1, 'the first work')
    const [work] = await worksOf(house)
    expect(work?.licence.id).toBe('CC0-1.0')
    expect(work?.decisions).toHaveLength(2)
    const picture = await fetch(`${house.url}${work?.png}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    await waitFor(async () => (await house.get<Health>('/healthz')).stream === 'none', 'the stream to end')
    await house.kill('SIGTERM')

    const again = await startHouse({ dataDir, env })
    expect((await again.get<ShowView>('/api/show')).stream).toBeNull()
    expect(await worksOf(again)).toHaveLength(1)
    await again.kill('SIGTERM')
  })
})
