import {
  type CandidateChange,
  candidateStand,
  commandStand,
  type HouseRules,
  type PlannedStream,
  plannedStand,
  type ShowView,
  standOf,
} from '@yosegaki/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import { controlNow } from '../support/control.ts'
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
} from '../support/house.ts'

let house: TestHouse
let ann: Producer
let bob: Producer
let dataDir: string

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir, plan: quickPlan({ callSeconds: 600 }) })
  ann = await signIn(house)
  bob = await signIn({ ...house, setupUrl: null })
  const settings = { title: 'x', planId: 'quick', sources: [{ kind: 'rehearsal' }] }
  await mustBeOk(await ann.command('stream:start', settings))
  await waitFor(async () => (await controlNow(house, ann)).artwork !== null, 'the artwork')
})

afterAll(async () => {
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

const decide = (who: Producer, path: string, stand: string, body: unknown = {}) =>
  ask(house, 'POST', path, { cookie: who.cookie, body, headers: { 'if-match': stand } })

it('T15 two hold at once: one does, the other is told that things have changed', async () => {
  const stand = commandStand('artwork:hold', await controlNow(house, ann))
  const both = await Promise.all([ann, bob].map((who) => decide(who, '/api/commands/artwork:hold', stand)))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  const [late] = both.filter(({ status }) => status === 412)
  expect(await late?.json()).toMatchObject({ error: { what: 'stale', message: { ja: expect.any(String) } } })
  // Pages are told at most ten times a second.
  await waitFor(async () => (await controlNow(house, bob)).artwork?.held === true, 'the hold to be shown')
  const resume = commandStand('artwork:resume', await controlNow(house, bob))
  expect((await decide(bob, '/api/commands/artwork:resume', resume)).status).toBe(200)
  expect((await decide(ann, '/api/commands/artwork:resume', resume)).status).toBe(412)
})

it('T15 a list that somebody else saved meanwhile is not saved over; what changed is in the log', async () => {
  const rules = (await (
    await ask(house, 'GET', '/api/house-rules', { cookie: ann.cookie })
  ).json()) as HouseRules
  const stand = standOf(rules.ownWords)
  const path = '/api/house-rules/own-words'
  const saved = await decide(ann, path, stand, { words: ['バナナ'] })
  expect(await saved.json()).toEqual({ ok: true, stand: standOf(['バナナ']) })
  expect((await decide(bob, path, stand, { words: ['りんご'] })).status).toBe(412)
  expect((await decide(bob, path, standOf(['バナナ']), { words: ['りんご'] })).status).toBe(200)
  const log = await (await ask(house, 'GET', '/api/audit?limit=1', { cookie: ann.cookie })).json()
  expect(log).toMatchObject([
    { who: '持ち主', door: `POST ${path}`, what: { added: ['りんご'], removed: ['バナナ'] } },
  ])
})

it('T15 T16 looks of overlays that somebody else saved meanwhile are told, not saved over', async () => {
  const path = '/api/overlays/presets'
  const night = [{ name: 'night', look: { theme: 'dark' } }]
  const saved = await decide(ann, path, standOf([]), { presets: night })
  expect(await saved.json()).toEqual({ ok: true, stand: standOf(night) })
  const late = await decide(bob, path, standOf([]), {
    presets: [{ name: 'night', look: { theme: 'light' } }],
  })
  expect(late.status).toBe(412)
  expect(await late.json()).toMatchObject({ error: { what: 'stale', now: night } })
  await waitFor(
    async () => (await house.get<ShowView>('/api/show')).overlays.presets[0]?.look.theme === 'dark',
    'the look to be shown',
  )
})

it('T15 who does not say what it was decided on is not asked', async () => {
  expect((await ann.command('artwork:hold')).status).toBe(200)
  expect((await ann.command('artwork:resume')).status).toBe(200)
})

it('T15 a candidate that is gone, or was never there', async () => {
  const change: CandidateChange = { act: 'pin', key: 'nothing' }
  const stand = candidateStand(change, await controlNow(house, ann))
  expect((await decide(ann, '/api/candidates', stand, change)).status).toBe(409)
  expect((await decide(ann, '/api/candidates', 'another', change)).status).toBe(412)
})

it('T16 a planned stream that somebody else changed or took back meanwhile is not saved over; the refusal says how it is now', async () => {
  const plan = (title: string) => ({ title, startsAt: 4_000_000_000_000 })
  const path = '/api/schedule'
  const made = await ask(house, 'POST', path, { cookie: ann.cookie, body: plan('金曜の夜') })
  const planned = (await made.json()) as PlannedStream
  const one = `${path}/${planned.id}`
  const seen = plannedStand(planned)

  const both = await Promise.all([
    decide(ann, one, seen, plan('金曜の夜ふかし')),
    decide(bob, one, seen, plan('土曜の朝')),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  const [late] = both.filter(({ status }) => status === 412)
  const [now] = await house.get<PlannedStream[]>(path)
  expect(await late?.json()).toMatchObject({ error: { what: 'stale', now } })

  const remove = (who: Producer, stand: string) =>
    ask(house, 'DELETE', one, { cookie: who.cookie, headers: { 'if-match': stand } })
  expect((await remove(bob, seen)).status).toBe(412)
  expect((await remove(ann, plannedStand(now ?? null))).status).toBe(200)
  const gone = await decide(bob, one, plannedStand(now ?? null), plan('土曜の朝'))
  expect([gone.status, await gone.json()]).toEqual([412, { error: expect.objectContaining({ now: null }) }])
  expect(await house.get(path)).toEqual([])
})
