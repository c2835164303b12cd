import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ban,
  type Curation,
  merge,
  NOTHING_CURATED,
  pin,
  rename,
  restore,
  rootOf,
  unpin,
} from './curation.ts'
import { top } from './rank-themes.ts'
import { createThemeBoard, hear } from './theme-board.ts'

const said = (...pairs: [viewer: string, key: string][]) => {
  const board = createThemeBoard()
  pairs.forEach(([viewer, key], at) => {
    hear(board, { viewer, themes: [{ key, sound: key, known: true, text: key }], at, line: `${at}` })
  })
  return board
}
const board = said(
  ['a', 'cat'],
  ['b', 'cat'],
  ['c', 'dragon'],
  ['a', 'kitten'],
  ['d', 'kitten'],
  ['d', 'sea'],
)
const listed = (curation: Curation) =>
  top(board, { now: 10, most: 9, curation }).map(({ key, text, viewers }) => [key, text, viewers])

const kitten = { key: 'kitten', text: 'kitten' }
const cat = { key: 'cat', text: 'cat' }

describe('C74: what a producer decides about candidates', () => {
  it('C74: merged ones are one, and a viewer of both counts once', () => {
    const [first, ...rest] = listed(merge(NOTHING_CURATED, kitten, 'cat'))
    expect(first?.[2]).toBe(3)
    expect(rest.map(([key]) => key)).toEqual(['sea', 'dragon'])
  })

  it('C74: a banned one is gone, with what was merged into it', () => {
    const curation = ban(merge(NOTHING_CURATED, kitten, 'cat'), cat)
    expect(listed(curation).map(([key]) => key)).toEqual(['sea', 'dragon'])
  })

  it('C74: put back, it stands where the viewers put it', () => {
    expect(listed(restore(ban(NOTHING_CURATED, cat), 'cat'))).toEqual(listed(NOTHING_CURATED))
    expect(listed(restore(merge(NOTHING_CURATED, kitten, 'cat'), 'kitten'))).toEqual(listed(NOTHING_CURATED))
  })

  it('C74: renamed, it is called so however many say it otherwise; without a name it is theirs again', () => {
    const named = rename(NOTHING_CURATED, 'cat', '猫 / cat')
    expect(listed(named)).toContainEqual(['cat', '猫 / cat', 2])
    expect(listed(rename(named, 'cat', ''))).toEqual(listed(NOTHING_CURATED))
  })

  it('C74: a pinned one is on the list however light it is, at its own place; let go, it is not', () => {
    const shortest = (curation: Curation) =>
      top(board, { now: 10, most: 2, curation }).map(({ key, pinned }) => [key, pinned])
    const pinned = pin(NOTHING_CURATED, { key: 'dragon', text: 'dragon' })
    expect(shortest(NOTHING_CURATED).map(([key]) => key)).not.toContain('dragon')
    expect(shortest(pinned)).toEqual([expect.arrayContaining([false]), ['dragon', true]])
    expect(shortest(unpin(pinned, 'dragon'))).toEqual(shortest(NOTHING_CURATED))
    expect(listed(ban(pinned, { key: 'dragon', text: 'dragon' })).map(([key]) => key)).not.toContain('dragon')
  })

  it('C74: merging never goes in a circle, whatever is merged, and always ends', () => {
    const step = fc.tuple(fc.constantFrom(...'abcd'), fc.constantFrom(...'abcd'))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const curation = steps.reduce(
          (before, [key, into]) => merge(before, { key, text: key }, into),
          NOTHING_CURATED,
        )
        for (const key of 'abcd') expect(curation.merged.has(rootOf(curation, key))).toBe(false)
      }),
    )
  })

  it('C74: all decisions together are taken back by putting every key back', () => {
    const keys = ['cat', 'kitten', 'dragon', 'sea']
    const decision = fc.record({
      ban: fc.boolean(),
      key: fc.constantFrom(...keys),
      into: fc.constantFrom(...keys),
    })
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 12 }), (decisions) => {
        const decided = decisions.reduce(
          (before, { ban: bans, key, into }) =>
            bans ? ban(before, { key, text: key }) : merge(before, { key, text: key }, into),
          NOTHING_CURATED,
        )
        expect(listed(keys.reduce(restore, decided))).toEqual(listed(NOTHING_CURATED))
      }),
    )
  })
})
