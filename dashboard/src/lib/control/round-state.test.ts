import type { ArtworkView, BallotView } from '@yosegaki/contract'
import { expect, test } from 'vitest'
import { roundState } from './round-state.ts'

const round = { id: 'a', ask: { ja: '何', en: 'what' }, decided: null, steps: 5, redone: 0 }
const artwork = { phase: 'painting', round: 1, rounds: [round, round, round, round], step: 7 } as ArtworkView
const ballot = { round: 2, state: 'open' } as BallotView
const statesOf = (changes: Partial<ArtworkView>, asked: BallotView | null = ballot) =>
  artwork.rounds.map((_, index) => roundState({ ...artwork, ...changes }, asked, index))

test('a round is painted, being painted, voted on, or to come', () => {
  expect(statesOf({})).toEqual(['done', 'now', 'voting', 'later'])
  expect(
    statesOf({ phase: 'calling', round: -1, step: 0 }, { ...ballot, round: 0, state: 'asking' }),
  ).toEqual(['voting', 'later', 'later', 'later'])
  expect(statesOf({ phase: 'published', round: 3, step: 20 })).toEqual(['done', 'done', 'done', 'done'])
})

test('A3: of what was given up only what has paint was painted, and nothing more is to come', () => {
  const given = { phase: 'abandoned', round: 3 } as const
  expect(statesOf({ ...given, step: 0 })).toEqual(['never', 'never', 'never', 'never'])
  expect(statesOf({ ...given, step: 7 })).toEqual(['done', 'done', 'never', 'never'])
})
