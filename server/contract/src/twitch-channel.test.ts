import { describe, expect, it } from 'vitest'
import { StreamStart } from './control-view.ts'
import { twitchChannelOf } from './twitch-channel.ts'

describe('a Twitch channel', () => {
  it('C69: its name, or any address that Twitch gives out, is its name', () => {
    const written = [
      'neko_e',
      ' Neko_E ',
      '#neko_e',
      '@neko_e',
      'https://www.twitch.tv/neko_e',
      'http://twitch.tv/Neko_E/',
      'twitch.tv/neko_e?sr=a',
      'https://m.twitch.tv/neko_e/home',
      'https://www.twitch.tv/neko_e/videos#top',
      'https://www.twitch.tv/popout/neko_e/chat?popout=',
      'https://www.twitch.tv/embed/neko_e/chat',
      'https://www.twitch.tv/moderator/neko_e',
      'https://dashboard.twitch.tv/u/neko_e/stream-manager',
    ]
    for (const text of written) expect([text, twitchChannelOf(text)]).toEqual([text, 'neko_e'])
  })

  it('C69: anything else is none', () => {
    const none = [
      '',
      ' ',
      '猫',
      'two words',
      'x'.repeat(26),
      'https://www.twitch.tv/',
      'https://www.twitch.tv/videos/123',
      'https://www.twitch.tv/directory',
      'https://nottwitch.tv/neko_e',
      'https://www.twitch.tv.example/neko_e',
      'https://youtube.com/watch?v=abcdefghijk',
      'neko_e\r\nJOIN #other',
      'neko_e,other',
    ]
    for (const text of none) expect([text, twitchChannelOf(text)]).toEqual([text, null])
  })

  it('C69: the API takes both, hands on the name, and says what is wrong with the rest', () => {
    const start = (...sources: unknown[]) => StreamStart.safeParse({ title: 'x', planId: 'quick', sources })
    const parsed = start({ kind: 'twitch', channel: 'https://www.twitch.tv/Neko_E' }, { kind: 'rehearsal' })
    expect(parsed.data?.sources).toEqual([{ kind: 'twitch', channel: 'neko_e' }, { kind: 'rehearsal' }])
    const wrong = start({ kind: 'twitch', channel: 'two words' })
    expect(wrong.error?.issues[0]).toMatchObject({
      path: ['sources', 0, 'channel'],
      message: expect.stringContaining('https://www.twitch.tv/name'),
    })
  })

  it('C70: several chats are one stream, but none of them twice', () => {
    const start = (...sources: unknown[]) => StreamStart.safeParse({ title: 'x', planId: 'quick', sources })
    const a = { kind: 'twitch', channel: 'a' }
    const tube = { kind: 'youtube', video: 'abcdefghijk' }
    expect(start(a, { kind: 'twitch', channel: 'b' }, tube, { kind: 'rehearsal' }).success).toBe(true)
    expect(start(a, { kind: 'twitch', channel: 'twitch.tv/A' }).error?.issues[0]?.message).toContain('once')
    expect(start({ kind: 'rehearsal' }, { kind: 'rehearsal' }).success).toBe(false)
  })
})
