import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../server/src/adapters/chat/youtube-quota.ts'
import { replayLog } from '../../server/src/domain/artwork/apply-event.ts'
import { opened } from '../../server/src/domain/artwork/testing.ts'
import { openHouseRules } from '../../server/src/flow/house-rules.ts'
import { aLine, anAudience } from '../support/an-audience.ts'

const artwork = replayLog([opened()])
const clock = { now: () => 7_000, sleep: () => Promise.resolve() }
const DRAGON = {
  id: 'dragon',
  names: ['ドラゴン太郎', 'Dragon Taro'],
  guideline: 'https://example.org/dragon',
  licence: 'Fan works, no sale',
  stance: 'ask' as const,
  decidedAt: null,
}

describe('C90, C91: a fan work on a stream', () => {
  it('waits for the producer, is offered once allowed, with its evidence, and never where refused', async () => {
    const store = createMemoryStore()
    const rules = await openHouseRules(store, clock)
    await rules.saveFanWorks([DRAGON])
    const audienceNow = () => {
      const audience = anAudience({ fanWorks: [...rules.fanWorks()] })
      for (const viewer of ['ann', 'bob', 'cy'])
        audience.hear(aLine(viewer, viewer, 'ドラゴン太郎を描いて'), null)
      return audience
    }
    const offered = () =>
      audienceNow()
        .options(artwork, 0)
        .find(({ text }) => text.ja.includes('ドラゴン太郎'))

    expect(audienceNow().flagged()).toMatchObject([{ id: 'dragon', viewers: 3, stance: 'ask' }])
    expect(offered()).toBeUndefined()
    expect(await rules.decide('dragon', 'allowed')).toEqual({ ok: true })
    expect(offered()).toMatchObject({
      from: 'chat',
      fanWork: { id: 'dragon', guideline: DRAGON.guideline, allowedAt: 7_000 },
    })
    expect(audienceNow().flagged()).toEqual([])
    await rules.decide('dragon', 'refused')
    expect(offered()).toBeUndefined()

    // The house remembers, and an unknown work is told.
    expect((await openHouseRules(store, clock)).view().fanWorks).toMatchObject([
      { id: 'dragon', stance: 'refused' },
    ])
    expect((await rules.decide('nobody', 'allowed')).ok).toBe(false)
  })

  it('C85: own words are kept, and one that cannot be read changes nothing', async () => {
    const store = createMemoryStore()
    const rules = await openHouseRules(store, clock)
    expect(await rules.saveOwnWords(['ネタバレ', '/犯人は.+/'])).toEqual({ ok: true })
    expect(await rules.saveOwnWords(['ほか', '/(/'])).toMatchObject({ ok: false })
    expect((await openHouseRules(store, clock)).view().ownWords).toEqual(['ネタバレ', '/犯人は.+/'])
  })
})
