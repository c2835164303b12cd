import { describe, expect, it } from 'vitest'
import { replayLog } from '../../server/src/domain/artwork/apply-event.ts'
import { aPlan, opened } from '../../server/src/domain/artwork/testing.ts'
import { aLine, anAudience } from '../support/an-audience.ts'

type Audience = ReturnType<typeof anAudience>

const say = (audience: Audience, ...lines: [viewer: string, text: string][]): void => {
  for (const [viewer, text] of lines) audience.hear(aLine(`${viewer}-${text}`, viewer, text), null)
}
const listed = (audience: Audience) => audience.candidates().map(({ text, viewers }) => [text, viewers])
const keyOf = (audience: Audience, text: string): string =>
  audience.candidates().find((candidate) => candidate.text === text)?.key ?? ''

const busy = (): Audience => {
  const audience = anAudience()
  say(audience, ['a', '猫がいい'], ['b', '猫描いて'], ['c', '子猫がいい'], ['a', '子猫も'], ['d', 'ドラゴン'])
  return audience
}

describe('C74: a producer decides about candidates', () => {
  it('C74: merges, and viewers of both count once; takes it back', () => {
    const audience = busy()
    const before = listed(audience)
    expect(audience.curate({ act: 'merge', key: keyOf(audience, '子猫'), into: keyOf(audience, '猫') })).toBe(
      true,
    )
    expect(listed(audience)).toContainEqual(['猫', 3])
    const [merged] = audience.candidates()[0]!.merged
    expect(merged?.text).toBe('子猫')
    expect(audience.curate({ act: 'restore', key: merged!.key })).toBe(true)
    expect(listed(audience)).toEqual(before)
  })

  it('C74: bans from list, themes and ballot, what is said later too; puts back', () => {
    const audience = busy()
    const key = keyOf(audience, '猫')
    expect(audience.curate({ act: 'ban', key })).toBe(true)
    say(audience, ['e', 'ねこ'])
    expect(audience.themes().map(({ text }) => text)).not.toContain('猫')
    expect(audience.banned()).toEqual([{ key, text: '猫' }])
    expect(audience.curate({ act: 'restore', key })).toBe(true)
    expect(listed(audience)).toContainEqual(['猫', 3])
    expect(audience.banned()).toEqual([])
  })

  it('C74: renames, and gives the viewers’ own name back', () => {
    const audience = busy()
    const key = keyOf(audience, 'ドラゴン')
    audience.curate({ act: 'rename', key, name: '竜 / dragon' })
    expect(listed(audience)).toContainEqual(['竜 / dragon', 1])
    audience.curate({ act: 'rename', key, name: '' })
    expect(listed(audience)).toContainEqual(['ドラゴン', 1])
  })

  it('C75: what is pinned is offered first, however few ask for it, until it is let go', () => {
    const audience = busy()
    say(audience, ['f', '海'], ['g', '海'], ['h', '城'], ['i', '城'], ['j', '空'], ['k', '空'])
    const artwork = replayLog([opened({ plan: aPlan({ optionCount: 2 }) })])
    const offered = () => audience.options(artwork, 0).map(({ text }) => text.ja)
    const key = keyOf(audience, 'ドラゴン')
    expect(offered()).not.toContain('ドラゴン')
    expect(audience.curate({ act: 'pin', key })).toBe(true)
    expect(offered()[0]).toBe('ドラゴン')
    expect(offered()).toHaveLength(2)
    expect(audience.curate({ act: 'unpin', key })).toBe(true)
    expect(audience.curate({ act: 'unpin', key })).toBe(false)
    expect(offered()).not.toContain('ドラゴン')
  })

  it('C74: what is not on the list is refused and changes nothing', () => {
    const audience = busy()
    const before = listed(audience)
    expect(audience.curate({ act: 'ban', key: 'nothing' })).toBe(false)
    expect(audience.curate({ act: 'merge', key: keyOf(audience, '猫'), into: 'nothing' })).toBe(false)
    expect(audience.curate({ act: 'restore', key: keyOf(audience, '猫') })).toBe(false)
    expect(listed(audience)).toEqual(before)
  })
})

describe('C72: what a viewer weighs', () => {
  const weights = (settings: object, ...said: [viewer: object, text: string][]): Record<string, number> => {
    const audience = anAudience({ settings })
    for (const [viewer, text] of said) {
      const line = aLine(text, text, text)
      audience.hear({ ...line, viewer: { ...line.viewer, ...viewer } }, null)
    }
    return Object.fromEntries(audience.candidates().map(({ text, weight }) => [text, weight]))
  }

  it('C72: all are equal, unless the settings say so', () => {
    const said: [object, string][] = [
      [{}, '猫'],
      [{ member: true }, '犬'],
      [{ firstTime: false }, '鳥'],
    ]
    expect(weights({}, ...said)).toEqual({ 猫: 1, 犬: 1, 鳥: 1 })
    expect(weights({ memberWeight: 2 }, ...said)).toEqual({ 猫: 0.5, 犬: 1, 鳥: 0.5 })
    expect(weights({ firstTimeWeight: 0 }, ...said)).toEqual({ 鳥: 1 })
  })

  it('C72: half of a wish is gone after the half-life that is set', () => {
    let now = 1_000
    const audience = anAudience({ settings: { halfLifeSeconds: 10 }, now: () => now })
    audience.hear(aLine('1', 'a', '猫', 0), null)
    audience.hear(aLine('2', 'b', '犬', 10_000), null)
    now = 10_000
    expect(audience.candidates().map(({ weight }) => weight)).toEqual([1, 0.5])
  })
})
