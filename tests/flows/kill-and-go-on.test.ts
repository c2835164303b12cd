import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SHOW_NAMESPACE, type ShowView, type Snapshot } from '@yosegaki/contract'
import sharp from 'sharp'
import { io as connect } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  type Producer,
  published,
  quickPlan,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
  worksOf,
} from '../support/house.ts'
import { replay } from '../support/replay.ts'

const SEED = 20_261
/** Slow enough to be told something in the midst of it. */
const SLOW = quickPlan({ roundSeconds: 6 })
const running: TestHouse[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((house) => house.kill()))
  await Promise.all(folders.splice(0).map(drop))
})

async function open(
  dataDir: string,
  more: Partial<Parameters<typeof startHouse>[0]> = {},
): Promise<TestHouse> {
  const house = await startHouse({ dataDir, ...more })
  running.push(house)
  return house
}

/** Begin the artwork of this seed, nobody chatting: what is painted follows from the seed alone. */
async function begin(house: TestHouse): Promise<Producer> {
  const producer = await signIn(house)
  const { command } = producer
  const settings = {
    title: '止まらない',
    planId: 'quick',
    continuous: false,
    sources: [{ kind: 'rehearsal' }],
  }
  await mustBeOk(await command('stream:start', settings))
  await mustBeOk(await command('artwork:start', { seed: SEED }))
  return producer
}

async function pictureOf(house: TestHouse): Promise<Buffer> {
  await published(house)
  const [work] = await worksOf(house)
  return readFile(join(house.dataDir, 'pictures', `${work?.id}.png`))
}

/** The step of the newest frame, as anyone at the overlay would see it. */
const framesOf = async (house: TestHouse): Promise<number> => {
  const { readdir } = await import('node:fs/promises')
  const folders = await readdir(join(house.dataDir, 'frames')).catch(() => [])
  const files = await Promise.all(folders.map((folder) => readdir(join(house.dataDir, 'frames', folder))))
  return files.flat().filter((name) => name.endsWith('.webp')).length
}

describe('kill -9 in the middle of painting', () => {
  it('R1: the artwork goes on from its last checkpoint to the same PNG, byte for byte, as an undisturbed run', async () => {
    folders.push(await aFolder(), await aFolder())
    const [calm = '', rough = ''] = folders

    const undisturbed = await open(calm)
    await begin(undisturbed)
    const expected = await pictureOf(undisturbed)

    const first = await open(rough)
    await begin(first)
    for (const frames of [2, 4, 7]) {
      const house = running.at(-1) as TestHouse
      await waitFor(async () => (await framesOf(house)) >= frames, `${frames} frames`)
      await house.kill('SIGKILL')
      expect(await worksOf(house).catch(() => [])).toEqual([])
      await open(rough)
    }
    const picture = await pictureOf(running.at(-1) as TestHouse)
    expect(picture.equals(expected)).toBe(true)
    expect(await framesOf(running.at(-1) as TestHouse)).toBe(8)

    // A17: and a replay of the log that was broken off three times paints them once more.
    const last = running.at(-1) as TestHouse
    const [work] = await worksOf(last)
    const shared = await fetch(`${last.url}/api/works/${work?.id}/replay`)
    expect(shared.headers.get('content-disposition')).toContain('yosegaki-0001.replay.json')
    await last.kill('SIGTERM')
    const { code, stdout, stderr } = await replay(rough, '1')
    expect([code, stderr]).toEqual([0, expect.stringContaining('8/8')])
    expect(stdout).toContain('The same picture.')
    expect(stdout).toContain('gallery PNG  the same bytes')

    // A22: so does the file that the work's page offers, in a house that has neither the work nor a database of its own.
    const elsewhere = await aFolder()
    folders.push(elsewhere)
    const file = join(elsewhere, 'shared.replay.json')
    await writeFile(file, await shared.text())
    const again = await replay(elsewhere, file)
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('The same picture.')])
  })
})

describe('viewers who wait while the house starts again', () => {
  it('R1, S1: are shown the picture as it stood, and never a house where nothing goes on', async () => {
    const dataDir = await aFolder()
    folders.push(dataDir)
    const house = { plan: SLOW, env: { PORT: String(await freePort()) } }
    const first = await open(dataDir, house)
    const producer = await begin(first)
    await waitFor(async () => (await framesOf(first)) >= 2, 'paint')
    await mustBeOk(await producer.command('artwork:hold'))
    const stands = async (): Promise<boolean> => {
      const { artwork, frame } = await first.get<ShowView>('/api/show')
      return artwork?.held === true && frame?.step === artwork.step
    }
    await waitFor(stands, 'the last stroke')
    const token = new URL(first.overlayUrl).searchParams.get('token')
    await first.kill('SIGKILL')

    const viewer = connect(`${first.url}${SHOW_NAMESPACE}`, {
      transports: ['websocket'],
      auth: { token },
      reconnectionDelay: 10,
      reconnectionDelayMax: 10,
    })
    try {
      const told = new Promise<Snapshot<ShowView>>((resolve) => viewer.once('show:snapshot', resolve))
      await open(dataDir, house)
      const { view } = await told
      expect(view.stream?.title).toBe('止まらない')
      expect(view.artwork).toMatchObject({ seed: SEED, held: true })
      expect(view.frame?.artworkId).toBe(view.artwork?.id)
    } finally {
      viewer.disconnect()
    }
  })
})

describe('what a producer asks for over the picture', () => {
  it('A20: a part is painted once more, the rest stays as it was; killed in the midst of it, and replayed', async () => {
    folders.push(await aFolder(), await aFolder())
    const [plain = '', touched = ''] = folders

    const without = await open(plain)
    await begin(without)
    const before = await pixelsOf(await pictureOf(without))

    const first = await open(touched, { plan: SLOW })
    const { command } = await begin(first)
    const where = { left: 0.5, top: 0, width: 0.5, height: 0.5 }
    await waitFor(async () => (await framesOf(first)) >= 2, 'paint')
    await mustBeOk(await command('artwork:touch-up', { where, words: '赤い花', strength: 1 }))
    await waitFor(async () => (await framesOf(first)) >= 10, 'the touch-up')
    await first.kill('SIGKILL')
    const house = await open(touched)
    const after = await pixelsOf(await pictureOf(house))

    const inside = differenceIn(before, after, (x, y) => x > 0.5 && y < 0.5)
    const outside = differenceIn(before, after, (x, y) => x < 0.5 || y > 0.5)
    expect(inside).toBeGreaterThan(8 * outside)
    const [work] = await worksOf(house)
    expect(work).toMatchObject({ steps: 14 })
    await house.kill('SIGTERM')
    expect((await replay(touched, '1')).stdout).toContain('The same picture.')
  })
})

type Pixels = { data: Buffer; side: number }

async function pixelsOf(png: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, side: info.width }
}

/** Mean difference of the pixels where `counts` says so, its coordinates in fractions of the sides. The decoder's norms see the whole picture, so none is 0. */
function differenceIn(a: Pixels, b: Pixels, counts: (x: number, y: number) => boolean): number {
  const places = Array.from({ length: a.side ** 2 }, (_, at) => at).filter((at) =>
    counts((at % a.side) / a.side, Math.floor(at / a.side) / a.side),
  )
  const differences = places.map((at) => Math.abs(a.data[at * 3]! - b.data[at * 3]!))
  return differences.reduce((sum, each) => sum + each, 0) / places.length
}

describe('npm run replay', () => {
  it('A17: refuses what there is not, in one line', async () => {
    const dataDir = await aFolder()
    folders.push(dataDir)
    const { code, stderr } = await replay(dataDir, '99')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^there is no artwork 99 in .*\n$/)])
    expect((await replay(dataDir)).code).toBe(2)

    const file = join(dataDir, 'odd.json')
    for (const [text, words] of [
      ['{', 'it is no JSON'],
      ['{"format":"yosegaki-replay","version":1,"work":{"id":"a/b"}}', 'work.id: an id is'],
    ] as const) {
      await writeFile(file, text)
      expect((await replay(dataDir, file)).stderr).toContain(words)
    }
    expect((await replay(dataDir, join(dataDir, 'none.json'))).stderr).toContain('there is no such file')
  })
})
