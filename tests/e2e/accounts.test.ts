import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import { openBrowser } from '../support/browser.ts'
import { aFolder, drop, OWNER, quickPlan, startHouse, type TestHouse } from '../support/house.ts'

let browser: Browser
let house: TestHouse
let dataDir: string
let owner: Page
let producer: Page
const problems: string[] = []

beforeAll(async () => {
  dataDir = await aFolder()
  ;[browser, house] = await Promise.all([
    openBrowser(),
    startHouse({ dataDir, plan: quickPlan({ callSeconds: 600 }) }),
  ])
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** A person at a machine of their own. */
async function person(locale: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale, viewport })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  return page
}

/** The fingerprint reader of that machine: Chromium's own, driven through its debugger. */
async function withFingerprints(page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page)
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
}

const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.YOSEGAKI_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe('accounts', () => {
  it('D32, D20: the owner comes by the printed link, makes a passkey, and signs in with it', async () => {
    owner = await person('ja-JP')
    await withFingerprints(owner)
    await owner.goto(house.setupUrl ?? '')
    await owner.getByTestId('setup-name').fill(OWNER.name)
    await owner.getByTestId('setup-email').fill(OWNER.email)
    await owner.getByTestId('setup-password').fill(OWNER.password)
    await look(owner, 'setup')
    await owner.getByTestId('setup-submit').click()
    await owner.waitForURL('**/control')

    await owner.goto(`${house.url}/account`)
    await owner.getByTestId('passkey-name').fill('仕事場のノート')
    await owner.getByTestId('add-passkey').click()
    await owner.getByTestId('passkey').filter({ hasText: '仕事場のノート' }).waitFor()
    await look(owner, 'account')

    await owner.getByTestId('sign-out').click()
    await owner.waitForURL(`${house.url}/`)
    await owner.goto(`${house.url}/sign-in?next=/account`)
    await owner.getByTestId('signin-passkey').waitFor()
    await look(owner, 'sign-in')
    const answered = owner.waitForRequest('**/api/sign-in/passkey')
    await owner.getByTestId('signin-passkey').click()
    await owner.waitForURL('**/account')
    const said = (await answered).postDataJSON() as { id: string; answer: unknown }
    const again = (body: unknown) => ask(house, 'POST', '/api/sign-in/passkey', { body })
    expect((await again(said)).status).toBe(400)
    const begun = await ask(house, 'POST', '/api/sign-in/passkey/begin', { body: {} })
    const { id } = (await begun.json()) as { id: string }
    const stolen = await again({ id, answer: said.answer })
    expect(await stolen.json()).toMatchObject({ error: { what: 'passkey-refused' } })
    expect(await owner.getByTestId('own-role').textContent()).toBe('持ち主')
  })

  it('D26, D27: an invited producer comes by a link and an authenticator app', async () => {
    await owner.goto(`${house.url}/account/people`)
    await owner.getByTestId('invite-role').selectOption('producer')
    await owner.getByTestId('invite-note').fill('<b>Bob</b>')
    await owner.getByTestId('make-invitation').click()
    const link = (await owner.getByTestId('once-url').textContent()) ?? ''
    await look(owner, 'people')
    expect(await owner.getByTestId('invitation').textContent()).toContain('<b>Bob</b>')

    producer = await person('en-US', { width: 390, height: 844 })
    await producer.goto(link)
    await producer.getByTestId('join-name').fill('<i>Bob</i>')
    await producer.getByTestId('join-email').fill('bob@example.org')
    await producer.getByTestId('proof-password').check()
    await producer.getByTestId('join-password').fill('another good password')
    const secret = ((await producer.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '')
    await producer.getByTestId('code').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await look(producer, 'invitation-phone-en')
    await producer.getByTestId('join-submit').click()
    await producer.waitForURL('**/control')
    await producer.getByTestId('connection').and(producer.locator('[data-connection=live]')).waitFor()

    // The link was for one.
    const late = await person('en-US')
    await late.goto(link)
    await late.getByTestId('link-broken').waitFor()
    await look(late, 'invitation-used-en')
  })

  it('T12: who loses a role loses its doors at once; the log says who did it', async () => {
    await owner.reload()
    const row = owner.getByTestId('person').filter({ hasText: '<i>Bob</i>' })
    await row.getByTestId('role').selectOption('reviewer')
    await row.getByTestId('change-role').click()
    await producer.getByTestId('connection').and(producer.locator('[data-connection=barred]')).waitFor()
    await producer.goto(`${house.url}/control`)
    await producer.waitForURL('**/account')
    await look(producer, 'account-phone-en')

    await owner.goto(`${house.url}/account/audit`)
    const entry = owner.getByTestId('audit-entry').filter({ hasText: '役を変えた' })
    expect(await entry.textContent()).toMatch(/持ち主.*before: producer.*after: reviewer/s)
    await look(owner, 'audit')
    await owner.emulateMedia({ colorScheme: 'dark' })
    await look(owner, 'audit-dark')
    expect(problems).toEqual([])
  })
})
