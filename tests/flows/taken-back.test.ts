import { describe, expect, it } from 'vitest'
import { anAudience, aLine as line } from '../support/an-audience.ts'

const removed = (id: string) => ({
  type: 'removed' as const,
  id: `r${id}`,
  source: 'chat',
  at: 900,
  line: id,
})
const banned = (viewer: string, at = 900) => ({
  type: 'banned' as const,
  id: `b${viewer}`,
  source: 'chat',
  at,
  viewer: { id: viewer, name: viewer },
  seconds: null,
})
const asked = (audience: ReturnType<typeof anAudience>) =>
  audience.themes().map(({ text, viewers }) => [text, viewers])

describe('C15: what a platform takes back', () => {
  it('a deleted line unsays its wishes, and those of other lines and viewers stay', () => {
    const audience = anAudience()
    audience.hear(line('1', 'ann', '猫を描いて'), null)
    audience.hear(line('2', 'ann', '犬を描いて'), null)
    audience.hear(line('3', 'bob', '猫を描いて'), null)
    expect(audience.takeBack(removed('1'))).toEqual({ viewer: 'chat:ann', line: 'chat/1' })
    expect(asked(audience)).toEqual(
      expect.arrayContaining([
        ['猫', 1],
        ['犬', 1],
      ]),
    )
    expect(audience.lines.map(({ id }) => id)).toEqual(['3', '2'])
  })

  it('a banned viewer unsays everything', () => {
    const audience = anAudience()
    audience.hear(line('1', 'ann', '猫を描いて'), null)
    audience.hear(line('2', 'ann', '犬を描いて'), null)
    audience.hear(line('3', 'bob', '猫を描いて'), null)
    expect(audience.takeBack(banned('ann'))).toEqual({ viewer: 'chat:ann', line: null })
    expect(asked(audience)).toEqual([['猫', 1]])
  })

  it('a deletion or a ban that comes before its line counts nothing of it', () => {
    const audience = anAudience()
    expect(audience.takeBack(removed('1'))).toBeNull()
    audience.takeBack(banned('bob'))
    expect(audience.hear(line('1', 'ann', '猫を描いて'), null).heard.kind).toBe('talk')
    expect(audience.hear(line('2', 'bob', '猫を描いて'), null).heard.kind).toBe('talk')
    expect(asked(audience)).toEqual([])
    expect(audience.lines).toEqual([])
  })

  it('who may speak again after a ban is heard again', () => {
    const audience = anAudience()
    audience.takeBack(banned('ann'))
    expect(audience.hear(line('1', 'ann', '猫を描いて', 950), null).heard.kind).toBe('wish')
  })
})
