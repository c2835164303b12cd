import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision } from '../ballot/ballot.ts'
import type { Artwork } from './artwork.ts'
import { promptsFor, roundOfStep, titleOf } from './conditioning.ts'
import { after, aPlan } from './testing.ts'

const decision = (round: number, texts: string[], shares: number[]): Decision => ({
  round,
  options: texts.map((text) => ({ text: { ja: text, en: text }, from: 'chat' })),
  counts: shares.map((share) => share * 100),
  shares,
  voters: 100,
  winner: shares.indexOf(Math.max(...shares)),
  decidedBy: 'votes',
})
const decided = (...decisions: Decision[]): Artwork => ({ ...after([]), decisions })

describe('conditioning', () => {
  it('A12: vote shares are prompt weights', () => {
    expect(promptsFor(decided(decision(0, ['ねこ', '犬'], [0.75, 0.25])), 0)).toEqual([
      { text: 'ねこ', weight: 0.75 },
      { text: '犬', weight: 0.25 },
    ])
  })

  it('A12: a decisive plan leans to what most voted for, and leaves a tie a tie', () => {
    const decisive = (shares: number[]): Artwork => ({
      ...decided(decision(0, ['ねこ', '犬'], shares)),
      plan: aPlan({ decisiveness: 2 }),
    })
    expect(promptsFor(decisive([0.75, 0.25]), 0).map(({ weight }) => weight)).toEqual([
      0.9,
      expect.closeTo(0.1),
    ])
    expect(promptsFor(decisive([0.5, 0.5]), 0).map(({ weight }) => weight)).toEqual([0.5, 0.5])
  })

  it('A12: a later answer joins every sentence where grammar wants it, and shares multiply', () => {
    const artwork = decided(decision(0, ['ねこ', '犬'], [0.75, 0.25]), decision(1, ['赤い', '青い'], [1, 0]))
    expect(promptsFor(artwork, 1)).toEqual([
      { text: '赤いねこ', weight: 0.75 },
      { text: '赤い犬', weight: 0.25 },
    ])
    expect(promptsFor(artwork, 0)).toHaveLength(2)
  })

  it('A12: an English subject stays in English, a Japanese one in Japanese', () => {
    const both = {
      ...decision(1, ['x'], [1]),
      options: [{ text: { ja: '赤い', en: 'red' }, from: 'plan' as const }],
    }
    expect(promptsFor(decided(decision(0, ['cat'], [1]), both), 1)[0]?.text).toBe('red cat')
    expect(promptsFor(decided(decision(0, ['猫'], [1]), both), 1)[0]?.text).toBe('赤い猫')
  })

  it('A12: a viewer who writes a template or a replacement pattern gets just those letters', () => {
    const artwork = decided(decision(0, ['$& {option}'], [1]))
    expect(promptsFor(artwork, 0)[0]?.text).toContain('$&')
  })

  it('A12: for any shares there are at most four prompts, heaviest first, adding up to 1', () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 6 })
      .filter((votes) => votes.some((n) => n > 0))
    fc.assert(
      fc.property(shares, shares, (first, second) => {
        const toShares = (votes: number[]) => votes.map((count) => count / votes.reduce((a, b) => a + b, 0))
        const names = (votes: number[], prefix: string) => votes.map((_, index) => `${prefix}${index}`)
        const prompts = promptsFor(
          decided(
            decision(0, names(first, 't'), toShares(first)),
            decision(1, names(second, 'c'), toShares(second)),
          ),
          1,
        )
        expect(prompts.length).toBeLessThanOrEqual(4)
        expect(prompts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1)
        expect(prompts.map(({ weight }) => weight)).toEqual(
          prompts.map(({ weight }) => weight).toSorted((a, b) => b - a),
        )
      }),
    )
  })

  it('A12: each step belongs to its round, the touch-up to the last', () => {
    const artwork = after([], aPlan())
    expect([0, 1, 2, 3, 4].map((step) => roundOfStep(artwork, step))).toEqual([0, 0, 1, 1, 1])
  })

  it('names the work after what was decided, and an undecided one honestly', () => {
    expect(titleOf(decided(decision(0, ['ねこ'], [1]))).ja).toBe('ねこ')
    expect(titleOf(after([])).en).toBe('Untitled 1')
  })
})
