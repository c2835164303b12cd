import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandStand, type ShowView, type WorkStory } from '@yosegaki/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import { controlNow } from '../support/control.ts'
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

const SEED = 20_262
/** Slow enough to be held in the midst of its second round. */
const plan = quickPlan({ roundSeconds: 6 })
const running: TestHouse[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((house) => house.kill()))
  await Promise.all(folders.splice(0).map(drop))
})

async function open(dataDir: string): Promise<TestHouse> {
  const house = await startHouse({ dataDir, plan })
  running.push(house)
  return house
}

async function newFolder(): Promise<string> {
  const folder = await aFolder()
  folders.push(folder)
  return folder
}

const showOf = (house: TestHouse): Promise<ShowView> => house.get<ShowView>('/api/show')

/** An artwork of this seed, nobody chatting, held in the midst of its second round. */
async function heldInSecondRound(house: TestHouse): Promise<Producer> {
  const producer = await signIn(house)
  const { command } = producer
  const settings = { title: 'もう一度', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
  await mustBeOk(await command('stream:start', settings))
  await mustBeOk(await command('artwork:start', { seed: SEED }))
  await waitFor(async () => ((await showOf(house)).artwork?.step ?? 0) >= 5, 'five steps')
  await mustBeOk(await command('artwork:hold'))
  return producer
}

async function pictureOf(house: TestHouse): Promise<Buffer> {
  await published(house)
  const [work] = await worksOf(house)
  return readFile(join(house.dataDir, 'pictures', `${work?.id}.png`))
}

describe('A25: a round that is painted again', () => {
  it('R1: goes back before everybody’s eyes, becomes another picture, the same one after kill -9, and by a replay', async () => {
    const [plain, calm, rough] = [await newFolder(), await newFolder(), await newFolder()]
    const untouched = await open(plain)
    const { command: go } = await heldInSecondRound(untouched)
    await mustBeOk(await go('artwork:resume'))
    const once = await pictureOf(untouched)

    const house = await open(calm)
    const held = await heldInSecondRound(house)
    const { command, cookie } = held
    const seen = commandStand('artwork:redo-round', await controlNow(house, held))
    const redo = () =>
      ask(house, 'POST', '/api/commands/artwork:redo-round', { cookie, headers: { 'if-match': seen } })
    // T15: of two who press at once one does, and the other is told.
    const both = await Promise.all([redo(), redo()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    await waitFor(async () => (await showOf(house)).frame?.take === 1, 'the later take')
    const { artwork, frame } = await showOf(house)
    expect(artwork).toMatchObject({ step: 3, held: true, rounds: [{ redone: 0 }, { redone: 1 }] })
    expect(frame).toMatchObject({ take: 1, step: 3, url: `/frames/${artwork?.id}/2.webp` })
    // Nothing of it is painted yet: there is nothing to paint again.
    expect((await command('artwork:redo-round')).status).toBe(409)
    await mustBeOk(await command('artwork:resume'))
    const again = await pictureOf(house)
    expect(again.equals(once)).toBe(false)
    const audit = await (await ask(house, 'GET', '/api/audit?limit=20', { cookie })).json()
    expect(audit).toContainEqual(
      expect.objectContaining({
        who: '持ち主',
        what: expect.objectContaining({ command: 'artwork:redo-round' }),
      }),
    )

    const first = await open(rough)
    const producer = await heldInSecondRound(first)
    await mustBeOk(await producer.command('artwork:redo-round'))
    await first.kill('SIGKILL')
    const second = await open(rough)
    const { command: on } = await signIn(second)
    await mustBeOk(await on('artwork:resume'))
    await waitFor(async () => ((await showOf(second)).artwork?.step ?? 0) >= 4, 'a step of the later take')
    await second.kill('SIGKILL')
    const third = await open(rough)
    expect((await pictureOf(third)).equals(again)).toBe(true)

    const [work] = await worksOf(third)
    expect(work).toMatchObject({ steps: 8, decisions: [{}, { redone: 1 }] })
    const story = await third.get<WorkStory>(`/api/works/${work?.id}/story`)
    // F7: of what was painted in vain nothing is left on the disk.
    const files = await readdir(join(rough, 'frames', work?.id ?? ''))
    expect(files.toSorted()).toEqual(
      ['0', '1', '2', '3-1', '4-1', '5-1', '6-1', '7-1'].map((name) => `${name}.webp`),
    )
    const names = ['0', '1', '2', '3-1', '4-1', '5-1', '6-1', '7-1']
    expect(story.steps.map(({ url }) => url)).toEqual(names.map((name) => `/frames/${work?.id}/${name}.webp`))

    // A17, A22: a replay paints what counts, from the log here and from the file that everybody may have.
    const shared = await fetch(`${third.url}/api/works/${work?.id}/replay`)
    const file = join(await newFolder(), 'shared.replay.json')
    await writeFile(file, await shared.text())
    await third.kill('SIGTERM')
    const own = await replay(rough, '1')
    expect([own.code, own.stdout]).toEqual([0, expect.stringContaining('The same picture.')])
    expect(own.stdout).toContain('gallery PNG  the same bytes')
    expect((await replay(await newFolder(), file)).stdout).toContain('The same picture.')
  })
})

describe('A28: back to the take before', () => {
  it('becomes the very picture it would have been, over a kill -9 in either take, and by a replay', async () => {
    const [plain, rough] = [await newFolder(), await newFolder()]
    const untouched = await open(plain)
    const { command: go } = await heldInSecondRound(untouched)
    await mustBeOk(await go('artwork:resume'))
    const once = await pictureOf(untouched)

    const first = await open(rough)
    const { command } = await heldInSecondRound(first)
    expect((await command('artwork:restore-take')).status).toBe(409)
    await mustBeOk(await command('artwork:redo-round'))
    await mustBeOk(await command('artwork:resume'))
    await waitFor(async () => ((await showOf(first)).artwork?.step ?? 0) >= 4, 'a step of the later take')
    await first.kill('SIGKILL')

    const second = await open(rough)
    const producer = await signIn(second)
    const { cookie } = producer
    await mustBeOk(await producer.command('artwork:hold'))
    const seen = commandStand('artwork:restore-take', await controlNow(second, producer))
    const restore = () =>
      ask(second, 'POST', '/api/commands/artwork:restore-take', { cookie, headers: { 'if-match': seen } })
    // T15: of two who press at once one does, and the other is told.
    const both = await Promise.all([restore(), restore()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    await second.kill('SIGKILL')

    const third = await open(rough)
    await waitFor(async () => (await showOf(third)).frame !== null, 'the picture as it stood')
    const { artwork, frame } = await showOf(third)
    expect(artwork).toMatchObject({ take: 2, held: true, rounds: [{ redone: 0 }, { redone: 0 }] })
    expect(artwork?.step).toBeGreaterThanOrEqual(5)
    expect(frame).toMatchObject({ take: 2, step: artwork?.step })
    expect(frame?.url).toBe(`/frames/${artwork?.id}/${(artwork?.step ?? 0) - 1}.webp`)
    await mustBeOk(await (await signIn(third)).command('artwork:resume'))
    expect((await pictureOf(third)).equals(once)).toBe(true)

    const [work] = await worksOf(third)
    const story = await third.get<WorkStory>(`/api/works/${work?.id}/story`)
    expect(story.steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const files = await readdir(join(rough, 'frames', work?.id ?? ''))
    expect(files).toHaveLength(8)
    await third.kill('SIGTERM')
    const own = await replay(rough, '1')
    expect([own.code, own.stdout]).toEqual([0, expect.stringContaining('The same picture.')])
    expect(own.stdout).toContain('gallery PNG  the same bytes')
  })
})
