import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { seriousOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { pressButton, tabTo, typeInto } from '../support/by-keyboard.ts'
import { aFolder, drop, OWNER, startHouse, type TestHouse } from '../support/house.ts'

/** Every page is looked at as two people see it. */
const LOOKS = [
  { name: 'Japanese, light, on a desk', lang: 'ja', scheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'English, dark, on a phone', lang: 'en', scheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

let browser: Browser
let house: TestHouse
let dataDir: string
let owner: Page
let invitation: string
const found: string[] = []

beforeAll(async () => {
  dataDir = await aFolder()
  ;[browser, house] = await Promise.all([openBrowser(), startHouse({ dataDir })])
  owner = await person()
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** A person at a machine of their own, with a fingerprint reader: Chromium's, driven through its debugger. */
async function person(): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: LOOKS[0].viewport })
  const page = await context.newPage()
  const debug = await context.newCDPSession(page)
  await debug.send('WebAuthn.enable')
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  return page
}

/** Axe, on the page as it stands: what it holds stays, the eyes change. */
async function lookAt(page: Page, name: string): Promise<void> {
  for (const { lang, scheme, viewport, name: how } of LOOKS) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: scheme })
    // Colours on their way from one scheme to the other are nobody's to read.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    found.push(...(await seriousOn(page, `${name} (${lang}, ${how})`)))
    const folder = process.env.YOSEGAKI_SHOTS
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}-${scheme}.png`, fullPage: true })
  }
  await page.setViewportSize(LOOKS[0].viewport)
  await page.emulateMedia({ colorScheme: 'light' })
}
/** The same address in both languages. */
async function lookAtBoth(page: Page, path: string, name: string, ready: string): Promise<void> {
  for (const lang of ['en', 'ja']) {
    await page.goto(`${house.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, {
      waitUntil: 'networkidle',
    })
    await page.getByTestId(ready).first().waitFor()
    await lookAt(page, `${name}-${lang}`)
  }
}
const codeOf = async (page: Page): Promise<string> => {
  const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '')
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate()
}
/** Who goes on by keyboard is where they were, not at the top. */
const noteHasFocus = (page: Page) => page.locator('[data-testid=desk-note]:focus').waitFor()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))

describe('W11: the pages of accounts, by keyboard alone, with axe at every stop', () => {
  it('the first owner’s page', async () => {
    const path = `/setup${new URL(house.setupUrl ?? '').search}`
    await lookAtBoth(owner, path, 'setup', 'setup-name')
    // What is missing is said, and the first of it has the focus.
    await pressButton(owner, 'setup-submit')
    await owner.locator('[data-testid=setup-name][aria-invalid=true]:focus').waitFor()
    await lookAt(owner, 'setup-problems')
    await owner.keyboard.type(OWNER.name)
    await typeInto(owner, 'setup-email', OWNER.email)
    await typeInto(owner, 'setup-password', OWNER.password)
    await pressButton(owner, 'setup-submit')
    await owner.waitForURL('**/control')
  })

  it('one’s own page: a passkey, an authenticator app, a password, sessions', async () => {
    await lookAtBoth(owner, '/account', 'account', 'own-role')
    await typeInto(owner, 'passkey-name', '仕事場のノート')
    await pressButton(owner, 'add-passkey')
    await owner.getByTestId('passkey').filter({ hasText: '仕事場のノート' }).waitFor()
    await pressButton(owner, 'add-authenticator')
    await lookAt(owner, 'account-authenticator')
    // Codes are good for half a minute, which axe may take.
    await typeInto(owner, 'code', await codeOf(owner))
    await pressButton(owner, 'prove-authenticator')
    await owner.getByTestId('drop-authenticator').waitFor()
    await typeInto(owner, 'password-current', 'not my password')
    await typeInto(owner, 'password-new', 'another good password')
    await pressButton(owner, 'change-password')
    await owner.getByTestId('desk-note').filter({ hasText: 'パスワード' }).waitFor()
    await lookAt(owner, 'account-problem')
    await pressButton(owner, 'drop-authenticator')
    await owner.getByTestId('add-authenticator').waitFor()
    await noteHasFocus(owner)

    const second = await browser.newContext({ locale: 'ja-JP' })
    const elsewhere = await second.newPage()
    await elsewhere.goto(`${house.url}/sign-in?next=/account`)
    await typeInto(elsewhere, 'signin-email', OWNER.email)
    await typeInto(elsewhere, 'signin-password', OWNER.password)
    await pressButton(elsewhere, 'signin-submit')
    await elsewhere.waitForURL(`${house.url}/account`)
    await owner.reload({ waitUntil: 'networkidle' })
    await lookAt(owner, 'account-two-sessions')
    await pressButton(owner, 'end-session')
    await owner.getByTestId('end-session').waitFor({ state: 'detached' })
    await noteHasFocus(owner)
    await elsewhere.goto(`${house.url}/account`)
    await elsewhere.waitForURL('**/sign-in**')
    await second.close()
  })

  it('the people of the house: an invitation, a role, a stop', async () => {
    await lookAtBoth(owner, '/account/people', 'people', 'person')
    await tabTo(owner, 'invite-role')
    await owner.keyboard.press('ArrowDown')
    await typeInto(owner, 'invite-note', 'for Ren')
    await pressButton(owner, 'make-invitation')
    invitation = (await owner.getByTestId('once-url').textContent()) ?? ''
    await lookAt(owner, 'people-link')
    expect(await owner.getByTestId('invitation').textContent()).toContain('審査役')
  })

  it('(two hours pass, and the house starts again: tries are counted by address, and here all come from one)', async () => {
    await house.kill('SIGTERM')
    const database = await openDatabase({ databaseUrl: null, dataDir })
    await database.prisma
      .$executeRaw`UPDATE "Session" SET "createdAt" = "createdAt" - ${2 * 60 * 60_000}::bigint`
    await database.close()
    house = await startHouse({ dataDir })
  })

  it('D42: who signed in a while ago shows once more who they are, and goes on where they were', async () => {
    await owner.goto(`${house.url}/account/people`, { waitUntil: 'networkidle' })
    await pressButton(owner, 'way-back')
    await owner.getByTestId('sign-in-again').waitFor()
    await lookAt(owner, 'people-again')
    await tabTo(owner, 'sign-in-again')
    await owner.keyboard.press('Enter')
    await pressButton(owner, 'signin-passkey')
    await owner.waitForURL(`${house.url}/account/people`, { waitUntil: 'networkidle' })
    await pressButton(owner, 'way-back')
    await owner.getByTestId('once-url').waitFor()
  })

  it('an invitation’s page, and the account that comes of it stopped and let in again', async () => {
    const ren = await person()
    const { pathname, search } = new URL(invitation)
    await owner.goto(`${house.url}/account/people`, { waitUntil: 'networkidle' })
    await lookAtBoth(ren, `${pathname}${search}`, 'invitation', 'join-name')
    await typeInto(ren, 'join-name', 'Ren')
    await typeInto(ren, 'join-email', 'ren@example.org')
    await tabTo(ren, 'proof-password')
    await ren.keyboard.press('ArrowUp')
    await pressButton(ren, 'join-submit')
    await ren.waitForURL(`${house.url}/account`)
    await ren.getByTestId('passkey').waitFor()

    await owner.reload({ waitUntil: 'networkidle' })
    const row = owner.getByTestId('person').filter({ hasText: 'ren@example.org' })
    await row.getByTestId('role').focus()
    await owner.keyboard.press('ArrowDown')
    expect(await row.getByTestId('role').inputValue()).toBe('contributor')
    await owner.keyboard.press('Tab')
    expect(await focused(owner)).toBe('change-role')
    await lookAt(owner, 'people-role')
    await owner.keyboard.press('Enter')
    await row.getByTestId('change-role').waitFor({ state: 'detached' })
    await tabTo(owner, 'close-account')
    await owner.keyboard.press('Enter')
    await owner.locator('[data-testid=ask-no]:focus').waitFor()
    await lookAt(owner, 'people-sure')
    await owner.keyboard.press('Tab')
    expect(await focused(owner)).toBe('ask-yes')
    await owner.keyboard.press('Enter')
    await owner.getByTestId('open-account').waitFor()
    await lookAt(owner, 'people-closed')
    await ren.goto(`${house.url}/account`)
    await ren.waitForURL('**/sign-in**')
    await ren.goto(`${house.url}${pathname}${search}`)
    await ren.getByTestId('link-broken').waitFor()
    await lookAt(ren, 'invitation-used')
    await ren.context().close()
  })

  it('the log, and signing in with a passkey or after a mistake', async () => {
    await lookAtBoth(owner, '/account/audit', 'audit', 'audit-entry')
    await owner.goto(`${house.url}/account`, { waitUntil: 'networkidle' })
    await pressButton(owner, 'sign-out')
    await owner.waitForURL(`${house.url}/`)
    await lookAtBoth(owner, '/sign-in?next=/account', 'sign-in', 'signin-passkey')
    await typeInto(owner, 'signin-email', 'nobody@example.org')
    await typeInto(owner, 'signin-password', 'a wrong password')
    await pressButton(owner, 'signin-submit')
    await owner.getByTestId('signin-problem').waitFor()
    await lookAt(owner, 'sign-in-problem')
    await pressButton(owner, 'signin-passkey')
    await owner.waitForURL(`${house.url}/account`)
  })

  it('D41: among more people than a page shows, one is found', async () => {
    await house.kill('SIGTERM')
    const database = await openDatabase({ databaseUrl: null, dataDir })
    await database.prisma.account.createMany({
      data: Array.from({ length: 250 }, (_, n) => {
        return { id: `c${n}`, name: `作り手 ${n}`, role: 'contributor', createdAt: BigInt(n) }
      }),
    })
    await database.close()
    house = await startHouse({ dataDir })
    await owner.goto(`${house.url}/account/people`, { waitUntil: 'networkidle' })
    expect(await owner.getByTestId('person').count()).toBe(200)
    await typeInto(owner, 'find', '作り手 17')
    await owner.keyboard.press('Enter')
    await owner.waitForURL(/find=/)
    await owner.waitForFunction(() => document.querySelectorAll('[data-testid=person]').length === 11, null)
    await lookAt(owner, 'people-found')
  })

  it('axe found nothing serious, and nothing was wider than its window', () => {
    expect([...new Set(found)]).toEqual([])
  })
})
