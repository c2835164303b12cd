import type { BrigadeView } from '@yosegaki/contract'
import { undecided } from '../artwork/apply-event.ts'
import type { Artwork } from '../artwork/artwork.ts'
import { brigadeIn, judgedBrigades, optionsOf } from '../ballot/brigade.ts'
import type { Burst } from '../ballot/votes.ts'

/** The present ballot's, until its round begins: those decided about, then the one that is to be. Counts, never who. */
export function brigadeViews(artwork: Artwork): BrigadeView[] {
  const ballot = undecided(artwork)
  if (ballot === null) return []
  const judged = judgedBrigades(ballot).map((brigade) => ({
    ...brigade,
    stance: brigade.counts ? ('counted' as const) : ('aside' as const),
  }))
  const present = brigadeIn(ballot)
  const options = optionsOf(ballot)
  return [...judged, ...(present === null ? [] : [{ ...present, stance: 'asked' as const }])].map(
    ({ option, viewers, without, stance }, place) => ({
      round: ballot.round,
      place,
      option: option + 1,
      text: options[option]!.text,
      viewers,
      without: without === null ? null : options[without]!.text,
      stance,
    }),
  )
}

/** What such a view shows, by its place and its option's number; null where it is not there (any more). */
export function burstAt(artwork: Artwork, at: Pick<BrigadeView, 'round' | 'place' | 'option'>): Burst | null {
  const ballot = undecided(artwork)
  if (ballot === null || ballot.round !== at.round) return null
  const { judged } = ballot.votes
  const burst = judged[at.place] ?? (at.place === judged.length ? brigadeIn(ballot) : null)
  return burst?.option === at.option - 1 ? { option: burst.option, spans: burst.spans } : null
}
