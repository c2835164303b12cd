import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ShowView, WIDGETS, type Widget } from '@yosegaki/contract'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { obsFile } from '../../server/src/adapters/http/obs-file.ts'
import { openBrowser } from '../support/browser.ts'
import { startDropProxy } from '../support/drop-proxy.ts'
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
import { shiftsOf, watchShifts } from '../support/layout-shifts.ts'
import { notesOf, saysOn, tickerSays, watchOverlay } from '../support/watched-overlay.ts'

/** Long enough to be held anywhere in it. */
const PLAN = quickPlan({ callSeconds: 3, ballotSeconds: 8, roundSeconds: 10 })
const LOOK = 'lang=ja&motion=off'

type Proxy = Awaited<ReturnType<typeof startDropProxy>>

let browser: Browser
let context: BrowserContext
let dataDir: string
let house: TestHouse
let producer: Producer
let network: Proxy
let port = 0
const overlays = new Map<Widget, Page>()

/** Pages reach the house through a network that can fail; both keep their addresses when the house is started again. */
const start = (): Promise<TestHouse> => startHouse({ dataDir, plan: PLAN, env: { PORT: String(port) } })
const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''

async function visit(url: string): Promise<Page> {
  const page = await context.newPage()
  await watchOverlay(page)
  await watchShifts(page)
  await page.goto(url)
  return page
}

const open = (widget: Widget): Promise<Page> =>
  visit(`${network.url}/overlay/${widget}?token=${tokenOf(house.overlayUrl)}&${LOOK}`)

/** Past the network that fails. */
async function post(path: string, body: object = {}): Promise<void> {
  await mustBeOk(
    await fetch(`http://127.0.0.1:${port}/api/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: `http://127.0.0.1:${port}`,
        cookie: producer.cookie,
        connection: 'close',
      },
      body: JSON.stringify(body),
    }),
  )
}

/** Every open overlay comes to say what one opened this moment says; how soon, `npm run bench -- overlays` measures. */
async function allTellTheTruth(): Promise<void> {
  for (const [widget, page] of overlays) {
    const fresh = await open(widget)
    // The ticker turns to its next line every few seconds, whatever happens.
    const truth = async () => (widget === 'ticker' ? tickerSays(await show()) : [await saysOn(fresh)])
    const told = async () => (await saysOn(fresh)) !== '' && (await truth()).includes(await saysOn(page))
    await waitFor(told, `the truth on ${widget}`).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${await truth()}, and not ${await saysOn(page)}`)
    })
    await fresh.close()
  }
}

beforeAll(async () => {
  dataDir = await aFolder()
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 960, height: 540 }, reducedMotion: 'reduce' })
  port = await freePort()
  network = await startDropProxy(port)
  house = await start()
})

afterAll(async () => {
  await browser?.close()
  await network?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

describe('overlays, whatever happens to server and network', () => {
  it('O4: opened before the server, every widget tells the truth as soon as there is one', async () => {
    producer = await signIn(house)
    await producer.command('stream:start', {
      title: '夜の寄せ描き',
      planId: PLAN.id,
      sources: [{ kind: 'rehearsal' }],
    })
    await waitFor(async () => ((await artwork())?.step ?? 0) > 0, 'the first strokes')
    await post('commands/artwork:hold')
    const token = tokenOf(house.overlayUrl)
    await house.kill('SIGKILL')
    for (const widget of WIDGETS) {
      const file = join(dataDir, `${widget}.html`)
      await writeFile(file, (obsFile(network.url, widget, token) ?? '').replace(token, `${token}&${LOOK}`))
      overlays.set(widget, await visit(pathToFileURL(file).href))
    }
    house = await start()
    await allTellTheTruth()
  })

  it.each(['drop', 'stall'] as const)(
    'O4: through a %s of 2 s, in which the show went on',
    async (failure) => {
      await post('commands/artwork:resume')
      const step = (await artwork())?.step ?? 0
      const failed = network[failure](2_000)
      await waitFor(async () => ((await artwork())?.step ?? 0) > step, 'a step in the meantime')
      await post('commands/artwork:hold')
      await failed
      await allTellTheTruth()
    },
  )

  it('O4: across a server killed and started again', async () => {
    await house.kill('SIGKILL')
    house = await start()
    await allTellTheTruth()
  })

  it('O5, O7: through all of it, a round painted again too, no frame shown was older than the one before, and nothing moved', async () => {
    const canvas = overlays.get('canvas')
    await post('commands/artwork:redo-round')
    await post('commands/artwork:resume')
    await canvas?.locator('[data-testid="frame"][data-final="true"]').waitFor()
    for (const [widget, page] of overlays) {
      const { frames } = await notesOf(page)
      if (widget === 'canvas' || widget === 'stage') expect(frames.length).toBeGreaterThan(1)
      for (const artwork of new Set(frames.map((frame) => frame.artwork))) {
        const own = frames.filter((frame) => frame.artwork === artwork)
        const inOrder = own.toSorted((a, b) => a.take - b.take || a.step - b.step)
        expect(own, widget).toEqual(inOrder)
        if (widget === 'canvas') expect(own.map(({ take }) => take)).toContain(1)
      }
    }
    for (const [widget, page] of overlays) expect(await shiftsOf(page), widget).toEqual([])
  })
})

describe('what producers decide about all overlays', () => {
  const visible = (page: Page): Promise<boolean> =>
    page.evaluate(() => getComputedStyle(document.body).visibility === 'visible')

  it('O2: one key blanks every overlay at once, for both producers, over a restart; the same key undoes it', async () => {
    const control = await controlRoom()
    const other = await controlRoom()
    const viewer = await visit(`${network.url}/overlay/rehearsal?token=${tokenOf(house.rehearsalUrl)}`)
    await viewer.getByTestId('say').fill('りんご')
    await control.keyboard.press('b')
    for (const page of overlays.values()) await waitFor(async () => !(await visible(page)), 'a blank overlay')
    await viewer.locator('main.show').waitFor({ state: 'hidden' })
    expect(await viewer.locator('main').first().textContent()).toContain('少しお待ちください')
    await other.getByTestId('blanked').waitFor()

    await house.kill('SIGKILL')
    house = await start()
    const late = await open('stage')
    await late.locator('html[data-blank="true"]').waitFor({ state: 'attached' })
    expect(await visible(late)).toBe(false)

    await other.locator('[data-connection="live"]').waitFor()
    await other.keyboard.press('b')
    for (const page of [...overlays.values(), late]) await waitFor(() => visible(page), 'an overlay again')
    await control.getByTestId('blanked').waitFor({ state: 'detached' })
    await viewer.locator('main.show').waitFor()
    expect(await viewer.getByTestId('say').inputValue()).toBe('りんご')
  })

  it('O3: overlays load again when a producer asks, and when they are of another build: once', async () => {
    const page = await open('progress')
    const born = (): Promise<number> => page.evaluate(() => performance.timeOrigin).catch(() => 0)
    const first = await born()
    await post('overlays/reload')
    await waitFor(async () => (await born()) > first, 'a new page')
    const second = await born()

    const old = await context.newPage()
    let loads = 0
    await old.route('**/overlay/ballot?**', async (route) => {
      loads += 1
      const response = await route.fetch()
      const html = await response.text()
      await route.fulfill({
        response,
        body:
          loads === 1 ? html.replace(/name="version" content="[^"]+"/, 'name="version" content="old"') : html,
      })
    })
    await old.goto(`${network.url}/overlay/ballot?token=${tokenOf(house.overlayUrl)}`)
    await waitFor(() => loads === 2, 'the page of an older build to load again')
    await old.waitForTimeout(1_500)
    expect(loads).toBe(2)
    expect(await born()).toBe(second)
  })

  it('O1: a preset is taken up at once; the address outweighs it; what does not fit is told in a preview only', async () => {
    await post('overlays/presets', { presets: [{ name: 'night', look: { theme: 'dark', lang: 'en' } }] })
    const token = tokenOf(house.overlayUrl)
    const page = await visit(
      `${network.url}/overlay/stage?token=${token}&preset=night&lang=ja&corner=nowhere`,
    )
    await page.locator('html[data-theme="dark"][lang="ja"]').waitFor({ state: 'attached' })
    expect(await page.getByTestId('problems').count()).toBe(0)
    await post('overlays/presets', { presets: [{ name: 'night', look: { theme: 'light' } }] })
    await page.locator('html[data-theme="light"]').waitFor({ state: 'attached' })
    await page.goto(`${page.url()}&preview`)
    expect(await page.getByTestId('problems').textContent()).toMatch(/corner.*nowhere/)
  })

  it('T16: two save looks at once: both stay, and where they are of one name both are offered', async () => {
    const [ann, bob] = await Promise.all([controlRoom('/control/overlays'), controlRoom('/control/overlays')])
    const save = async (page: Page, name: string, theme: string): Promise<void> => {
      await page.getByTestId('look-preset').selectOption('')
      await page.getByTestId('look-theme').selectOption(theme)
      await page.getByTestId('preset-name').fill(name)
      await page.getByTestId('save-preset').click()
    }
    const chosen = (page: Page, name: string): Promise<void> =>
      waitFor(async () => (await page.getByTestId('look-preset').inputValue()) === name, `${name} to be kept`)
    const keptNow = (names: string): Promise<void> =>
      waitFor(
        async () =>
          (await kept())
            .map(({ name }) => name)
            .sort()
            .join(' ') === names,
        names,
      )

    await save(ann, 'dusk', 'dark')
    await chosen(ann, 'dusk')
    await save(bob, 'dawn', 'light')
    await chosen(bob, 'dawn')
    expect(await bob.getByTestId('preset-news').textContent()).toContain('dusk')
    await keptNow('dawn dusk night')

    await save(ann, 'dawn', 'dark')
    const clash = ann.getByTestId('preset-clash')
    await clash.waitFor()
    expect(await clash.locator('tbody td').allTextContents()).toEqual(['明るい紙', '夜の墨'])
    expect(await kept()).toContainEqual({ name: 'dawn', look: { theme: 'light' } })
    await ann.getByTestId('clash-both').click()
    await chosen(ann, 'dawn-2')
    await keptNow('dawn dawn-2 dusk night')
    for (const page of [ann, bob]) await page.context().close()
  })
})

const kept = async (): Promise<ShowView['overlays']['presets']> => (await show()).overlays.presets

const show = async (): Promise<ShowView> =>
  (await fetch(`http://127.0.0.1:${port}/api/show`, { headers: { connection: 'close' } })).json()
const artwork = async (): Promise<ShowView['artwork']> => (await show()).artwork

async function controlRoom(path = '/control'): Promise<Page> {
  const own = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await own.addCookies(
    producer.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)), url: network.url }
    }),
  )
  const page = await own.newPage()
  await page.goto(`${network.url}${path}`)
  await page.getByTestId(path === '/control' ? 'blank' : 'reload-overlays').waitFor()
  return page
}
