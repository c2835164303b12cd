import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShowView } from '@yosegaki/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  aFolder,
  drop,
  mustBeOk,
  type Producer,
  quickPlan,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
  worksOf,
} from '../support/house.ts'

/** Long enough to be let go of in mid-painting, however slow the machine. */
const plan = quickPlan({ roundSeconds: 120 })
let dataDir: string
let house: TestHouse
let producer: Producer

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir, plan })
  producer = await signIn(house)
})
afterAll(async () => {
  await house?.kill()
  await drop(dataDir)
})

const show = (): Promise<ShowView> => house.get<ShowView>('/api/show')
const framesOf = (id: string): Promise<string[]> => readdir(join(dataDir, 'frames', id)).catch(() => [])
/** Begins the next artwork: its id, once a frame of it is shown. */
async function painted(): Promise<string> {
  await waitFor(async () => (await producer.command('artwork:start')).ok, 'the next artwork')
  const before = (await show()).artwork?.id
  await waitFor(async () => {
    const { artwork, frame } = await show()
    return artwork?.phase === 'painting' && frame?.artworkId === artwork.id
  }, `a frame of the one after ${before}`)
  return (await show()).artwork?.id ?? ''
}
/** Painted on and let go of; it keeps its step. */
async function abandoned(): Promise<string> {
  const id = await painted()
  await mustBeOk(await producer.command('artwork:abandon'))
  return id
}

it('F9: frames of what was let go of stay while they are shown, and go then or after a kill; a work keeps its own', async () => {
  const settings = { title: '夜', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
  await mustBeOk(await producer.command('stream:start', settings))
  const first = await abandoned()
  expect((await show()).frame?.artworkId).toBe(first)
  expect(await framesOf(first)).not.toEqual([])

  const second = await painted()
  await waitFor(async () => (await framesOf(first)).length === 0, 'the first to be gone')
  await mustBeOk(await producer.command('artwork:finish'))
  await waitFor(async () => (await worksOf(house)).length === 1, 'the second in the gallery')

  const third = await abandoned()
  expect(await framesOf(third)).not.toEqual([])
  await house.kill('SIGKILL')
  house = await startHouse({ dataDir, plan })
  await waitFor(async () => (await framesOf(third)).length === 0, 'the third to be gone')
  const [work] = await worksOf(house)
  expect(work?.id).toBe(second)
  expect(await framesOf(second)).toHaveLength(work?.steps ?? 0)
})
