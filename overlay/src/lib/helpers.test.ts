import { describe, expect, it } from 'vitest'
import { countText, percents } from './numbers.ts'
import { segments } from './progress.ts'
import { readSettings } from './settings.ts'
import { brushHairs, ensoHairs } from './strokes.ts'
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
    expect([0, 999, 12_345, 123_456, 2_500_000].map(countText)).toEqual([
      '0',
      '999',
      '12,345',
      '123k',
      '2.5M',
    ])
  })
})

describe('progress', () => {
  const rounds = ['a', 'b', 'c', 'd'].map((id) => ({ id, ask: { ja: id, en: id }, decided: null, steps: 10 }))
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
  it('S7 reads the address, and takes what it does not know as the default', () => {
    expect(readSettings('?token=abc&lang=en&theme=dark&motion=off')).toEqual({
      token: 'abc',
      lang: 'en',
      theme: 'dark',
      motion: false,
    })
    expect(readSettings('?lang=<script>&theme=pink&motion=maybe')).toEqual({
      token: null,
      lang: 'both',
      theme: null,
      motion: true,
    })
  })
})

describe('brush', () => {
  it('is done when the reveal is, and is the same every time', () => {
    for (const hair of brushHairs()) expect(hair.from + hair.takes).toBeLessThanOrEqual(1)
    expect(brushHairs()).toEqual(brushHairs())
    expect(ensoHairs().every((hair) => !hair.path.includes('NaN'))).toBe(true)
  })
})
