import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { controlNow } from '../support/control.ts'
import { temporaryDataDir } from '../support/data-dir.ts'
import { quickPlan, signIn, startHouse, type TestHouse, waitFor } from '../support/house.ts'
import { startTwitchServer, type TwitchServer } from '../support/twitch-server.ts'
import { startYoutubeServer, type YoutubeServer } from '../support/youtube-server.ts'

let browser: Browser
let house: TestHouse
let youtube: YoutubeServer
let twitch: TwitchServer
let folder: Awaited<ReturnType<typeof temporaryDataDir>>

beforeAll(async () => {
  folder = await temporaryDataDir()
  youtube = await startYoutubeServer({ pollingIntervalMillis: 200 })
  twitch = await startTwitchServer({ channel: 'neko_e' })
  const env = {
    YOUTUBE_API_ROOT: youtube.root,
    YOUTUBE_API_KEY: 'good-key',
    TWITCH_IRC_URL: twitch.url,
  }
  house = await startHouse({ dataDir: folder.path, plan: quickPlan({ callSeconds: 3_600 }), env })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await house?.kill('SIGTERM')
  await Promise.all([youtube?.close(), twitch?.close()])
  folder?.remove()
})

const sayOnYoutube = (from: number, to: number): void => {
  for (let index = from; index < to; index++) {
    const author = { channelId: `UC${index % 3}`, displayName: 'ユウ' }
    youtube.say({ id: `y${index}`, author, text: `猫 ${index}` })
  }
}
const sayOnTwitch = (from: number, to: number): void => {
  for (let index = from; index < to; index++)
    twitch.say([{ id: `t${index}`, text: `犬 ${index}`, userId: `u${index % 3}` }])
}

/** Keeps a picture where TWO_CHATS_SHOTS names a folder, for a person to look at. */
const shoot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.TWO_CHATS_SHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

describe('a stream with a YouTube and a Twitch chat', () => {
  it('C70: both are heard in their order, each tells its health, and one that fails leaves the other be', async () => {
    const producer = await signIn(house)
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1440, height: 900 } })
    const [name = '', ...value] = producer.cookie.split('; ')[0]!.split('=')
    await context.addCookies([{ name, value: value.join('='), url: house.url }])
    const page = await context.newPage()
    await page.goto(`${house.url}/control`)

    // The chats are chosen in the form; what is no channel is said beside its field.
    await page.getByTestId('source-rehearsal').uncheck()
    await page.getByTestId('source-youtube').check()
    await page.getByTestId('youtube-video').fill('https://www.youtube.com/watch?v=abcdefghijk')
    await page.getByTestId('source-twitch').check()
    await page.getByTestId('twitch-channel').fill('not a channel!')
    await page.getByTestId('start-stream').click()
    await page.locator('[data-testid=twitch-channel][aria-invalid=true]').waitFor()
    await shoot(page, 'form')
    await page.getByTestId('twitch-channel').fill('https://www.twitch.tv/neko_e')
    await page.getByTestId('start-stream').click()

    await waitFor(() => youtube.open() === 1 && twitch.present() === 1, 'both to be read')
    for (let turn = 0; turn < 10; turn++) {
      sayOnYoutube(turn * 2, turn * 2 + 2)
      sayOnTwitch(turn, turn + 1)
    }
    const now = () => controlNow(house, producer)
    await waitFor(async () => (await now()).lines.length === 30, 'thirty lines')
    const idsOf = async (source: string) =>
      (await now()).lines
        .filter((line) => line.source === source)
        .map(({ id }) => id)
        .reverse()
    expect(await idsOf('youtube-abcdefghijk')).toEqual(Array.from({ length: 20 }, (_, index) => `y${index}`))
    expect(await idsOf('twitch-neko_e')).toEqual(Array.from({ length: 10 }, (_, index) => `t${index}`))
    await shoot(page, 'both')

    // YouTube shuts its chat off: that is told with what to do, and Twitch is heard on.
    youtube.fail('stream', 'liveChatDisabled', 5)
    youtube.fail('messages', 'liveChatDisabled', 5)
    youtube.disturb('close')
    const failed = page.getByTestId('source').filter({ hasText: 'YouTube Studio' })
    await failed.waitFor()
    sayOnTwitch(10, 15)
    await waitFor(async () => (await idsOf('twitch-neko_e')).length === 15, 'Twitch going on')
    expect((await now()).sources.map(({ id, state, lines }) => [id, state, lines]).sort()).toEqual([
      ['twitch-neko_e', 'live', 15],
      ['youtube-abcdefghijk', 'failed', 20],
    ])
    await shoot(page, 'one-failed')

    const metrics = await (await fetch(`${house.url}/metrics`)).text()
    expect(metrics).toContain(
      'yosegaki_chat_source_state{source="youtube-abcdefghijk",kind="youtube",state="failed"} 1',
    )
    expect(metrics).toContain(
      'yosegaki_chat_source_state{source="twitch-neko_e",kind="twitch",state="live"} 1',
    )
    expect(metrics).toMatch(/yosegaki_youtube_quota_units\{state="used"\} \d+/)
    expect(metrics).not.toMatch(/ユウ|UC\d|"u\d"/)
  })
})
