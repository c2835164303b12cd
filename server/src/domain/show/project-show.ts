import type { ArtworkView, BallotView, ShowView, Text, WorkView } from '@yosegaki/contract'
import { type Artwork, isOver } from '../artwork/artwork.ts'
import { promptsFor, titleOf } from '../artwork/conditioning.ts'
import { timesRedone } from '../artwork/takes.ts'
import { stepsOf } from '../artwork/touch-ups.ts'
import { type Ballot, countVotes, leaderOf } from '../ballot/ballot.ts'
import { licenceOf } from '../licence/licence.ts'

/** The artwork as every page shows it. Pure: the same artwork gives the same view. */
export function artworkView(artwork: Artwork): ArtworkView {
  const { phase, plan, decisions } = artwork
  const licence = licenceOf(artwork)
  return {
    id: artwork.id,
    number: artwork.number,
    seed: artwork.seed,
    phase: phase.name,
    round: phase.name === 'painting' ? phase.round : roundOutside(artwork),
    rounds: plan.rounds.map((round, index) => ({
      id: round.id,
      ask: round.ask,
      decided: decided(decisions[index]),
      steps: round.steps,
      redone: timesRedone(artwork, index),
    })),
    take: artwork.take,
    step: artwork.stepsDone,
    steps: stepsOf(artwork),
    endsAt: artwork.heldAt === null ? endOf(artwork) : null,
    held: artwork.heldAt !== null && !isOver(artwork),
    title: decisions.length > 0 ? titleOf(artwork) : null,
    licence: { id: licence.id, name: { ja: cut(licence.name.ja), en: cut(licence.name.en) } },
  }
}

/** The longest a `Text` may be. */
const cut = (words: string): string => words.slice(0, 400)

function roundOutside({ phase, plan }: Artwork): number {
  return phase.name === 'calling' || phase.name === 'voting' ? -1 : plan.rounds.length - 1
}

function endOf({ phase, ballot }: Artwork): number | null {
  if (phase.name === 'voting') return ballot?.state === 'open' ? ballot.closesAt : null
  return 'endsAt' in phase ? phase.endsAt : null
}

const decided = (decision: Artwork['decisions'][number] | undefined): Text | null =>
  decision?.options[decision.winner]?.text ?? null

/** The ballot as every page shows it: counts, never who voted for what. */
export function ballotView(artwork: Artwork): BallotView | null {
  const { ballot, plan, phase, heldAt } = artwork
  // Of what was given up nothing is asked any more.
  if (ballot === null || (phase.name === 'abandoned' && ballot.state !== 'closed')) return null
  const ask = plan.rounds[ballot.round]?.ask ?? { ja: '', en: '' }
  const { options, ...rest } = ballotFigures(ballot)
  return {
    round: ballot.round,
    ask,
    state: ballot.state,
    ...rest,
    at: heldAt === null ? rest.at : null,
    options,
  }
}

type Figures = Pick<BallotView, 'options' | 'voters' | 'at' | 'leading' | 'decidedBy'>

function ballotFigures(ballot: Ballot): Figures {
  switch (ballot.state) {
    case 'asking':
      return { options: [], voters: 0, at: ballot.opensAt, leading: null, decidedBy: null }
    case 'open': {
      const counts = countVotes(ballot)
      const voters = counts.reduce((sum, count) => sum + count, 0)
      const leading = voters === 0 ? null : leaderOf(counts) + 1
      const shares = counts.map((count) => (voters === 0 ? 0 : count / voters))
      return {
        options: optionViews(ballot.options, counts, shares),
        voters,
        at: ballot.closesAt,
        leading,
        decidedBy: null,
      }
    }
    case 'closed': {
      const { options, counts, shares, voters, winner, decidedBy } = ballot.decision
      return {
        options: optionViews(options, counts, shares),
        voters,
        at: ballot.closedAt,
        leading: winner + 1,
        decidedBy,
      }
    }
  }
}

function optionViews(
  options: readonly { text: Text; from: 'chat' | 'plan' }[],
  counts: readonly number[],
  shares: readonly number[],
): BallotView['options'] {
  return options.map(({ text, from }, index) => ({
    number: index + 1,
    text,
    from,
    votes: counts[index] ?? 0,
    share: shares[index] ?? 0,
  }))
}

function redoneOf(artwork: Artwork, round: number): { redone?: number } {
  const redone = timesRedone(artwork, round)
  return redone === 0 ? {} : { redone }
}

/** A finished artwork as it is published. `at` is when; width and height are the picture's, in pixels. */
export function workOf(
  artwork: Artwork,
  at: number,
  model: NonNullable<ShowView['model']>,
  size: { width: number; height: number },
): Omit<WorkView, 'png' | 'webp' | 'signed'> {
  return {
    id: artwork.id,
    number: artwork.number,
    title: titleOf(artwork),
    publishedAt: at,
    seed: artwork.seed,
    steps: stepsOf(artwork),
    model,
    licence: licenceOf(artwork),
    prompts: promptsFor(artwork, artwork.plan.rounds.length - 1),
    decisions: artwork.decisions.map((decision) => ({
      ask: artwork.plan.rounds[decision.round]?.ask ?? { ja: '', en: '' },
      decided: decided(decision) ?? { ja: '', en: '' },
      decidedBy: decision.decidedBy,
      voters: decision.voters,
      ...redoneOf(artwork, decision.round),
      options: decision.options.map(({ text, from }, index) => ({
        text,
        from,
        votes: decision.counts[index] ?? 0,
        share: decision.shares[index] ?? 0,
      })),
    })),
    ...size,
  }
}
