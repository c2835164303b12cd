import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { top } from './rank-themes.ts'
import { createThemeBoard, forget, hear, sweep, THEMES_PER_VIEWER } from './theme-board.ts'

const HALF_LIFE = 1_000
type Said = { viewer: string; key: string; at: number }

const say = (board: ReturnType<typeof createThemeBoard>, { viewer, key, at }: Said) =>
  hear(board, { viewer, themes: [{ key, sound: key, known: true, text: key }], at, line: `${viewer}@${at}` })

/** Counts anew from the whole history, as slowly and plainly as it can be said. */
const recount = (history: readonly Said[], now: number): Map<string, number> => {
  const stands = new Map<string, { key: string; at: number }[]>()
  for (const { viewer, key, at } of history) {
    const mine = stands.get(viewer) ?? []
    const before = mine.find((stand) => stand.key === key)
    if (before !== undefined && at - before.at < HALF_LIFE) continue
    stands.set(viewer, [...mine.filter((stand) => stand.key !== key), { key, at }].slice(-THEMES_PER_VIEWER))
  }
  const weights = new Map<string, number>()
  for (const mine of stands.values())
    for (const { key, at } of mine) weights.set(key, (weights.get(key) ?? 0) + 2 ** ((at - now) / HALF_LIFE))
  return weights
}

const history = fc
  .array(
    fc.record({
      viewer: fc.constantFrom('a', 'b', 'c', 'd'),
      key: fc.constantFrom(...'0123456789xyz'),
      wait: fc.integer({ min: 0, max: 3_000 }),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    let at = 1_760_000_000_000
    return steps.map(({ viewer, key, wait }) => {
      at += wait
      return { viewer, key, at }
    })
  })

describe('theme board', () => {
  it('C10, C11: equals a naive recount, whatever is said', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 20_000 }), (said, later) => {
        const board = createThemeBoard({ halfLife: HALF_LIFE })
        for (const one of said) say(board, one)
        const now = (said.at(-1)?.at ?? 0) + later
        const wanted = recount(said, now)
        const ranked = top(board, { most: 100, now })
        expect(ranked.map(({ key }) => key).sort()).toEqual([...wanted.keys()].sort())
        for (const { key, weight } of ranked) expect(weight).toBeCloseTo(wanted.get(key)!, 6)
      }),
    )
  })

  it('C10: a viewer who repeats weighs no more than one', () => {
    const board = createThemeBoard({ halfLife: HALF_LIFE })
    for (let at = 0; at < 900; at += 10) say(board, { viewer: 'loud', key: 'dragon', at })
    for (const viewer of ['a', 'b']) say(board, { viewer, key: 'cat', at: 900 })
    expect(top(board, { most: 2, now: 900 }).map(({ key, viewers }) => [key, viewers])).toEqual([
      ['cat', 2],
      ['dragon', 1],
    ])
  })

  it('C10: weights survive a stream of days', () => {
    const board = createThemeBoard({ halfLife: HALF_LIFE })
    for (let day = 0; day < 40; day++) say(board, { viewer: `v${day}`, key: 'cat', at: day * 86_400_000 })
    expect(top(board, { most: 1, now: 39 * 86_400_000 })[0]?.weight).toBeCloseTo(1, 6)
  })

  it('C12: a forgotten viewer leaves nothing behind', () => {
    fc.assert(
      fc.property(history, (said) => {
        const board = createThemeBoard({ halfLife: HALF_LIFE })
        for (const one of said) say(board, one)
        forget(board, 'a')
        const now = said.at(-1)?.at ?? 0
        const wanted = recount(
          said.filter(({ viewer }) => viewer !== 'a'),
          now,
        )
        const ranked = top(board, { most: 100, now })
        expect(ranked.map(({ key }) => key).sort()).toEqual([...wanted.keys()].sort())
        for (const { key, weight } of ranked) expect(weight).toBeCloseTo(wanted.get(key)!, 6)
      }),
    )
  })

  it('C12: never holds more than its limit, and keeps the heaviest', () => {
    const board = createThemeBoard({ halfLife: HALF_LIFE, limit: 20 })
    for (const viewer of ['a', 'b', 'c']) say(board, { viewer, key: 'cat', at: 0 })
    for (let index = 0; index < 500; index++)
      say(board, { viewer: `flood${index % 50}`, key: `t${index}`, at: 1 })
    expect(board.entries.size).toBeLessThanOrEqual(20)
    expect(top(board, { most: 1, now: 1 })[0]?.key).toBe('cat')
  })

  it('C12: sweeping drops what has faded', () => {
    const board = createThemeBoard({ halfLife: HALF_LIFE })
    say(board, { viewer: 'a', key: 'old', at: 0 })
    say(board, { viewer: 'b', key: 'new', at: 11 * HALF_LIFE })
    sweep(board, 11 * HALF_LIFE)
    expect(top(board, { most: 5, now: 11 * HALF_LIFE }).map(({ key }) => key)).toEqual(['new'])
    expect(board.byViewer.size).toBe(1)
  })

  it('C13: shows the spelling most viewers used, the first of equals', () => {
    const board = createThemeBoard()
    const spellings = ['ネコ', '猫', 'ねこ', '猫']
    spellings.forEach((text, index) => {
      hear(board, {
        viewer: `v${index}`,
        themes: [{ key: 'cat', sound: 'cat', known: true, text }],
        at: index,
        line: `${index}`,
      })
    })
    expect(top(board, { most: 1, now: 4 })[0]?.text).toBe('猫')
  })
})
