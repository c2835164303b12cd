import { PLATFORMS, type Platform } from '@yosegaki/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { pressButton, tabTo } from '../support/by-keyboard.ts'
import { aFolder, drop, OWNER, startHouse, type TestHouse } from '../support/house.ts'
import { openPlatformServer, type PlatformServer, platformEnv } from '../support/platform-servers.ts'

const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const HANDLES = { x: '@neko_paints', discord: '@neko', google: '猫山 ねこ' } as const

let browser: Browser
let house: TestHouse
let dataDir: string
const servers = new Map<Platform, PlatformServer>()

beforeAll(async () => {
  dataDir = await aFolder()
  for (const platform of PLATFORMS) servers.set(platform, await openPlatformServer(platform))
  const env = Object.assign({}, ...[...servers].map(([platform, server]) => platformEnv(platform, server)))
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir, env })])
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  for (const server of servers.values()) await server.close()
  await drop(dataDir)
})

const person = async (
  locale = 'ja-JP',
  viewport = DESK,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> => {
  const context = await browser.newContext({ locale, viewport, colorScheme })
  return context.newPage()
}
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.YOSEGAKI_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe('signing in with an account elsewhere, in a browser', () => {
  it('D18 no button leads anywhere before there is an owner', async () => {
    const owner = await person()
    await owner.goto(`${house.url}/sign-in`)
    expect(await owner.getByTestId('signin-x').count()).toBe(0)
    await owner.goto(house.setupUrl ?? '')
    await owner.getByTestId('setup-name').fill(OWNER.name)
    await owner.getByTestId('setup-email').fill(OWNER.email)
    await owner.getByTestId('setup-password').fill(OWNER.password)
    await owner.getByTestId('setup-submit').click()
    await owner.waitForURL('**/control')
    await owner.context().close()
  })

  it.each([
    ['x', 'ja-JP', DESK],
    ['discord', 'en-US', PHONE],
    ['google', 'ja-JP', PHONE],
  ] as const)(
    'D34, W11: somebody comes in with %s by keyboard, is a contributor, and comes back as the same',
    async (platform, locale, viewport) => {
      const page = await person(locale, viewport)
      await page.goto(`${house.url}/sign-in?next=/account`)
      await pressButton(page, `signin-${platform}`)
      await page.waitForURL(`${servers.get(platform)?.root}/**`)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${house.url}/account`)
      expect(page.url()).not.toMatch(/code|state/)
      const role = page.getByTestId('own-role')
      expect(await role.textContent()).toBe(locale === 'ja-JP' ? '作り手' : 'Contributor')
      expect(await page.getByTestId(`platform-${platform}`).textContent()).toContain(HANDLES[platform])
      // Without an address there is no password, and nothing to ask for after one.
      expect(await page.getByTestId('change-password').count()).toBe(0)
      await look(page, `platform-${platform}-account`)
      await pressButton(page, 'sign-out')
      await page.waitForURL(`${house.url}/`)

      await page.goto(`${house.url}/sign-in`)
      await pressButton(page, `signin-${platform}`)
      await page.locator('#allow').click()
      await page.waitForURL(`${house.url}/account`)
      // It is the only way in: it stays.
      await pressButton(page, `unlink-${platform}`)
      await page
        .getByTestId('desk-note')
        .filter({ hasText: /ログインする方法|no way left/ })
        .waitFor()
      await page.context().close()
    },
  )

  it('D33 who says no, or whose platform is away, is told so, and is nobody', async () => {
    const page = await person('en-US')
    await page.goto(`${house.url}/sign-in`)
    await page.getByTestId('signin-discord').and(page.locator(':enabled')).click()
    await page.locator('#deny').click()
    await page.getByTestId('signin-problem').filter({ hasText: 'Not allowed at Discord' }).waitFor()
    servers.get('google')?.fail('token-drop')
    await page.getByTestId('signin-google').and(page.locator(':enabled')).click()
    await page.locator('#allow').click()
    await page.getByTestId('signin-problem').filter({ hasText: 'Google could not be reached' }).waitFor()
    await page.goto(`${house.url}/account`)
    await page.waitForURL('**/sign-in?next=%2Faccount')
    await page.context().close()
  })

  it('D36 an owner links an account and unlinks it, by keyboard; it still is no way in for them alone', async () => {
    const x = servers.get('x')
    if (x === undefined) throw new Error('opened above')
    x.person = { subject: '999', handle: 'owner_paints', name: 'Owner' }
    const page = await person()
    await page.goto(`${house.url}/sign-in?next=/account`)
    await page.getByTestId('signin-email').fill(OWNER.email)
    await page.getByTestId('signin-password').fill(OWNER.password)
    await page.getByTestId('signin-submit').and(page.locator(':enabled')).click()
    await page.waitForURL(`${house.url}/account`)
    await pressButton(page, 'link-x')
    await page.locator('#allow').click()
    await page.waitForURL(`${house.url}/account?said=linked&platform=x`)
    await page.getByTestId('desk-note').filter({ hasText: 'X をつなぎました' }).waitFor()
    expect(await seriousOn(page, 'account, linked')).toEqual([])
    const people = await page.context().newPage()
    await people.goto(`${house.url}/account/people`)
    for (const [who, handle] of [
      [OWNER.name, 'X @owner_paints'],
      ['ねこ <b>', 'X @neko_paints'],
      ['neko', 'Discord @neko'],
    ] as const)
      expect(
        await people.getByTestId('person').filter({ hasText: who }).filter({ hasText: handle }).count(),
      ).toBe(1)
    await people.close()
    await look(page, 'platform-owner-account')
    await tabTo(page, 'unlink-x')
    await page.keyboard.press('Enter')
    await page.getByTestId('link-x').waitFor()
    // Who goes on by keyboard is where they were, not at the top.
    await page.locator('[data-testid=desk-note]:focus').waitFor()
    await page.context().close()
  })

  it.each([
    ['Japanese, light, on a desk', 'ja-JP', DESK, 'light'],
    ['English, dark, on a phone', 'en-US', PHONE, 'dark'],
  ] as const)(
    'W11: axe finds nothing serious on the sign-in page with its buttons: %s',
    async (_name, locale, viewport, scheme) => {
      const page = await person(locale, viewport, scheme)
      const found: string[] = []
      for (const query of ['', '?said=unreachable&platform=google', '?said=<b>&platform=x']) {
        await page.goto(`${house.url}/sign-in${query}`, { waitUntil: 'networkidle' })
        found.push(...(await seriousOn(page, `/sign-in${query}`)))
        await look(page, `sign-in-${scheme}${query === '' ? '' : '-said'}`)
      }
      expect(found).toEqual([])
      await page.context().close()
    },
  )
})
