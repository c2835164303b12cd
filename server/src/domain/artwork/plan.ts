import type { Text } from '@yosegaki/contract'

/** One round of a show plan: what it asks. */
export type RoundPlan = {
  id: string
  ask: Text
  /** The plan's own options where chat is silent. */
  suggestions: readonly Text[]
  /** Solver steps painted under this round's decision. */
  steps: number
}

/**
 * SDEdit over the picture as it stands: noised back to `strength` (0..1] and walked down again in `steps` steps, spread over
 * `seconds`.
 */
export type TouchUp = { strength: number; steps: number; seconds: number }

/** A show plan (a preset): the rounds of an artwork and how long each thing takes. Times are seconds. */
export type Plan = {
  id: string
  title: Text
  summary: Text
  callSeconds: number
  ballotSeconds: number
  /** Planned painting time of one round; the next round's ballot closes when it ends. */
  roundSeconds: number
  rounds: readonly RoundPlan[]
  /**
   * The painter's sentence in parts, in the order each language wants them: `{theme}` stands for the answer of the round
   * `theme`. A part is said once its round is decided.
   */
  sentence: { ja: readonly string[]; en: readonly string[] }
  /** Over the finished picture. */
  touchUp: TouchUp | null
  guidance: number
  /**
   * How far the painter leans to what most voted for: shares are raised to this power. 1 paints every share as it is, so
   * that a close vote for cat and apple is half of both; more lets the winner be recognised.
   */
  decisiveness: number
  optionCount: number
  /** The model that paints it, by its folder's name; null or missing: the house's own. */
  model?: string | null
}

/** Solver steps of the painting, touch-up left out. */
export const paintingSteps = (plan: Plan): number => plan.rounds.reduce((sum, round) => sum + round.steps, 0)

/** All steps a picture takes where the producer asks for no more, touch-up included. */
export const totalSteps = (plan: Plan): number => paintingSteps(plan) + (plan.touchUp?.steps ?? 0)

/** Index of the first step painted under round `round`. */
export const firstStepOf = (plan: Plan, round: number): number =>
  plan.rounds.slice(0, round).reduce((sum, each) => sum + each.steps, 0)

/** Seconds from the call for themes to the finished picture, nobody skipping. */
export const plannedSeconds = (plan: Plan): number =>
  plan.callSeconds +
  plan.ballotSeconds +
  plan.rounds.length * plan.roundSeconds +
  (plan.touchUp?.seconds ?? 0)
