import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { aFolder, drop, OWNER, quickPlan, startHouse, type TestHouse } from '../support/house.ts'
import { PATIENCE_MS } from '../support/patience.ts'

/** Viewers have all the time they need: the owner goes on. */
const PLAN = quickPlan({ callSeconds: 600, ballotSeconds: 600, roundSeconds: 9 })

let browser: Browser
let house: TestHouse
let dataDir: string
let PORT: string
const pages: Page[] = []
const problems: string[] = []

beforeAll(async () => {
  dataDir = await aFolder()
  PORT = String(await freePort())
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir, plan: PLAN, env: { PORT } })])
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** A page of a person of their own: nothing shared with others, every script error remembered. */
async function visit(url: string, locale = 'ja-JP'): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(`${url}: ${error.message}`))
  page.on('dialog', (dialog) => {
    problems.push(`${url}: a dialog opened: ${dialog.message()}`)
    dialog.dismiss().catch(() => undefined)
  })
  await page.goto(url)
  pages.push(page)
  return page
}

async function say(viewer: Page, text: string): Promise<void> {
  await viewer.getByTestId('say').fill(text)
  await viewer.getByTestId('send').click()
  // What became of it is told.
  await viewer.locator('[data-testid=reply]:not([data-kind=""])').waitFor()
}

/** The owner's button, for what is being waited for now. */
const skip = (control: Page): Promise<void> =>
  control.getByTestId('skip').and(control.locator(':enabled')).click()

const number = async (page: Page, testId: string): Promise<number> =>
  Number(/\d+/.exec((await page.getByTestId(testId).first().textContent()) ?? '')?.[0] ?? Number.NaN)

describe('a whole show', () => {
  it('L1: an owner starts a stream, two viewers wish and vote, the overlay shows it, the gallery keeps it', async () => {
    // The owner arrives by the printed link.
    const control = await visit(house.setupUrl ?? '')
    await control.getByTestId('setup-name').fill(OWNER.name)
    await control.getByTestId('setup-email').fill(OWNER.email)
    await control.getByTestId('setup-password').fill(OWNER.password)
    await control.getByTestId('setup-submit').click()
    await control.waitForURL('**/control')

    // OBS and two viewers are there before the stream.
    const overlay = await visit(house.overlayUrl)
    const ann = await visit(house.rehearsalUrl)
    const bob = await visit(house.rehearsalUrl, 'en-US')
    for (const [viewer, name] of [
      [ann, 'あん'],
      [bob, 'Bob'],
    ] as const) {
      await viewer.getByTestId('name').fill(name)
    }

    await control.getByTestId('stream-title').fill('みんなで描く夜')
    await control.getByTestId('start-stream').click()
    await overlay.getByTestId('phase').waitFor()

    // They wish while themes are called for; markup is only ever words.
    await say(ann, 'ペンギンが見たい')
    await say(bob, 'penguin please <img src=x onerror=alert(1)>')
    await skip(control)
    await ann.getByTestId('ballot-option-1').waitFor()

    // They vote; the overlay's ballot moves, and moves again when one of them changes their mind.
    await say(ann, '2')
    await overlay.waitForFunction(votesAre, { option: 2, votes: 1 })
    await say(bob, '２番')
    await overlay.waitForFunction(votesAre, { option: 2, votes: 2 })
    await say(bob, '①')
    await overlay.waitForFunction(votesAre, { option: 1, votes: 1 })
    expect(await number(overlay, 'votes-2')).toBe(1)
    await skip(control)
    await overlay.locator('[data-testid=ballot][data-round="1"][data-state=open]').waitFor()
    await skip(control)

    // Paint comes in frames, never back in time, up to the finished picture.
    const steps = await framesUntilFinal(overlay)
    expect(steps.length).toBeGreaterThanOrEqual(3)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))

    // The gallery has it, with its licence, seed, model and prompts.
    const gallery = await visit(`${house.url}/works`)
    await gallery.getByTestId('work-card').first().click()
    await gallery.getByTestId('work-title').waitFor()
    expect(await gallery.getByTestId('work-licence').first().textContent()).toContain('CC0')
    expect(await gallery.getByTestId('work-model').first().textContent()).toBeTruthy()
    expect(await number(gallery, 'work-seed')).toBeGreaterThanOrEqual(0)
    expect(await gallery.getByTestId('work-prompts').first().textContent()).toBeTruthy()

    for (const page of pages) expect(await page.locator('img[src="x"]').count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('S1: overlays follow a server killed and started again: one that was open, and the file OBS opened while it was down', async () => {
    const token = new URL(house.overlayUrl).searchParams.get('token')
    const file = join(dataDir, 'yosegaki-stage.html')
    await writeFile(file, await (await fetch(`${house.url}/overlay/obs-file?token=${token}`)).text())
    const overlay = await visit(house.overlayUrl)
    await overlay.locator('[data-testid]').first().waitFor()
    await house.kill('SIGKILL')
    const obs = await visit(pathToFileURL(file).href)
    house = await startHouse({ dataDir, plan: PLAN, env: { PORT } })
    // The same page, untouched, follows the new process: a viewer's vote there moves it here.
    const viewer = await visit(house.rehearsalUrl)
    await viewer.getByTestId('name').fill('あん')
    const [control] = pages
    await control?.locator('[data-connection=live]').waitFor()
    if (control !== undefined) await skip(control)
    await viewer.getByTestId('ballot-option-1').waitFor()
    await obs.getByTestId('phase').waitFor()
    await voteUntilSeen(viewer, [overlay, obs])
  })

  it('T1: a wrong overlay token gets no data, and the page says what to do', async () => {
    const page = await visit(`${house.url}/overlay/stage?token=wrong.token`)
    await page.getByTestId('refused').waitFor()
    expect(await page.getByTestId('refused').textContent()).toMatch(/[ぁ-ん].*[A-Za-z]/s)
    expect(await page.getByTestId('ballot').count()).toBe(0)
  })
})

const votesAre = ({ option, votes }: { option: number; votes: number }): boolean =>
  Number(/\d+/.exec(document.querySelector(`[data-testid="votes-${option}"]`)?.textContent ?? '')?.[0]) ===
  votes

const votesAtLeast = ({ option, votes }: { option: number; votes: number }): boolean =>
  Number(/\d+/.exec(document.querySelector(`[data-testid="votes-${option}"]`)?.textContent ?? '')?.[0]) >=
  votes

/** One page may come back later than another: say 1 until each shows that it counts. */
async function voteUntilSeen(viewer: Page, watching: Page[]): Promise<void> {
  const shows = (page: Page): Promise<boolean> =>
    page.waitForFunction(votesAtLeast, { option: 1, votes: 1 }, { timeout: 2_500 }).then(
      () => true,
      () => false,
    )
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    await say(viewer, '1')
    if ((await Promise.all(watching.map(shows))).every(Boolean)) return
  }
  throw new Error('no page showed the vote')
}

/** The steps of the frames as the overlay showed them, in the order it did. */
async function framesUntilFinal(overlay: Page): Promise<number[]> {
  const steps: number[] = []
  const end = Date.now() + PATIENCE_MS
  while (Date.now() < end) {
    const frame = overlay.getByTestId('frame').first()
    const step = await frame.getAttribute('data-step').catch(() => null)
    if (step !== null && Number(step) !== steps.at(-1)) steps.push(Number(step))
    if ((await frame.getAttribute('data-final').catch(() => null)) === 'true') return steps
    await overlay.waitForTimeout(100)
  }
  throw new Error(`no finished picture; frames seen: ${steps.join(', ')}`)
}
