import { fits } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { createDrafter } from './draft.ts'

const CC0 = { ja: 'CC0', en: 'CC0 1.0 Universal' }
const drafter = createDrafter(['x', 'discord'], 'https://show.example', (at) => `at ${at}`)
const work = (ja: string, en = ja) => ({ id: 'work-1', title: { ja, en }, licence: { name: CC0 } })

describe('what is told elsewhere', () => {
  it('N1: is drafted once a channel that is on, with the address of what it tells of', () => {
    expect(drafter.work(work('赤いねこ', 'red cat'))).toMatchObject([
      { id: 'work-x-work-1', channel: 'x', url: 'https://show.example/works/work-1' },
      { id: 'work-discord-work-1', channel: 'discord' },
    ])
    expect(drafter.work(work('赤いねこ', 'red cat'))[0]?.text).toBe(
      'みんなで描いた絵ができました: 赤いねこ / red cat\nA picture painted together is finished.\nCC0 1.0 Universal\nhttps://show.example/works/work-1',
    )
    expect(createDrafter([], null, String).work(work('ねこ'))).toEqual([])
  })

  it('N1: has no link where this house has no public address', () => {
    const [draft] = createDrafter(['x'], null, String).work(work('ねこ'))
    expect([draft?.url, draft?.text.includes('http')]).toEqual([null, false])
  })

  it('N1: tells of a stream only where people outside can watch it', () => {
    const stream = { id: 's', title: '夜' }
    expect(
      drafter.stream({ ...stream, sources: [{ kind: 'rehearsal' }, { kind: 'replay', speed: 4 }] }),
    ).toEqual([])
    const urlOf = (source: Parameters<typeof drafter.stream>[0]['sources'][number]) =>
      drafter.stream({ ...stream, sources: [{ kind: 'rehearsal' }, source] })[0]?.url
    expect(urlOf({ kind: 'twitch', channel: 'yosegaki' })).toBe('https://www.twitch.tv/yosegaki')
    expect(urlOf({ kind: 'youtube', video: 'dQw4w9WgXcQ' })).toBe(
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    )
    expect(urlOf({ kind: 'youtube', video: 'https://youtu.be/dQw4w9WgXcQ' })).toBe(
      'https://youtu.be/dQw4w9WgXcQ',
    )
  })

  it('N1: says when a planned stream begins', () => {
    const planned = {
      id: 'p',
      title: '夜',
      startsAt: 7,
      minutes: null,
      note: '',
      watchUrl: null,
      planId: null,
    }
    expect(drafter.planned(planned)[0]).toMatchObject({
      url: 'https://show.example/schedule',
      text: '配信予定: 夜\nat 7\nhttps://show.example/schedule',
    })
  })

  it('N2: mentions and tags nobody, whatever viewers named the picture', () => {
    const [draft] = drafter.work(work('@everyone #宣伝\n@someone'))
    expect(draft?.text.replace('https://show.example/works/work-1', '')).not.toMatch(/[@#]/)
  })

  it('N3: a title too long is cut between letters until it fits, the link stays whole', () => {
    for (const draft of drafter.work(work('👩‍👩‍👧‍👦ねこ'.repeat(60), 'cat'))) {
      expect(fits(draft.channel, draft.text)).toBe(true)
      expect(draft.text.endsWith('https://show.example/works/work-1')).toBe(true)
    }
  })
})
