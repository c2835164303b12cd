import { type ControlView, SHOW_NAMESPACE } from '@yosegaki/contract'
import type { Browser, Page } from 'playwright-core'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import { openBrowser } from '../support/browser.ts'
import { controlNow } from '../support/control.ts'
import { freePort } from '../support/free-port.ts'
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

const PLAN = quickPlan({ callSeconds: 3_600, ballotSeconds: 3_600 })

let browser: Browser
let house: TestHouse
let producer: Producer
let dataDir: string
let PORT: string

beforeAll(async () => {
  dataDir = await aFolder()
  PORT = String(await freePort())
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir, plan: PLAN, env: { PORT } })])
  producer = await signIn(house)
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

async function controlRoom(locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
  const cookies = producer.cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: house.url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${house.url}/control`)
  return page
}

/** What a developer wants to look at: `YOSEGAKI_SHOTS=folder`. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.YOSEGAKI_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** As many rehearsal viewers, all at once, each a vote. */
async function vote(name: string, viewers: number, option: number): Promise<void> {
  const { origin, searchParams } = new URL(house.rehearsalUrl)
  const socket: Socket = io(`${origin}${SHOW_NAMESPACE}`, {
    auth: { token: searchParams.get('token') },
    transports: ['websocket'],
    forceNew: true,
  })
  const said = Array.from({ length: viewers }, (_, index) =>
    socket.emitWithAck('line:said', { viewerId: `${name}-${index}`, name, text: String(option) }),
  )
  for (const answer of await Promise.all(said)) expect(answer).toMatchObject({ ok: true })
  socket.disconnect()
}

const votes = async (): Promise<number[] | undefined> =>
  (await controlNow(house, producer)).ballot?.options.map((option) => option.votes)

/** Presses Tab until the button has the focus, then Enter. */
async function press(page: Page, testid: string): Promise<void> {
  for (let tab = 0; tab < 80; tab++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))) === testid) {
      await page.keyboard.press('Enter')
      return
    }
  }
  throw new Error(`no way to ${testid} by Tab`)
}

const stands = (page: Page, stance: ControlView['brigades'][number]['stance']) =>
  page.locator(`[data-testid=brigade][data-stance=${stance}]`).waitFor()

describe('newcomers who turn a ballot', () => {
  it('C92, C93: are told of, taken out and put back from the keyboard, also over a kill; the log says who did', async () => {
    const settings = { title: '夜', planId: 'quick', sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', settings))
    await waitFor(async () => (await controlNow(house, producer)).artwork !== null, 'the artwork')
    await mustBeOk(await producer.command('artwork:skip'))
    await waitFor(async () => (await votes()) !== undefined, 'the ballot')
    const room = await controlRoom('ja-JP')
    await vote('regular', 8, 1)
    expect(await room.getByTestId('brigade').count()).toBe(0)
    // Whoever came just before is not of their company.
    await new Promise((resolve) => setTimeout(resolve, 5_500))
    await vote('raider', 15, 2)
    await stands(room, 'asked')
    const options = (await controlNow(house, producer)).ballot?.options ?? []
    const [first, second] = options.map(({ text }) => text.ja)
    const told = new RegExp(`15人.*「${second}」.*「${first}」が先頭`)
    await room.getByTestId('brigade').filter({ hasText: told }).waitFor()
    expect(await votes()).toEqual([8, 15, 0])
    await look(room, 'brigade-ja')

    await press(room, 'brigade-take-out')
    await stands(room, 'aside')
    await waitFor(async () => (await votes())?.[1] === 0, 'the votes set aside')

    await house.kill()
    house = await startHouse({ dataDir, plan: PLAN, env: { PORT } })
    await waitFor(async () => (await votes()) !== undefined, 'the ballot after the kill')
    expect(await votes()).toEqual([8, 0, 0])
    const again = await controlRoom('en-US')
    await stands(again, 'aside')
    await look(again, 'brigade-en')
    await press(again, 'brigade-keep')
    await stands(again, 'counted')
    await waitFor(async () => (await votes())?.[1] === 15, 'the votes put back')
    // The button that was pressed has the focus still.
    expect(await again.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
      'brigade-keep',
    )

    const log = await ask(house, 'GET', '/api/audit?limit=60', { cookie: producer.cookie })
    const decided = ((await log.json()) as { who: string; door: string; what: object }[]).filter(
      ({ door }) => door === 'POST /api/brigades',
    )
    expect(decided.map(({ who, what }) => [who, what])).toEqual([
      ['持ち主', { round: 0, place: 0, option: 2, counts: true }],
      ['持ち主', { round: 0, place: 0, option: 2, counts: false }],
    ])
  })
})
