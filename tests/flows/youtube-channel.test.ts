import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { YoutubeSettings } from '@yosegaki/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { channelEnv, connectChannel } from '../support/connect-channel.ts'
import { controlNow } from '../support/control.ts'
import { temporaryDataDir } from '../support/data-dir.ts'
import { freePort } from '../support/free-port.ts'
import { createGoogleAccounts } from '../support/google-accounts.ts'
import { mustBeOk, quickPlan, signIn, startHouse, waitFor } from '../support/house.ts'
import { startYoutubeServer } from '../support/youtube-server.ts'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

/** Nothing goes on by the clock: the test skips. */
const PLAN = quickPlan({ callSeconds: 3_600, ballotSeconds: 3_600 })

const openHouse = async () => {
  const folder = await temporaryDataDir()
  cleanUp.push(async () => folder.remove())
  const accounts = createGoogleAccounts()
  const youtube = await startYoutubeServer({ pollingIntervalMillis: 200, accounts })
  cleanUp.push(youtube.close)
  const env = { ...channelEnv(youtube.root, accounts), PORT: String(await freePort()) }
  const begin = () => startHouse({ dataDir: folder.path, plan: PLAN, env })
  const run = { accounts, youtube, dataDir: folder.path, begin, house: await begin() }
  cleanUp.push(() => run.house.kill())
  return run
}

/** All that lies in a folder, as text. */
const everythingIn = async (folder: string): Promise<string> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'))
  return (await Promise.all(texts)).join('\n')
}

describe('a house with a connected channel', () => {
  it('C49, C50, C52: it is connected and disconnected by a producer alone, and no secret is on the disk, in logs or pages', async () => {
    const { house, accounts, youtube, dataDir } = await openHouse()
    const nobody = await fetch(`${house.url}/api/youtube`)
    expect(nobody.status).toBe(401)
    const producer = await signIn(house)
    const { page, back } = await connectChannel(house, producer, true)
    expect(page).toBe('/control/youtube?said=connected')
    // Google's answer again, and in another's browser.
    const stranger = await fetch(back, { redirect: 'manual' })
    expect(stranger.headers.get('location')).toBe('/sign-in?next=%2Fcontrol%2Fyoutube')
    const again = await fetch(back, { redirect: 'manual', headers: { cookie: producer.cookie } })
    expect(again.headers.get('location')).toBe('/control/youtube?said=stale')

    const ask = async (path: string, method = 'GET') => {
      const headers = { cookie: producer.cookie, origin: house.url }
      return (await mustBeOk(await fetch(`${house.url}/api/youtube${path}`, { method, headers }))).json()
    }
    const shown = YoutubeSettings.parse(await ask(''))
    expect(shown).toMatchObject({
      account: { state: 'connected', title: '絵の家', polls: true },
      callback: `${house.url}/api/youtube/callback`,
    })
    youtube.setVideo('private')
    const sources = [{ kind: 'youtube', video: 'abcdefghijk' }]
    await mustBeOk(await producer.command('stream:start', { title: '夜', planId: 'quick', sources }))
    youtube.say({ id: 'a', text: '猫を描いて', author: { channelId: 'UC1', displayName: 'ユウ' } })
    await waitFor(async () => (await controlNow(house, producer)).sources[0]?.lines === 1, 'a line')
    const metrics = await (await fetch(`${house.url}/metrics`)).text()
    const told = [house.output(), JSON.stringify(shown), metrics, await everythingIn(dataDir)].join('\n')
    expect(told).toContain('youtube:channel-asked')
    for (const secret of accounts.secrets) expect(told).not.toContain(secret)

    accounts.takeBack()
    youtube.disturb('close')
    // Of the channel and of the chat it is told one after the other.
    const lost = async () => {
      const { youtube, sources } = await controlNow(house, producer)
      return youtube.state === 'lost' && sources[0]?.detail?.en.includes('Connect it again') === true
    }
    await waitFor(lost, 'the loss to be told')
    const now = await controlNow(house, producer)
    expect(now.stream).not.toBeNull()
    expect(now.sources[0]?.state).toBe('waiting')
    await connectChannel(house, producer, false)
    youtube.say({ id: 'b', text: '犬がいい', author: { channelId: 'UC2', displayName: 'アキ' } })
    await waitFor(async () => (await controlNow(house, producer)).sources[0]?.lines === 2, 'reading on')

    expect(await ask('/disconnect', 'POST')).toEqual({ ok: true, revoked: true })
    expect(accounts.standing()).toBe(0)
    await waitFor(async () => (await controlNow(house, producer)).youtube.state === 'apart', 'it to be told')
  })

  it('C53, C54, C56, C57: killed in a ballot, the settings, the poll and the units are as they were', async () => {
    const run = await openHouse()
    const producer = await signIn(run.house)
    await connectChannel(run.house, producer, true)
    const audience = { halfLifeSeconds: 600, firstTimeWeight: 0.5, memberWeight: 3 }
    const settings = {
      title: '夜',
      planId: 'quick',
      continuous: false,
      audience,
      mirrorPolls: true,
      sources: [{ kind: 'youtube', video: 'abcdefghijk' }],
    }
    await mustBeOk(await producer.command('stream:start', settings))
    await waitFor(() => run.youtube.open() === 1, 'the chat to be read')
    await mustBeOk(await producer.command('artwork:start', { seed: 7 }))
    await mustBeOk(await producer.command('artwork:skip'))
    await waitFor(() => run.youtube.polls.length === 1, 'the poll')
    await waitFor(
      async () => (await controlNow(run.house, producer)).mirrors[0]?.state === 'open',
      'the poll to be told as open',
    )
    expect(run.youtube.polls[0]?.options.length).toBeGreaterThanOrEqual(2)

    const used = async () => {
      const text = await (
        await fetch(`${run.house.url}/metrics`, { headers: { connection: 'close' } })
      ).text()
      return Number(/quota_units\{state="used"\} (\d+)/.exec(text)?.[1])
    }
    const spent = () => run.youtube.requests.reduce((sum, { units }) => sum + units, 0)
    await run.house.kill('SIGKILL')
    const before = spent()
    run.youtube.fail('stream', 'drop', 1_000)
    run.youtube.fail('messages', 'drop', 1_000)
    run.youtube.fail('videos', 'drop', 1_000)
    run.house = await run.begin()
    expect(await used()).toBeGreaterThanOrEqual(before)

    const headers = { cookie: producer.cookie, connection: 'close' }
    const last = await (await fetch(`${run.house.url}/api/last-settings`, { headers })).json()
    expect(last).toEqual(settings)
    const now = await controlNow(run.house, producer)
    expect(now.ballot?.state).toBe('open')
    expect(now.mirrors).toMatchObject([{ state: 'open', round: 0 }])
    run.youtube.polls[0]!.options[1]!.tally = 12
    await mustBeOk(await producer.command('artwork:skip'))
    await waitFor(() => run.youtube.polls[0]?.open === false, 'the poll to close')
    await waitFor(
      async () =>
        (await controlNow(run.house, producer)).mirrors.some(({ options }) => options[1]?.votes === 12),
      'the totals',
    )
    expect(run.youtube.polls).toHaveLength(1)
    // Twelve votes there, none here: the painter chose.
    const { ballot } = await controlNow(run.house, producer)
    expect(ballot === null || ballot.round > 0 || ballot.decidedBy === 'painter').toBe(true)
  })
})
