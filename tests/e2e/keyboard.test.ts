import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { tabTo } from '../support/by-keyboard.ts'
import { temporaryDataDir } from '../support/data-dir.ts'
import { quickPlan, signIn, startHouse, type TestHouse, waitFor, worksOf } from '../support/house.ts'

let browser: Browser
let house: TestHouse
let folder: Awaited<ReturnType<typeof temporaryDataDir>>

beforeAll(async () => {
  folder = await temporaryDataDir()
  const plan = quickPlan({ callSeconds: 3_600, ballotSeconds: 3_600, roundSeconds: 2, touchUp: null })
  house = await startHouse({ dataDir: folder.path, plan })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  folder?.remove()
})

async function controlRoom(cookie: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: house.url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${house.url}/control`)
  return page
}

/** Presses the key once its button can be used: one command at a time is on its way, and the buttons show it. */
async function press(page: Page, key: string, testid: string): Promise<void> {
  await page.locator(`[data-testid=${testid}]:enabled`).waitFor()
  await page.keyboard.press(key)
}

const seesPhase = (page: Page, phase: string) =>
  page.locator(`[data-testid=phase][data-phase=${phase}]`).waitFor()

/** Rows of what can be pressed in the top bar; none of it is cut. */
async function rowsOnAPhone(page: Page): Promise<number> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  const rows = await page.locator('header').evaluate(async (header) => {
    await document.fonts.ready
    const pressed = [...header.querySelectorAll<HTMLElement>('a, button')]
    if (pressed.some((each) => each.scrollWidth > each.clientWidth)) return Number.POSITIVE_INFINITY
    const middles = pressed
      .map((each) => each.getBoundingClientRect())
      .map(({ top, height }) => top + height / 2)
    const sorted = middles.toSorted((a, b) => a - b)
    return sorted.filter((middle, index) => middle - (sorted[index - 1] ?? -100) > 20).length
  })
  if (before !== null) await page.setViewportSize(before)
  return rows
}

describe('a whole show from the keyboard, before the eyes of a second producer', () => {
  it('L1: is started, held, extended, voided, touched up, painted again, undone, finished and ended without a mouse; both rooms show the same', async () => {
    const { cookie } = await signIn(house)
    const ann = await controlRoom(cookie, 'ja-JP')
    const ben = await controlRoom(cookie, 'en-US')
    const both = (phase: string) => Promise.all([seesPhase(ann, phase), seesPhase(ben, phase)])

    await ann.getByTestId('start-stream').waitFor()
    await tabTo(ann, 'start-stream')
    await ann.keyboard.press('Enter')
    await both('calling')

    // S ends the call for wishes; ben's room has the ballot that ann opened.
    await press(ann, 's', 'skip')
    await both('voting')
    const closesIn = async (page: Page) => (await page.getByRole('timer').first().textContent()) ?? ''
    const before = await closesIn(ben)
    await press(ann, 'e', 'extend')
    await waitFor(async () => (await closesIn(ben)) > before, 'the later close')

    // V asks again, and the harmless answer has the focus.
    await press(ann, 'v', 'void')
    await ann.getByTestId('ask-no').waitFor()
    await ann.keyboard.press('Tab')
    await ann.keyboard.press('Enter')
    await ann.getByTestId('ask-yes').waitFor({ state: 'hidden' })
    await both('voting')

    // Held by one it is held for both; the other lets it go.
    await press(ann, 'h', 'hold')
    await ben.getByTestId('held').waitFor()
    await press(ben, 'h', 'hold')
    await ann.getByTestId('held').waitFor({ state: 'hidden' })

    // What is typed into a field is no command, and a key that means nothing now does nothing.
    await ben.keyboard.press('n')
    await press(ann, 's', 'skip')
    await both('painting')

    await press(ben, 't', 'touch-up')
    await ben.getByTestId('touch-up-sheet').waitFor()
    await tabTo(ben, 'touch-up-words')
    await ben.keyboard.type('a flower, he said')
    await ben.keyboard.press('Enter')
    await ben.getByTestId('touch-up-sheet').waitFor({ state: 'hidden' })
    await ann.getByTestId('touch-up-asked').filter({ hasText: 'a flower, he said' }).waitFor()
    // R asks again, too, and then both see that the round was begun again.
    await press(ann, 'r', 'redo-round')
    await ann.getByTestId('ask-no').waitFor()
    await ann.keyboard.press('Tab')
    await ann.keyboard.press('Enter')
    await Promise.all([ann, ben].map((page) => page.getByTestId('redone').waitFor()))
    // U goes back to what it was, and it can be painted again once more.
    await press(ben, 'u', 'restore-take')
    await ben.getByTestId('ask-no').waitFor()
    await ben.keyboard.press('Tab')
    await ben.keyboard.press('Enter')
    await Promise.all([ann, ben].map((page) => page.getByTestId('redone').waitFor({ state: 'hidden' })))
    await press(ann, 'r', 'redo-round')
    await ann.getByTestId('ask-no').waitFor()
    await ann.keyboard.press('Tab')
    await ann.keyboard.press('Enter')
    await Promise.all([ann, ben].map((page) => page.getByTestId('redone').waitFor()))
    // W12: with all its buttons there, the room is as accessible as the public pages.
    for (const page of [ann, ben]) expect(await seriousOn(page, 'control')).toEqual([])
    for (const page of [ann, ben]) expect(await rowsOnAPhone(page)).toBeLessThanOrEqual(2)
    await waitFor(async () => /of 10$/.test((await ben.getByText(/^Step /).textContent()) ?? ''), 'ten steps')

    // Both press at once: one of them acts, nothing happens twice, and neither is left with a wrong picture.
    await Promise.all([press(ann, 'f', 'finish'), press(ben, 'f', 'finish')])
    await waitFor(async () => (await worksOf(house)).length === 1, 'the work')
    const [work] = await worksOf(house)
    expect(work).toMatchObject({ number: 1, steps: 10 })
    expect(work?.decisions.map(({ redone }) => redone)).toEqual([1, undefined])
    // A25: its page tells of it, and its slider has what counts alone.
    const page = await ben.context().newPage()
    await page.goto(`${house.url}/works/${work?.id}`)
    await page.getByTestId('work-redone').filter({ hasText: 'painted again' }).waitFor()
    expect(await page.getByTestId('step-slider').getAttribute('max')).toBe('10')

    await press(ann, 'x', 'stop-stream')
    await ann.getByTestId('ask-no').waitFor()
    await ann.keyboard.press('Tab')
    await ann.keyboard.press('Enter')
    await Promise.all([ann, ben].map((page) => page.getByTestId('start-stream').waitFor()))
  })
})
