import { AxeBuilder } from '@axe-core/playwright'
import type { PlannedStream, ShowView } from '@yosegaki/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDiscord } from '../support/announcement-servers.ts'
import { openBrowser } from '../support/browser.ts'
import { aFolder, drop, OWNER, startHouse, type TestHouse, waitFor } from '../support/house.ts'

let browser: Browser
let house: TestHouse
let discord: Awaited<ReturnType<typeof openDiscord>>
let dataDir: string
let page: Page

beforeAll(async () => {
  ;[dataDir, discord, browser] = await Promise.all([aFolder(), openDiscord(), openBrowser()])
  house = await startHouse({ dataDir, env: { DISCORD_WEBHOOK_URL: discord.webhook } })
  const context = await browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 900 },
  })
  page = await context.newPage()
  await page.goto(house.setupUrl ?? '')
  await page.getByTestId('setup-name').fill(OWNER.name)
  await page.getByTestId('setup-email').fill(OWNER.email)
  await page.getByTestId('setup-password').fill(OWNER.password)
  await page.getByTestId('setup-submit').click()
  await page.waitForURL('**/control')
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([house?.kill('SIGTERM'), discord?.close()])
  await drop(dataDir)
})

const look = async (name: string): Promise<void> => {
  const folder = process.env.YOSEGAKI_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function seriousProblems(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
}

const planned = () => page.getByTestId('planned')

describe('a producer plans and announces', () => {
  it('N9: a stream is planned, changed, on the public page in the reader’s own time, and started from its plan', async () => {
    await page.goto(`${house.url}/control/schedule`)
    await page.getByTestId('plan-title').fill('金曜の夜')
    await page.getByTestId('plan-starts').fill('2099-12-04T20:00')
    await page.getByTestId('plan-minutes').fill('90')
    await page.getByTestId('plan-watch').fill('https://www.twitch.tv/yosegaki')
    await page.getByTestId('plan-note').fill('いっしょに描きましょう')
    await page.getByTestId('plan-save').click()
    await planned().filter({ hasText: '金曜の夜' }).waitFor()
    await planned().getByTestId('plan-edit').click()
    await page.getByTestId('plan-title').fill('金曜の夜ふかし')
    await page.getByTestId('plan-save').click()
    await planned().filter({ hasText: '金曜の夜ふかし' }).waitFor()
    expect(await planned().count()).toBe(1)
    expect(await seriousProblems()).toEqual([])
    await look('desk-schedule-ja')

    // T16: somebody else changed it while the form was open.
    const one = `${house.url}/api/schedule/${(await house.get<PlannedStream[]>('/api/schedule'))[0]?.id}`
    await planned().getByTestId('plan-edit').click()
    await page.getByTestId('plan-title').fill('金曜の長い夜')
    const elsewhere = {
      title: '土曜の朝',
      startsAt: Date.UTC(2099, 11, 4, 11),
      minutes: 30,
      note: 'べつの話',
    }
    expect((await page.request.post(one, { data: elsewhere, headers: { origin: house.url } })).ok()).toBe(
      true,
    )
    await page.getByTestId('plan-save').click()
    const theirs = page.getByTestId('plan-theirs')
    await theirs.filter({ hasText: '土曜の朝' }).filter({ hasText: 'べつの話' }).waitFor()
    await planned().filter({ hasText: '土曜の朝' }).waitFor()
    expect(await page.getByTestId('plan-title').inputValue()).toBe('金曜の長い夜')
    expect(await seriousProblems()).toEqual([])
    await look('desk-schedule-theirs-ja')
    await page.getByTestId('plan-save').click()
    await planned().filter({ hasText: '金曜の長い夜' }).waitFor()

    await page.goto(`${house.url}/schedule`)
    const shown = page.getByTestId('planned-stream')
    await shown.filter({ hasText: '20:00' }).waitFor()
    expect(await shown.textContent()).toContain('2099年12月4日')
    await look('public-schedule-ja')

    await page.goto(`${house.url}/control/schedule`)
    await planned().getByTestId('plan-use').click()
    await page.getByTestId('stream-title').waitFor()
    expect(await page.getByTestId('stream-title').inputValue()).toBe('金曜の長い夜')
    expect(await page.getByTestId('twitch-channel').inputValue()).toContain('yosegaki')
  })

  it('N7: its draft is read, changed, previewed, and sent once', async () => {
    await page.goto(`${house.url}/control/announcements`)
    const card = page.getByTestId('announcement')
    await card.getByTestId('announcement-text').fill('金曜の夜、いっしょに描きます')
    expect(await card.getByTestId('announcement-preview').textContent()).toContain(
      '金曜の夜、いっしょに描きます',
    )
    expect(await seriousProblems()).toEqual([])
    await look('desk-announcements-ja')
    await card.getByTestId('announcement-text').fill('あ'.repeat(2_001))
    expect(await card.getByTestId('announcement-send').isDisabled()).toBe(true)
    expect(discord.tries).toBe(0)

    discord.mood = 'hang-up'
    await card.getByTestId('announcement-text').fill('金曜の夜、いっしょに描きます')
    await card.getByTestId('announcement-send').click()
    await page.locator('[data-testid="announcement"][data-state="unsure"]').waitFor()
    await look('desk-unsure-ja')
    await card.getByTestId('announcement-arrived').click()
    await page.locator('[data-testid="announcement"][data-state="sent"]').waitFor()
    expect(await card.getByTestId('announcement-send').count()).toBe(0)
    expect(discord.posts.map(({ text }) => text)).toEqual(['金曜の夜、いっしょに描きます'])
  })

  it('A23: a show plan of their own is made from another, kept, and there to start with; one that cannot be is refused', async () => {
    await page.goto(`${house.url}/control/plans`)
    await page.getByTestId('own-plan-add').click()
    await page.getByTestId('own-plan-name').fill('朝の一枚')
    await page.getByTestId('own-plan-round-colour').uncheck()
    await page.getByTestId('own-plan-steps-theme').fill('9')
    await page.getByTestId('own-plan-roundSeconds').fill('20')
    await page.getByTestId('own-plan-model').selectOption('starter')
    await page.getByTestId('own-plan-model-facts').filter({ hasText: 'CC0-1.0' }).waitFor()
    await page.getByTestId('own-plan-ballotSeconds').fill('40')
    await page.getByTestId('own-plan-save').click()
    await page.getByTestId('own-plan-save-note').filter({ hasText: '朝の一枚' }).waitFor()
    await page.getByTestId('own-plan-ballotSeconds').fill('10')
    await page.getByTestId('own-plan-save').click()
    await page.getByTestId('own-plan-save-note').filter({ hasText: '保存しました' }).waitFor()
    expect(await seriousProblems()).toEqual([])
    await look('desk-plans-ja')

    await page.goto(`${house.url}/control`)
    await page.getByTestId('stream-plan').selectOption({ label: '朝の一枚' })
    await page.getByTestId('start-stream').click()
    const showNow = () => house.get<ShowView>('/api/show')
    await waitFor(async () => (await showNow()).artwork !== null, 'the artwork')
    const { artwork, model } = await showNow()
    expect(artwork).toMatchObject({ rounds: [{ id: 'theme', steps: 9 }], steps: 11 })
    // A26: painted by the model it names.
    expect(model?.id).toMatch(/^starter/)
  })
})
