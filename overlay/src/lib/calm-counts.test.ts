import { type BallotView, EMPTY_SHOW, type ShowView, sameText } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { CALM_MS, calmed } from './calm-counts.ts'

const theme = (viewers: number) => ({ text: 'ねこ', viewers, weight: 1 })
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
  themes: [theme(votes)],
  ...change,
})

describe('votes and wishes on a page', () => {
  const first = calmed(null, view(1), 0).calm

  it('what is known first is shown at once, and counts when those before have been read', () => {
    expect(first.ballot?.voters).toBe(1)
    expect(calmed(first, view(2), 300)).toEqual({ calm: first, wait: CALM_MS - 300 })
    expect(calmed(first, view(3), CALM_MS).calm.ballot?.voters).toBe(3)
  })

  it('O4 after a drop of more than a moment they are as they are now', () => {
    expect(calmed(first, view(9), 2_000)).toMatchObject({ wait: 0, calm: { ballot: { voters: 9 } } })
  })

  it.each<[string, Partial<ShowView>]>([
    ['a ballot that closes', { ballot: ballot(2, 'closed') }],
    ['a ballot that is held', { ballot: { ...ballot(2), at: null } }],
    ['a ballot that is over', { ballot: null }],
    ['wishes that are all gone', { themes: [] }],
  ])('%s is shown at once', (_, change) => {
    expect(calmed(first, view(2, change), 10).wait).toBe(0)
    expect(calmed(first, view(2, change), 10).calm).toMatchObject(change)
  })
})
