import { beforeAll, describe, expect, it } from 'vitest'
import { extractThemes } from '../../domain/chat/extract-themes.ts'
import { normalise } from '../../domain/chat/normalise.ts'
import { top } from '../../domain/chat/rank-themes.ts'
import { createThemeBoard, hear } from '../../domain/chat/theme-board.ts'
import type { Analyser } from '../../domain/chat/token.ts'
import { loadAnalyser } from './analyser.ts'

let analyser: Analyser
beforeAll(async () => {
  analyser = await loadAnalyser()
})

/** The candidates of a chat in which each line is another viewer's. */
const candidates = (...lines: string[]): [text: string, viewers: number][] => {
  const board = createThemeBoard()
  lines.forEach((line, at) => {
    const themes = extractThemes(normalise(line).text, analyser)
    hear(board, { viewer: `v${at}`, themes, at, line: `${at}` })
  })
  return top(board, { now: lines.length, most: 9 }).map(({ text, viewers }) => [text, viewers])
}

describe('C73: spellings of one theme are one candidate', () => {
  it.each([
    [['猫', 'ねこ', 'ネコ', 'ﾈｺ', 'cat', 'Cats!', '🐱', 'ぬこ']],
    [['赤いりんご', '赤いリンゴ', 'red apple', 'red apples']],
    [['glowing mushrooms', 'glow mushroom', 'glowing mushroom']],
    [['phoenix', 'pheonix', 'phoenixx', 'phoenix']],
    [['猫耳', 'ネコミミ', 'ﾈｺﾐﾐ']],
    [['紅葉', 'こうよう', '紅葉']],
  ])('C73: %j', (lines) => expect(candidates(...lines).map(([, viewers]) => viewers)).toEqual([lines.length]))

  it.each([
    [['house', 'horse', 'mouse']],
    [['castle', 'cattle']],
    [['橋', '箸']],
    [['雨', '飴']],
    [['花', '鼻']],
    [['red cat', 'red car']],
    [['plane', 'planet', 'plant']],
  ])('C73: %j are what they are', (lines) => expect(candidates(...lines)).toHaveLength(lines.length))

  it('C73: kana that may be either of two is neither', () => {
    expect(candidates('橋を描いて', '箸を描いて', 'はしを描いて')).toHaveLength(3)
  })

  it('C73: one who says both spellings counts once', () => {
    const board = createThemeBoard()
    for (const [at, line] of ['猫耳', 'ネコミミ'].entries())
      hear(board, { viewer: 'a', themes: extractThemes(line, analyser), at, line })
    expect(top(board, { now: 2, most: 9 })).toMatchObject([{ viewers: 1 }])
  })
})
