import type { Box, FanWorkMark, Text } from '@yosegaki/contract'
import type { Ballot, BallotOption, Decision } from '../ballot/ballot.ts'
import type { JudgedBurst } from '../ballot/votes.ts'
import type { Plan, TouchUp } from './plan.ts'

/** Where an artwork is. Each phase carries only what is valid in it; times are epoch milliseconds. */
export type ArtworkPhase =
  | { name: 'calling'; endsAt: number }
  | { name: 'voting' }
  | { name: 'painting'; round: number; startedAt: number; endsAt: number }
  /** `pass`: index into `touchUps`. */
  | { name: 'touching-up'; pass: number; startedAt: number; endsAt: number }
  | { name: 'finishing' }
  | { name: 'published'; at: number }
  | { name: 'abandoned'; at: number; reason: Text }

/** An artwork is a seed plus its log (A1): this is what folding the log gives. */
export type Artwork = {
  id: string
  number: number
  seed: number
  plan: Plan
  modelId: string
  openedAt: number
  /** When the newest event happened. */
  lastAt: number
  phase: ArtworkPhase
  /** The ballot people see: the present one, or the last one closed. Null while nothing was asked yet. */
  ballot: Ballot | null
  /** One a round, in order, as ballots close. */
  decisions: readonly Decision[]
  /** What follows the painting, in order: the plan's own touch-up, then what the producer asked for. */
  touchUps: readonly AskedTouchUp[]
  stepsDone: number
  /** The take that is being painted: 0, and one more whenever a round is begun again, or a take gone back to. */
  take: number
  /** Those that count, in order; the first is left out. */
  takes: readonly Take[]
  /** What can be gone back to. */
  setAside: SetAside | null
  heldAt: number | null
  /** The producer asked to finish: no more ballots, no more waiting. */
  hurried: boolean
}

/** A take after the first. Pictures are in order by take, then by step. */
export type Take = {
  number: number
  /** The first step that is its own. */
  from: number
  /** The round it begins afresh, with noise of its own; null: it goes on from where another take stood. */
  redone: number | null
}

/** What a round that is begun again leaves behind, for as long as it can be gone back to. */
export type SetAside = Pick<Artwork, 'phase' | 'stepsDone' | 'takes' | 'setAside'> & { at: number }

/** A touch-up of a part of the picture, or of all of it where `where` is missing; by its own words, or the picture's. */
export type AskedTouchUp = TouchUp & { where?: Box; words?: string; fanWork?: FanWorkMark }

/** One entry of the log, in the order it happened. `at` is epoch milliseconds and never falls. */
export type ArtworkEvent = { at: number } /** `modelHash` is missing in logs from before it was kept. */ & (
  | {
      type: 'opened'
      id: string
      number: number
      seed: number
      plan: Plan
      modelId: string
      modelHash?: string
    }
  /** `usual`: viewers first heard in 20 s just before, on average; missing in logs from before it was kept. */
  | { type: 'ballot-opened'; round: number; options: readonly BallotOption[]; usual?: number }
  /** `line` is missing in logs from before it was kept. `since`: when its viewer was first heard, if that was only just before. */
  | { type: 'voted'; viewer: string; option: number; line?: string; since?: number }
  /** A line was deleted, or, where `line` is null, all of the viewer's count no more (a ban, a wish to be forgotten). */
  | { type: 'withdrawn'; viewer: string; line: string | null }
  /** A producer decided whether the votes of a brigade count. */
  | ({ type: 'brigade-judged' } & JudgedBurst)
  | { type: 'ticked' }
  /** `take` is missing in logs from before it was kept. */
  | { type: 'stepped'; step: number; take?: number }
  | { type: 'held' }
  | { type: 'resumed' }
  /** The server came back after it was down; the time between does not count. */
  | { type: 'restarted' }
  | { type: 'skipped' }
  | { type: 'hurried' }
  /** The open ballot closes so much later. */
  | { type: 'extended'; seconds: number }
  /** The votes of the ballot count no more, and it is voted on anew. */
  | { type: 'voided' }
  | { type: 'touch-up-asked'; touchUp: AskedTouchUp }
  /** The round's steps count no more, and are painted again under the same decision. */
  | { type: 'round-redone'; round: number }
  /** The take that is left counts no more; the picture goes on from where the one before it stood. */
  | { type: 'take-restored'; left: number }
  /** `painted` is missing in logs from before it was kept. */
  | { type: 'published'; painted?: Painted }
  | { type: 'abandoned'; reason: Text }
)

/** What was painted, and by what: a replay is held against it. */
export type Painted = {
  /** sha256 (hex) of the finished picture's RGB bytes. */
  pixels: string
  /** Model hash, runtime version, provider, optimisation level. */
  origin: { model: string; runtime: string; provider: string; optimisation: string }
}

/** Nothing can happen to it any more. */
export const isOver = (artwork: Artwork): boolean =>
  artwork.phase.name === 'published' || artwork.phase.name === 'abandoned'
