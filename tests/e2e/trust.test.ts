import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { aFolder, drop, OWNER, quickPlan, startHouse, type TestHouse } from '../support/house.ts'

/** Wishes are asked for as long as the test needs. */
const PLAN = quickPlan({ callSeconds: 600 })

let browser: Browser
let house: TestHouse
let dataDir: string

beforeAll(async () => {
  dataDir = await aFolder()
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir, plan: PLAN })])
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

async function visit(url: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** What a developer wants to look at: `YOSEGAKI_SHOTS=folder`. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.YOSEGAKI_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

async function say(viewer: Page, text: string): Promise<void> {
  await viewer.getByTestId('say').fill(text)
  await viewer.getByTestId('send').click()
  // What became of it is told.
  await viewer.locator('[data-testid=reply]:not([data-kind=""])').waitFor()
}

describe('a producer and what chat may not do', () => {
  it('C85, C86, C87, C90: words, works, what was left out, and who is forgotten', async () => {
    const control = await visit(house.setupUrl ?? '', 'ja-JP')
    await control.getByTestId('setup-name').fill(OWNER.name)
    await control.getByTestId('setup-email').fill(OWNER.email)
    await control.getByTestId('setup-password').fill(OWNER.password)
    await control.getByTestId('setup-submit').click()
    await control.waitForURL('**/control')

    // The house's own words and works.
    await control.goto(`${house.url}/control/rules`)
    await control.getByTestId('own-words').fill('バナナ\n/(/')
    await control.getByTestId('save-words').click()
    await control.getByTestId('save-words-note').filter({ hasText: '正規表現' }).waitFor()
    await control.getByTestId('own-words').fill('バナナ\n/犯人は.{1,6}だ/')
    await control.getByTestId('save-words').click()
    await control.getByTestId('save-words-note').filter({ hasText: '保存しました' }).waitFor()
    await control.getByTestId('add-work').click()
    await control.getByTestId('work-names').fill('青い歌姫、Aoi Utahime')
    await control.getByTestId('work-guideline').fill('https://example.org/guideline')
    await control.getByTestId('work-licence-name').fill('非営利の二次創作')
    await control.getByTestId('save-works').click()
    await control.getByTestId('save-works-note').filter({ hasText: '保存しました' }).waitFor()
    await look(control, 'rules-ja')

    await control.goto(`${house.url}/control`)
    await control.getByTestId('stream-title').fill('みんなで描く夜')
    await control.getByTestId('start-stream').click()
    const ann = await visit(house.rehearsalUrl, 'ja-JP')
    const bob = await visit(house.rehearsalUrl, 'en-US')
    await ann.getByTestId('name').fill('あん')
    await bob.getByTestId('name').fill('Bob')
    await say(ann, 'バナナを描いて')
    await say(bob, 'please draw aoi utahime')
    await say(bob, 'check out my channel')

    // Asked for, flagged, allowed.
    await control.getByTestId('flagged-work').waitFor()
    await look(control, 'flagged-ja')
    await control.getByTestId('allow-work').click()
    await control.getByTestId('flagged-work').waitFor({ state: 'detached' })

    // What was left out; one of it counts after all.
    await control.getByTestId('show-rejected').click()
    await control.getByTestId('rejected-line').nth(1).waitFor()
    expect(await control.getByTestId('rejected-line').count()).toBe(2)
    await look(control, 'left-out-ja')
    await control.getByTestId('rejected-line').filter({ hasText: 'バナナ' }).getByTestId('overturn').click()
    await control.getByText('バナナ').first().waitFor()
    await control.getByTestId('rejected-line').filter({ hasText: 'バナナ' }).waitFor({ state: 'detached' })

    // Bob is forgotten: nothing of him is left to see.
    await control.getByTestId('line-acts').last().click()
    await look(control, 'acts-ja')
    await control.getByTestId('act-forget').last().click()
    await control.getByTestId('ask-yes').click()
    await control.getByTestId('rejected-line').waitFor({ state: 'detached' })
    await control.getByTestId('show-rejected').click()
    await control.getByTestId('chat-line').filter({ hasText: 'あん' }).waitFor()
    expect(await control.getByTestId('chat-line').filter({ hasText: 'Bob' }).count()).toBe(0)

    await control.goto(`${house.url}/control?lang=en`)
    await control.getByTestId('show-rejected').waitFor()
    await look(control, 'control-en')
    await control.goto(`${house.url}/control/rules`)
    await look(control, 'rules-en')
  })
})
