import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { channelEnv } from '../support/connect-channel.ts'
import { temporaryDataDir } from '../support/data-dir.ts'
import { createGoogleAccounts } from '../support/google-accounts.ts'
import { quickPlan, signIn, startHouse, type TestHouse, waitFor } from '../support/house.ts'
import { startYoutubeServer, type YoutubeServer } from '../support/youtube-server.ts'

const accounts = createGoogleAccounts()
let browser: Browser
let house: TestHouse
let youtube: YoutubeServer
let folder: Awaited<ReturnType<typeof temporaryDataDir>>

beforeAll(async () => {
  folder = await temporaryDataDir()
  youtube = await startYoutubeServer({ pollingIntervalMillis: 200, accounts })
  const env = channelEnv(youtube.root, accounts)
  house = await startHouse({ dataDir: folder.path, plan: quickPlan({ ballotSeconds: 3_600 }), env })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await youtube?.close()
  folder?.remove()
})

describe('a YouTube channel, from the control room', () => {
  it('C49, C52, C53, C56: it is connected at Google and back, its ballots are shown on YouTube, and it is let go', async () => {
    const producer = await signIn(house)
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const [name = '', ...value] = producer.cookie.split('; ')[0]!.split('=')
    await context.addCookies([{ name, value: value.join('='), url: house.url }])
    const page = await context.newPage()
    await page.goto(`${house.url}/control/youtube`)
    await page.getByTestId('callback').getByText(`${house.url}/api/youtube/callback`).waitFor()
    await page.getByTestId('ask-polls').check()
    await page.getByTestId('connect-channel').click()
    await page.locator('[data-testid=channel][data-state=connected]').waitFor()
    expect(await page.getByTestId('channel-title').textContent()).toBe('絵の家')
    expect(await page.getByTestId('channel-said').textContent()).toContain('is connected')

    await page.goto(`${house.url}/control`)
    await page.getByTestId('source-youtube').check()
    await page.getByTestId('youtube-video').fill('https://www.youtube.com/watch?v=abcdefghijk')
    await page.getByTestId('mirror-polls').check()
    await page.getByTestId('source-twitch').check()
    // One screen: with both chats ticked the way on is in sight.
    const button = await page.getByTestId('start-stream').boundingBox()
    expect(button!.y + button!.height).toBeLessThan(900)
    await page.getByTestId('source-twitch').uncheck()
    await page.getByTestId('source-rehearsal').uncheck()
    await page.getByTestId('stream-title').fill('On YouTube')
    await page.getByTestId('start-stream').click()
    await waitFor(() => youtube.polls.some(({ open }) => open), 'a poll on YouTube')
    await page.locator('[data-testid=mirror][data-state=open]').waitFor()

    accounts.takeBack()
    youtube.disturb('close')
    await page.getByTestId('channel-trouble').waitFor()
    await page.goto(`${house.url}/control/youtube`)
    await page.locator('[data-testid=channel][data-state=lost]').waitFor()
    await page.getByTestId('connect-channel').click()
    await page.locator('[data-testid=channel][data-state=connected]').waitFor()
    await page.getByTestId('disconnect-channel').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await page.locator('[data-testid=channel][data-state=apart]').waitFor()
    expect(accounts.standing()).toBe(0)

    await producer.command('stream:stop')
    await producer.command('artwork:abandon')
    await page.goto(`${house.url}/control`)
    await page.getByTestId('youtube-video').waitFor()
    expect(await page.getByTestId('stream-title').inputValue()).toBe('On YouTube')
    expect(await page.getByTestId('source-rehearsal').isChecked()).toBe(false)
  })
})
