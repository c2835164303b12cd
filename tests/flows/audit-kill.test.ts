import type { AuditEntry, OverlayLinkView } from '@yosegaki/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { ask } from '../support/accounts.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  type Producer,
  signIn,
  startHouse,
  type TestHouse,
} from '../support/house.ts'

let dataDir: string
let house: TestHouse
let producer: Producer

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir })
  producer = await signIn(house)
})

afterAll(async () => {
  await house?.kill()
  await drop(dataDir)
})

/** Killed as a power cut would, and begun again. */
async function killed(): Promise<void> {
  await house.kill('SIGKILL')
  house = await startHouse({ dataDir })
  producer = await signIn(house)
}

const from = async <Body>(path: string): Promise<Body> =>
  (await (await mustBeOk(await ask(house, 'GET', path, { cookie: producer.cookie }))).json()) as Body
const auditLog = (): Promise<AuditEntry[]> => from('/api/audit?limit=100')
const makeLink = (label: string): Promise<Response> =>
  ask(house, 'POST', '/api/overlay-tokens', {
    cookie: producer.cookie,
    body: { label, kind: 'overlay', widgets: ['canvas'] },
  })

describe('T13 kill -9 and the audit log', () => {
  it('a command that was answered has its line, killed right after the answer', async () => {
    const settings = { title: '記録', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', settings))
    await killed()
    const line = (await auditLog()).find(({ what }) => what.command === 'stream:start')
    expect(line).toMatchObject({ who: '持ち主', role: 'owner', what: { settings } })
  })

  it('killed in the midst of many: whatever took effect has its line, with what it was', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => `link ${index}`)
    const answers = asked.map(makeLink)
    for (const answer of answers) answer.catch(() => undefined)
    await mustBeOk(await answers[4]!)
    await killed()
    const made = (await from<OverlayLinkView[]>('/api/overlay-tokens')).filter(({ label }) =>
      asked.includes(label),
    )
    expect(made.length).toBeGreaterThanOrEqual(1)
    expect(made.length).toBeLessThan(asked.length)
    const lines = (await auditLog()).filter(({ door }) => door === 'POST /api/overlay-tokens')
    const told = new Set(lines.map(({ what }) => what.label))
    expect(made.filter(({ label }) => !told.has(label))).toEqual([])
    // Of what is not marked as done, nobody knows; of what is, it was.
    const sure = lines.filter(({ unsure }) => !unsure).map(({ what }) => what.label)
    expect(sure.filter((label) => !made.some((link) => link.label === label))).toEqual([])
  })

  it('what was refused changed nothing and leaves no line; nor does a line stay unsure without need', async () => {
    await mustBeOk(await makeLink('calm'))
    const before = await auditLog()
    expect(before[0]).toMatchObject({ unsure: false, what: { label: 'calm', kind: 'overlay' } })
    expect((await producer.command('artwork:resume')).status).toBe(409)
    const bad = { candidates: 'none' }
    expect((await ask(house, 'POST', '/api/candidates', { cookie: producer.cookie, body: bad })).status).toBe(
      400,
    )
    expect(await auditLog()).toEqual(before)
  })

  it('of a line that stayed unsure a producer says which it was, once, and that is in the log too', async () => {
    await house.kill('SIGKILL')
    // A kill seldom falls between a line and its mark; this is how it leaves the log.
    const database = await openDatabase({ databaseUrl: null, dataDir })
    const data = { at: 1n, who: 'Ren', door: 'POST /api/overlays/reload', what: {}, unsure: true }
    const { number } = await database.prisma.auditEntry.create({ data })
    await database.close()
    house = await startHouse({ dataDir })
    producer = await signIn(house)
    const settle = (id: unknown, body: object): Promise<Response> =>
      ask(house, 'POST', `/api/audit/${id}/settle`, { cookie: producer.cookie, body })
    expect((await settle(number, { done: 'perhaps' })).status).toBe(400)
    expect((await settle('nothing', { done: true })).status).toBe(404)
    await mustBeOk(await settle(number, { done: true }))
    expect((await settle(number, { done: false })).status).toBe(409)
    const log = await auditLog()
    expect(log[0]).toMatchObject({
      door: 'POST /api/audit/:number/settle',
      what: { number: `${number}`, done: true },
    })
    expect(log.find((line) => line.number === number)).toMatchObject({
      unsure: false,
      settled: { done: true, by: '持ち主' },
    })
  })
})
