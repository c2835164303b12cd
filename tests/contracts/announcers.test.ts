import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDiscordAnnouncer } from '../../server/src/adapters/announce/discord-announcer.ts'
import { createXAnnouncer } from '../../server/src/adapters/announce/x-announcer.ts'
import type { Announcer } from '../../server/src/ports.ts'
import { type Mood, openDiscord, openX, type Platform } from '../support/announcement-servers.ts'

const PICTURE = { png: Uint8Array.from([137, 80, 78, 71, 1, 2, 3]), alt: '赤いねこ / red cat' }
const KEYS = { appKey: 'app-key', appSecret: 's', accessToken: 'access-token', accessSecret: 's' }

type Opened = { platform: Platform; announcer: Announcer }
const PLATFORMS: Record<string, () => Promise<Opened>> = {
  async Discord() {
    const platform = await openDiscord()
    return { platform, announcer: createDiscordAnnouncer(platform.webhook) }
  },
  async X() {
    const platform = await openX()
    // Its certificate is its own; the library takes no other trust than the process's.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    return { platform, announcer: createXAnnouncer(KEYS, platform.url) }
  },
}

describe.each(Object.keys(PLATFORMS))('announcing on %s', (name) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await PLATFORMS[name]!()
  })
  afterAll(async () => {
    await opened.platform.close()
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  })
  const post = async (mood: Mood, text: string) => {
    const { platform, announcer } = opened
    platform.mood = mood
    const tries = platform.tries
    const outcome = await announcer.post(text, PICTURE)
    return { ...outcome, tried: platform.tries - tries }
  }

  it('N4: it stands there with its picture, described for who cannot see it, and its address is told', async () => {
    expect(await post('kind', 'できました 🐈')).toEqual({
      state: 'sent',
      url: expect.stringMatching(/^https:/),
      tried: 1,
    })
    expect(opened.platform.posts).toEqual([{ text: 'できました 🐈', pictures: 1, alt: PICTURE.alt }])
  })

  it('N4: refused, or told to slow down, it failed with the reason in both languages, tried once', async () => {
    for (const mood of ['refusing', 'busy'] as const) {
      const outcome = await post(mood, `${mood}`)
      expect(outcome).toMatchObject({ state: 'failed', tried: 1 })
      expect(outcome).toMatchObject({
        reason: { ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringContaining(name) },
      })
    }
  })

  it('N4: without a clear answer nobody knows, and it is not tried again', async () => {
    for (const mood of ['broken', 'hang-up'] as const)
      expect(await post(mood, `${mood}`)).toMatchObject({ state: 'unsure', tried: 1 })
  })

  it('N4: the same platform that is not there at all leaves nothing posted', async () => {
    const before = opened.platform.posts.length
    await opened.platform.close()
    const outcome = await opened.announcer.post('nobody hears', PICTURE)
    expect(outcome.state).not.toBe('sent')
    expect(opened.platform.posts).toHaveLength(before)
  })
})
