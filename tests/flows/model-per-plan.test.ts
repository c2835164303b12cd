import { cp, mkdir, rm, symlink, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard, OwnPlan, OwnPlanDesk, ShowView } from '@yosegaki/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import { controlNow, watchControl } from '../support/control.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  type Producer,
  ROOT,
  signIn,
  startHouse,
  type TestHouse,
  TINY_MODEL,
  waitFor,
  worksOf,
} from '../support/house.ts'
import { replayIn } from '../support/replay.ts'

let dataDir: string
let shelf: string
let house: TestHouse
let producer: Producer

/** The tiny model is the house's own; on the shelf are the starter and one that is broken. */
const start = () => startHouse({ dataDir, env: { YOSEGAKI_MODELS: shelf } })

beforeAll(async () => {
  dataDir = await aFolder()
  shelf = join(dataDir, 'models')
  await mkdir(shelf)
  await symlink(join(ROOT, 'pipeline/models/starter'), join(shelf, 'starter'))
  await cp(TINY_MODEL, join(shelf, 'broken'), { recursive: true })
  await truncate(join(shelf, 'broken/unet/model.onnx'), 1000)
  house = await start()
  producer = await signIn(house)
})

afterAll(async () => {
  await house?.kill()
  await drop(dataDir)
})

const own = (model: string | null): OwnPlan => ({
  id: 'with-another',
  name: '別の画家',
  base: 'quick',
  rounds: [
    { id: 'theme', steps: 4 },
    { id: 'colour', steps: 4 },
  ],
  callSeconds: 600,
  ballotSeconds: 3,
  roundSeconds: 6,
  options: 3,
  touchUp: false,
  model,
})
const save = (plan: OwnPlan): Promise<Response> =>
  ask(house, 'POST', '/api/own-plans', { cookie: producer.cookie, body: { plans: [plan] } })
const showOf = (): Promise<ShowView> => house.get<ShowView>('/api/show')

/** Begins an artwork by this plan and finishes it at once; how many works there are then. */
async function paint(planId: string, works: number): Promise<void> {
  await begin(planId)
  await producer.command('artwork:finish')
  await waitFor(async () => (await worksOf(house)).length === works, `work ${works}`)
}

async function begin(planId: string): Promise<void> {
  const before = (await showOf()).artwork?.number ?? 0
  await waitFor(async () => (await producer.command('artwork:start', { planId })).ok, 'its turn')
  await waitFor(async () => ((await showOf()).artwork?.number ?? 0) > before, 'the artwork')
}

describe('A26: a show plan that names its model', () => {
  it('the desk lists the models with licence and hash, or with what is wrong; a plan with a wrong one is refused', async () => {
    const desk = await ask(house, 'GET', '/api/own-plans', { cookie: producer.cookie })
    const { models } = (await desk.json()) as OwnPlanDesk
    expect(models.map(({ name, problem }) => [name, problem === null])).toEqual([
      ['tiny', true],
      ['broken', false],
      ['starter', true],
    ])
    expect(models[2]?.model).toMatchObject({
      licence: 'CC0-1.0',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    for (const [name, words] of [
      ['broken', 'unet/model.onnx'],
      ['nowhere', 'nowhere'],
    ] as const) {
      const refusal = await save(own(name))
      expect([refusal.status, await refusal.text()]).toEqual([409, expect.stringContaining(words)])
    }
    expect((await save(own('../tiny'))).status).toBe(400)
    await mustBeOk(await save(own('starter')))
  })

  it('is painted by it, over a kill -9 in the midst of it; the plan after it by the house’s own again', async () => {
    const settings = { title: 'x', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', settings))
    await paint('quick', 1)

    const loading = await watchControl(house, producer, 'modelLoading')
    await begin('with-another')
    expect((await showOf()).model?.id).toMatch(/^starter/)
    // A27: the control room was told of it, as long as it took.
    await waitFor(() => loading.seen.at(-1) === null, 'the end of loading')
    loading.stop()
    expect(loading.seen).toEqual([{ name: 'starter', since: expect.any(Number) }, null])
    await mustBeOk(await producer.command('artwork:skip'))
    await waitFor(async () => ((await showOf()).artwork?.step ?? 0) >= 2, 'two steps')
    await house.kill('SIGKILL')
    house = await start()
    producer = await signIn(house)
    await waitFor(async () => (await producer.command('artwork:finish')).ok, 'its model')
    await waitFor(async () => (await worksOf(house)).length === 2, 'the second work')
    // The page about models tells of the one that is loaded.
    const [card] = await house.get<ModelCard[]>('/api/models')
    expect(card).toMatchObject({ current: true, model: { id: expect.stringMatching(/^starter/) } })
    expect(card?.folder?.learned?.pictures).toBe(795)

    await paint('quick', 3)
    const painted = (await worksOf(house)).map(({ model }) => model.id.replace(/-\d+$/, ''))
    expect(painted).toEqual(['tiny', 'starter', 'tiny'])
  })

  it('one that is gone meanwhile: producers are told, and the model before paints', async () => {
    await rm(join(shelf, 'starter'))
    await paint('with-another', 4)
    const [work] = await worksOf(house)
    expect(work?.model.id).toBe('tiny-1')
    const { modelProblem } = await controlNow(house, producer)
    expect([modelProblem?.ja, modelProblem?.en]).toEqual(Array(2).fill(expect.stringContaining('starter')))
    expect(JSON.stringify(await showOf())).not.toContain('modelProblem')
    await paint('quick', 5)
    expect((await controlNow(house, producer)).modelProblem).toBeNull()
  })

  it('A17: a replay finds the model that painted it', async () => {
    await house.kill('SIGTERM')
    await symlink(join(ROOT, 'pipeline/models/starter'), join(shelf, 'starter'))
    const { stdout } = await replayIn({ dataDir, env: { YOSEGAKI_MODELS: shelf } }, '2')
    expect(stdout).toContain('The same picture.')
  })
})
