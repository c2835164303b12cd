import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnnouncementDesk, AnnouncementView } from '@yosegaki/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDiscord, openX } from '../support/announcement-servers.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  type Producer,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
  worksOf,
} from '../support/house.ts'

let house: TestHouse
let producer: Producer
let dataDir: string
let x: Awaited<ReturnType<typeof openX>>
let discord: Awaited<ReturnType<typeof openDiscord>>

async function open(): Promise<void> {
  const env = {
    ...x.keys,
    DISCORD_WEBHOOK_URL: discord.webhook,
    NODE_EXTRA_CA_CERTS: join(dataDir, 'x.pem'),
  }
  house = await startHouse({ dataDir, env })
  producer = await signIn(house)
}

beforeAll(async () => {
  ;[dataDir, x, discord] = await Promise.all([aFolder(), openX(), openDiscord()])
  await writeFile(join(dataDir, 'x.pem'), x.certificate)
  await open()
})

afterAll(async () => {
  await house?.kill()
  await Promise.all([x?.close(), discord?.close()])
  await drop(dataDir)
})

const desk = async (): Promise<AnnouncementDesk> => {
  const answer = await fetch(`${house.url}/api/announcements`, {
    headers: { cookie: producer.cookie, connection: 'close' },
  })
  return (await (await mustBeOk(answer)).json()) as AnnouncementDesk
}
const the = async (channel: AnnouncementView['channel']): Promise<AnnouncementView> => {
  const found = (await desk()).announcements.find((each) => each.channel === channel && each.kind === 'work')
  if (found === undefined) throw new Error(`no announcement for ${channel}`)
  return found
}
const act = (id: string, what: string, body: object = {}, cookie = producer.cookie): Promise<Response> =>
  fetch(`${house.url}/api/announcements/${id}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.url, connection: 'close', cookie },
    body: JSON.stringify(body),
  })

describe('announcing a finished work', () => {
  it('N5: drafts it for both platforms with the work, and sends nothing by itself', async () => {
    const settings = { title: '夜', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', settings))
    await mustBeOk(await producer.command('artwork:start', { seed: 7 }))
    await waitFor(async () => (await worksOf(house)).length === 1, 'the work')
    const [work] = await worksOf(house)
    const { channels, announcements } = await desk()
    expect(channels).toEqual(['x', 'discord'])
    // The stream is a rehearsal's: nobody outside could watch it, so it is told nowhere.
    expect(announcements.map(({ id, state }) => [id, state])).toEqual([
      [`work-discord-${work?.id}`, 'waiting'],
      [`work-x-${work?.id}`, 'waiting'],
    ])
    expect(announcements[0]?.text).toContain(work?.title.ja)
    expect([x.tries, discord.tries]).toEqual([0, 0])
  })

  it('N6: only producers see and send them', async () => {
    const { id } = await the('discord')
    expect((await fetch(`${house.url}/api/announcements`)).status).toBe(401)
    for (const what of ['send', 'settle', 'drop']) expect((await act(id, what, {}, '')).status).toBe(401)
    expect((await act(id, 'send')).status).toBe(400)
    expect(discord.tries).toBe(0)
  })

  it('N7: of many who press send at once one sends, with the words that were seen and the picture', async () => {
    const { id } = await the('discord')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => act(id, 'send', { text: 'ねこができました' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    expect(discord.posts).toEqual([
      { text: 'ねこができました', pictures: 1, alt: expect.stringContaining('/') },
    ])
    expect(await the('discord')).toMatchObject({
      state: 'sent',
      text: 'ねこができました',
      sentUrl: expect.any(String),
    })
    expect((await act(id, 'send', { text: 'もう一度' })).status).toBe(409)
    expect((await act(id, 'drop')).status).toBe(409)
    expect(discord.tries).toBe(1)
  })

  it('N7: refused, it can be sent again; too long, it never leaves', async () => {
    const { id } = await the('x')
    expect((await act(id, 'send', { text: 'ね'.repeat(141) })).status).toBe(409)
    expect([x.tries, (await the('x')).state]).toEqual([0, 'waiting'])
    x.mood = 'refusing'
    expect((await act(id, 'send', { text: 'ねこ' })).status).toBe(409)
    expect(await the('x')).toMatchObject({ state: 'failed', reason: { en: expect.stringContaining('403') } })
  })

  it('N8: killed between sending and marking, it is told that nobody knows, and never goes out twice by itself', async () => {
    const { id } = await the('x')
    x.mood = 'silent'
    const cut = act(id, 'send', { text: 'ねこ' }).catch(() => null)
    await waitFor(() => x.posts.length === 1, 'the post to stand on X')
    expect((await the('x')).state).toBe('sending')
    await house.kill('SIGKILL')
    await cut

    x.mood = 'kind'
    await open()
    expect(await the('x')).toMatchObject({
      state: 'unsure',
      reason: { ja: expect.stringContaining('確かめて') },
    })
    expect((await act(id, 'send', { text: 'ねこ' })).status).toBe(409)
    expect((await act(id, 'drop')).status).toBe(409)
    // The producer looked: it is there.
    await mustBeOk(await act(id, 'settle', { arrived: true }))
    expect((await the('x')).state).toBe('sent')
    expect((await act(id, 'send', { text: 'ねこ' })).status).toBe(409)
    expect((await act(id, 'settle', { arrived: false })).status).toBe(409)
    expect([x.posts.length, discord.posts.length]).toEqual([1, 1])
  })
})

describe('announcing a planned stream', () => {
  const plan = {
    title: '金曜の夜',
    startsAt: Date.now() + 86_400_000,
    minutes: 60,
    watchUrl: 'https://www.twitch.tv/yosegaki',
  }
  const planned = async (body: object): Promise<Response> =>
    fetch(`${house.url}/api/schedule`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: house.url,
        connection: 'close',
        cookie: producer.cookie,
      },
      body: JSON.stringify(body),
    })

  it('N9: it is on the public schedule at once, drafted for both platforms, and its drafts go with it', async () => {
    const { id } = (await (await mustBeOk(await planned(plan))).json()) as { id: string }
    expect(await house.get('/api/schedule')).toMatchObject([
      { id, title: plan.title, watchUrl: plan.watchUrl },
    ])
    const drafts = async () => (await desk()).announcements.filter(({ subjectId }) => subjectId === id)
    expect((await drafts()).map(({ state, url }) => [state, url])).toEqual([
      ['waiting', plan.watchUrl],
      ['waiting', plan.watchUrl],
    ])
    const gone = await fetch(`${house.url}/api/schedule/${id}`, {
      method: 'DELETE',
      headers: { origin: house.url, cookie: producer.cookie, connection: 'close' },
    })
    await mustBeOk(gone)
    expect([await house.get('/api/schedule'), await drafts()]).toEqual([[], []])
  })

  it('N9: what does not fit is refused by field', async () => {
    const answer = await planned({ ...plan, watchUrl: 'javascript:alert(1)' })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('watchUrl')])
    const session = await fetch(`${house.url}/api/schedule`, { method: 'POST', body: '{}' })
    expect(session.status).toBe(401)
  })
})
