import { EMPTY_SHOW } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { contrast, lookVariables } from './colours.ts'
import { countText, percents } from './numbers.ts'
import { packRows } from './pack-rows.ts'
import { segments } from './progress.ts'
import { reloadAsked } from './reload.ts'
import { lookOf, readAddress } from './settings.ts'
import { brushHairs, ensoHairs, partOf } from './strokes.ts'
import { tickerLines } from './ticker-lines.ts'
import { clockOffset, clockText, secondsLeft } from './time.ts'

describe('time left', () => {
  it('S1 counts whole seconds by the server’s clock and stops at zero', () => {
    expect(secondsLeft(10_000, 7_001)).toBe(3)
    expect(secondsLeft(10_000, 10_000)).toBe(0)
    expect(secondsLeft(10_000, 99_000)).toBe(0)
  })

  it('S1 learns the server’s clock from `at`, and does not let a late message spoil it', () => {
    const first = clockOffset(null, 10_000, 4_000)
    expect(first).toBe(6_000)
    expect(clockOffset(first, 11_000, 5_400)).toBe(6_000)
    expect(clockOffset(first, 11_000, 4_990)).toBe(6_010)
    expect(clockOffset(first, 11_000, 3_605_000)).toBe(-3_594_000)
  })

  it('writes minutes and hours', () => {
    expect([0, 7, 65, 600, 3725].map(clockText)).toEqual(['0:00', '0:07', '1:05', '10:00', '1:02:05'])
  })
})

describe('numbers', () => {
  it('percents of a ballot add up to 100', () => {
    expect(percents([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33])
    expect(percents([0.479, 0.292, 0.188, 0.041]).reduce((a, b) => a + b)).toBe(100)
    expect(percents([0, 0])).toEqual([0, 0])
    expect(percents([0, 1])).toEqual([0, 100])
    expect(percents([])).toEqual([])
  })

  it('counts stay short', () => {
    expect([0, 999, 1_234, 12_399, 123_456, 2_500_000].map(countText)).toEqual([
      '0',
      '999',
      '1,234',
      '12.3k',
      '123k',
      '2.5M',
    ])
  })
})

describe('progress', () => {
  const rounds = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    ask: { ja: id, en: id },
    decided: null,
    steps: 10,
    redone: 0,
  }))
  const at = (step: number, phase: 'calling' | 'painting' | 'finishing' = 'painting', steps = 40) =>
    segments({ rounds, step, steps, phase }).map((part) => part.fill)

  it('fills the rounds one after another', () => {
    expect(at(0, 'calling')).toEqual([0, 0, 0, 0])
    expect(at(5)).toEqual([0.5, 0, 0, 0])
    expect(at(25)).toEqual([1, 1, 0.5, 0])
    expect(at(40, 'finishing')).toEqual([1, 1, 1, 1])
  })

  it('gives the touch-up a part of its own', () => {
    expect(at(42, 'painting', 44)).toEqual([1, 1, 1, 1, 0.5])
    expect(segments({ rounds, step: 40, steps: 44, phase: 'touching-up' }).at(-1)?.state).toBe('now')
  })

  it('holds without rounds', () => {
    expect(segments({ rounds: [], step: 0, steps: 1, phase: 'calling' })).toEqual([])
  })
})

describe('settings', () => {
  it('O1: the address is read; what does not fit is left out, and told for the preview by name', () => {
    const read = readAddress('?token=abc&lang=en&theme=dark&motion=off&corner=top-left&paper=FFEEDD')
    expect(read).toMatchObject({ token: 'abc', preview: false, problems: [] })
    expect(read.look).toEqual({
      lang: 'en',
      theme: 'dark',
      motion: 'off',
      corner: 'top-left',
      paper: '#ffeedd',
    })

    const wrong = readAddress('?lang=<script>&theme=pink&corner=top-lef&ink=red&preset=A%20B&preview')
    expect(wrong).toMatchObject({ token: null, preset: null, preview: true, look: {} })
    expect(wrong.problems.map(({ en }) => en.split(':')[0])).toEqual([
      'lang',
      'theme',
      'corner',
      'ink',
      'preset',
    ])
    for (const { ja, en } of wrong.problems) expect(ja && en).toBeTruthy()
  })

  it('O1: the address outweighs the preset, and the preset the house', () => {
    const address = readAddress('?lang=en')
    expect(lookOf(address, { lang: 'ja', theme: 'dark' })).toEqual({
      lang: 'en',
      motion: 'on',
      theme: 'dark',
    })
    expect(lookOf(address, undefined)).toEqual({ lang: 'en', motion: 'on' })
  })

  it('O1: own colours are mixed so that all text can be read; where ink cannot be, they are not taken', () => {
    expect(lookVariables({})).toEqual({})
    expect(lookVariables({ paper: '#ffffff', ink: '#dddddd' })).toBeNull()
    const own = lookVariables({ paper: '#102030', ink: '#f0e0d0', lead: '#ff3300', accent: '#77ccff' })
    const {
      '--paper': paper = '',
      '--ink': ink = '',
      '--faded': faded = '',
      '--bar-leading': lead = '',
    } = own ?? {}
    for (const [text, under] of [
      [ink, paper],
      [faded, paper],
      [ink, lead],
    ] as const) {
      expect(contrast(text, under)).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('loading again', () => {
  const orders = { version: 'b', blank: false, reloadAt: 5, presets: [] }
  it('S7, O3: another build, or a producer who asked since the page came, loads a page again; nothing else does', () => {
    expect(reloadAsked({ version: 'b', reloadAt: null }, orders)).toBe('no')
    expect(reloadAsked({ version: 'b', reloadAt: 5 }, orders)).toBe('no')
    expect(reloadAsked({ version: 'a', reloadAt: null }, orders)).toBe('soon')
    expect(reloadAsked({ version: 'b', reloadAt: 4 }, orders)).toBe('now')
    expect(reloadAsked({ version: null, reloadAt: 5 }, orders)).toBe('no')
  })
})

describe('the ticker', () => {
  it('tells what is most urgent first, by words alone', () => {
    expect(tickerLines(EMPTY_SHOW)).toEqual([])
    const stream = { id: 's', title: '<b>夜</b>', startedAt: 0 }
    const notice = { ja: 'ひと休み', en: 'A rest' }
    const lines = tickerLines({
      ...EMPTY_SHOW,
      stream,
      notice,
      themes: [{ text: 'ねこ', viewers: 2, weight: 1 }],
    })
    expect(lines.map(({ key }) => key)).toEqual(['notice', 'themes', 'stream'])
    expect(lines.at(-1)?.words.ja).toBe('<b>夜</b>')
  })
})

describe('rows of chips', () => {
  it('as many in a row as fit, in their order; one that is too wide stands alone', () => {
    expect(packRows([40, 40, 40, 300, 10], 100, 10)).toEqual([
      { row: 0, x: 0 },
      { row: 0, x: 50 },
      { row: 1, x: 0 },
      { row: 2, x: 0 },
      { row: 3, x: 0 },
    ])
  })
})

describe('brush', () => {
  it('is done when the reveal is, and is the same every time', () => {
    for (const hair of brushHairs()) expect(hair.from + hair.takes).toBeLessThanOrEqual(1)
    expect(brushHairs()).toEqual(brushHairs())
    expect(
      brushHairs()
        .map((hair) => partOf(hair, 0.3))
        .join(),
    ).not.toContain('NaN')
    expect(ensoHairs().every((hair) => !hair.path.includes('NaN'))).toBe(true)
  })
})
