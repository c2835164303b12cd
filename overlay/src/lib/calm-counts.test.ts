import { type BallotView, EMPTY_SHOW, type ShowView, sameText } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { BEAT_MS, CALM_MS, calmed, readThrough, WISHES_MS } from './calm-counts.ts'

const themes = (viewers: number, many = 1) =>
  Array.from({ length: many }, (_, n) => ({ text: `ねこ${n}`, viewers, weight: 1 }))
const ballot = (votes: number, state: BallotView['state'] = 'open'): BallotView => ({
  round: 0,
  ask: sameText('何を描く？'),
  state,
  options: [{ number: 1, text: sameText('ねこ'), votes, share: 1, from: 'chat' }],
  voters: votes,
  at: 5,
  leading: 1,
  decidedBy: null,
})
const view = (votes: number, change: Partial<ShowView> = {}): ShowView => ({
  ...EMPTY_SHOW,
  ballot: ballot(votes),
  themes: themes(votes),
  ...change,
})

describe('votes and wishes on a page', () => {
  const first = calmed(null, view(1), 0).calm

  it('what is known first is shown at once, and counts when those before have been read', () => {
    expect(first.ballot.value?.voters).toBe(1)
    expect(calmed(first, view(2), 300)).toEqual({ calm: first, wait: CALM_MS - 300 })
    expect(calmed(first, view(3), CALM_MS).calm.ballot.value?.voters).toBe(3)
  })

  it('many wishes stand longer than a few, and longer than votes', () => {
    const many = calmed(null, view(1, { themes: themes(1, 9) }), 0).calm
    const { calm, wait } = calmed(many, view(2, { themes: themes(2, 9) }), CALM_MS)
    expect(calm.ballot.value?.voters).toBe(2)
    expect(calm.themes.value[0]?.viewers).toBe(1)
    expect(wait).toBe(WISHES_MS - CALM_MS)
    expect(calmed(first, view(2), CALM_MS).calm.themes.value[0]?.viewers).toBe(2)
  })

  it('a step brings the counts with it, but not those that came a moment ago', () => {
    const painted = (votes: number, step: number) => ({ ...view(votes), artwork: { id: 'a', step } })
    const { calm } = calmed(null, painted(1, 3), 0)
    const due = CALM_MS - BEAT_MS
    expect(calmed(calm, painted(2, 4), due - 1).calm).toBe(calm)
    expect(calmed(calm, painted(2, 3), due).calm).toBe(calm)
    expect(calmed(calm, painted(2, 4), due).calm.ballot.value?.voters).toBe(2)
  })

  it('O4 after a drop they are as they are now', () => {
    const { calm, wait } = calmed(readThrough(first), view(9), 1)
    expect(wait).toBe(0)
    expect(calm.ballot.value?.voters).toBe(9)
    expect(calm.themes.value[0]?.viewers).toBe(9)
  })

  it.each<[string, Partial<ShowView>]>([
    ['a ballot that closes', { ballot: ballot(2, 'closed') }],
    ['a ballot that is held', { ballot: { ...ballot(2), at: null } }],
    ['a ballot that is over', { ballot: null }],
    ['wishes that are all gone', { themes: [] }],
  ])('%s is shown at once', (_, change) => {
    const next = view(2, change)
    const { calm, wait } = calmed(first, next, 10)
    expect(wait).toBe(0)
    expect(calm).toMatchObject({ ballot: { value: next.ballot }, themes: { value: next.themes } })
  })
})
