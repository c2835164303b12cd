import type { OwnPlan } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { ownTermsOf, planOf } from './own-plan.ts'
import { totalSteps } from './plan.ts'
import { PLANS } from './plans.ts'

const [evening] = PLANS
const own = (changes: Partial<OwnPlan> = {}): OwnPlan => ({
  ...ownTermsOf(evening!),
  id: 'mine',
  name: '朝の一枚',
  ...changes,
})

describe('a producer’s own show plan', () => {
  it('A23: is its preset with other rounds, steps, seconds and options', () => {
    const rounds = [
      { id: 'colour', steps: 7 },
      { id: 'theme', steps: 4 },
    ]
    const made = planOf(own({ rounds, roundSeconds: 50, options: 6, touchUp: false }), PLANS)
    expect(made).toMatchObject({
      ok: true,
      plan: {
        id: 'mine',
        title: { ja: '朝の一枚', en: '朝の一枚' },
        roundSeconds: 50,
        callSeconds: evening?.callSeconds,
        optionCount: 6,
        touchUp: null,
        // In the preset's order, with its questions and suggestions.
        rounds: [
          { id: 'theme', steps: 4, ask: { ja: '何を描く?' } },
          { id: 'colour', steps: 7 },
        ],
      },
    })
    expect(made.ok && totalSteps(made.plan)).toBe(11)
  })

  it.each([
    ['of nothing', { base: 'nothing' }],
    ['of a preset’s id', { id: 'evening' }],
    [
      'with an unknown round',
      {
        rounds: [
          { id: 'theme', steps: 4 },
          { id: 'taste', steps: 4 },
        ],
      },
    ],
    [
      'with a round twice',
      {
        rounds: [
          { id: 'theme', steps: 4 },
          { id: 'theme', steps: 4 },
        ],
      },
    ],
    ['without the theme', { rounds: [{ id: 'colour', steps: 4 }] }],
    ['with ballots longer than rounds', { ballotSeconds: 90, roundSeconds: 40 }],
  ])('A23: one %s is refused with its name and why, in both languages', (_name, changes) => {
    expect(planOf(own(changes), PLANS)).toMatchObject({
      ok: false,
      reason: { ja: expect.stringContaining('朝の一枚'), en: expect.stringContaining('朝の一枚') },
    })
  })
})
