import type { Box, Text } from '@yosegaki/contract'
import type { Decision } from '../ballot/ballot.ts'
import type { Artwork } from './artwork.ts'
import { type Plan, paintingSteps } from './plan.ts'
import { takeBegunAt } from './takes.ts'
import { passOfStep } from './touch-ups.ts'

export type WeightedPrompt = { text: string; weight: number }

/** The painter computes one UNet row for each prompt: the heaviest few say nearly all. */
const MOST_PROMPTS = 4
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/**
 * What the picture is painted from under the decisions of rounds 0 .. `round` (A12): every way to choose one option of each
 * ballot is a sentence, the product of their vote shares (each to the power of the plan's decisiveness) its weight; the four heaviest stay and weights are scaled to sum
 * to 1. The same decisions give the same prompts in the same order.
 */
export function promptsFor({ plan, decisions }: Artwork, round: number): WeightedPrompt[] {
  let readings: Reading[] = [{ answers: new Map(), weight: 1 }]
  for (const decision of decisions.slice(0, round + 1)) {
    const id = plan.rounds[decision.round]?.id
    if (id !== undefined)
      readings = heaviest(readings.flatMap((reading) => extend(reading, id, decision, plan.decisiveness)))
  }
  return readings.map((reading) => ({ text: say(plan, reading), weight: reading.weight }))
}

/** One answer to each round decided so far, by round id. */
type Reading = { answers: ReadonlyMap<string, Text>; weight: number }

/** What steers step `step`, and the take or touch-up that begins with it; where no step is left, nothing more is begun. */
export function conditioningAt(artwork: Artwork, step: number): StepConditioning {
  const pass = passOfStep(artwork, step)
  const { words, strength, steps, where } = pass?.touchUp ?? {}
  const prompts =
    words === undefined ? promptsFor(artwork, roundOfStep(artwork, step)) : [{ text: words, weight: 1 }]
  const take = takeBegunAt(artwork, step)
  const conditioning = { prompts, guidance: artwork.plan.guidance, ...(take !== null && { take }) }
  if (strength === undefined || steps === undefined || step !== pass?.first) return conditioning
  return { ...conditioning, touchUp: { strength, steps, ...(where !== undefined && { where }) } }
}

export type StepConditioning = {
  prompts: WeightedPrompt[]
  guidance: number
  touchUp?: { strength: number; steps: number; where?: Box }
  take?: number
}

/** The round under whose decision step `step` is painted; the last one for the touch-up. */
export function roundOfStep(artwork: Artwork, step: number): number {
  if (step >= paintingSteps(artwork.plan)) return artwork.plan.rounds.length - 1
  let first = 0
  for (const [index, round] of artwork.plan.rounds.entries()) {
    first += round.steps
    if (step < first) return index
  }
  return artwork.plan.rounds.length - 1
}

function extend(
  { answers, weight }: Reading,
  id: string,
  { options, shares }: Decision,
  decisiveness: number,
): Reading[] {
  return options.flatMap(({ text }, index) => {
    const share = shares[index] ?? 0
    return share === 0
      ? []
      : [{ answers: new Map(answers).set(id, text), weight: weight * share ** decisiveness }]
  })
}

/** One sentence, in the language of its first answer, so that a model is not asked in two at once. */
function say({ sentence }: Plan, { answers }: Reading): string {
  const [theme] = answers.values()
  const language = theme !== undefined && JAPANESE.test(theme.ja) ? 'ja' : 'en'
  const parts = sentence[language].map((part) => {
    const id = /\{([\w-]+)\}/.exec(part)?.[1]
    const answer = id === undefined ? undefined : answers.get(id)?.[language]
    return answer === undefined ? '' : part.replace(`{${id}}`, () => answer)
  })
  return parts.join('').trim()
}

function heaviest(readings: Reading[]): Reading[] {
  const kept = readings.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_PROMPTS)
  const sum = kept.reduce((total, { weight }) => total + weight, 0)
  return kept.map(({ answers, weight }) => ({ answers, weight: weight / sum }))
}

/** What the work is called: the theme people chose, and what they made of it. */
export function titleOf(artwork: Artwork): Text {
  const last = artwork.decisions.length - 1
  const winners = artwork.decisions.map(
    (decision) => decision.options[decision.winner]?.text ?? { ja: '', en: '' },
  )
  const [theme] = winners
  if (theme === undefined || last < 0)
    return { ja: `無題 ${artwork.number}`, en: `Untitled ${artwork.number}` }
  const setting = winners[1]
  return setting === undefined
    ? theme
    : { ja: `${theme.ja} — ${setting.ja}`, en: `${theme.en} — ${setting.en}` }
}
