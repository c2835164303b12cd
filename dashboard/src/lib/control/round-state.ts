import type { ArtworkView, BallotView } from '@yosegaki/contract'

/** never: the artwork was given up before its paint. */
export type RoundState = 'done' | 'now' | 'voting' | 'later' | 'never'

/** Where a round of the artwork stands. */
export function roundState(artwork: ArtworkView, ballot: BallotView | null, index: number): RoundState {
  const { phase, round, rounds, step } = artwork
  if (phase === 'abandoned') {
    const first = rounds.slice(0, index).reduce((sum, { steps }) => sum + steps, 0)
    return step > first ? 'done' : 'never'
  }
  if (index < round || (index === round && phase !== 'painting')) return 'done'
  if (index === round) return 'now'
  return ballot !== null && ballot.round === index && ballot.state !== 'closed' ? 'voting' : 'later'
}
