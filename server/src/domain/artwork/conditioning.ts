import type { Text } from '@yosegaki/contract'
import type { Decision } from '../ballot/ballot.ts'
import type { Artwork } from './artwork.ts'
import { paintingSteps, type RoundPlan } from './plan.ts'

export type WeightedPrompt = { text: string; weight: number }

/** The painter computes one UNet row for each prompt: the heaviest few say nearly all. */
const MOST_PROMPTS = 4
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/**
 * What the picture is painted from under the decisions of rounds 0 .. `round` (A12): every option's vote share is a
 * weight; each round's answer joins every sentence so far and shares multiply; the four heaviest stay and weights are
 * scaled to sum to 1. The same decisions give the same prompts in the same order.
 */
export function promptsFor(artwork: Artwork, round: number): WeightedPrompt[] {
  let sentences: WeightedPrompt[] = [{ text: '', weight: 1 }]
  for (const decision of artwork.decisions.slice(0, round + 1)) {
    const plan = artwork.plan.rounds[decision.round]
    if (plan !== undefined) sentences = heaviest(join(sentences, plan, decision))
  }
  return sentences
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

function join(sentences: WeightedPrompt[], plan: RoundPlan, decision: Decision): WeightedPrompt[] {
  return sentences.flatMap((sentence) =>
    decision.options.flatMap((option, index) => {
      const share = decision.shares[index] ?? 0
      return share === 0
        ? []
        : [{ text: say(plan.sentence, sentence.text, option.text), weight: sentence.weight * share }]
    }),
  )
}

/** One sentence, in the language its subject was begun in, so that a model is not asked in two at once. */
function say(sentence: Text, subject: string, option: Text): string {
  const language = JAPANESE.test(subject === '' ? option.ja : subject) ? 'ja' : 'en'
  return sentence[language]
    .replaceAll('{subject}', () => subject)
    .replaceAll('{option}', () => option[language])
    .trim()
}

function heaviest(sentences: WeightedPrompt[]): WeightedPrompt[] {
  const kept = sentences.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_PROMPTS)
  const sum = kept.reduce((total, { weight }) => total + weight, 0)
  return kept.map(({ text, weight }) => ({ text, weight: weight / sum }))
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
