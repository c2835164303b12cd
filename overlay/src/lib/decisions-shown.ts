import type { ArtworkView } from '@yosegaki/contract'

type Rounds = ArtworkView['rounds']

/** The last `most` rounds that are decided; with `ahead` a window of `most` that reaches one round further, and is full from the start. */
export function decisionsShown(rounds: Rounds, { most, ahead }: { most: number; ahead: boolean }): Rounds {
  const decided = rounds.filter((round) => round.decided !== null)
  if (!ahead) return decided.slice(-most)
  const end = Math.min(rounds.length, Math.max(most, decided.length + 1))
  return rounds.slice(Math.max(0, end - most), end)
}
