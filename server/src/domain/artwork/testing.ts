import fc from 'fast-check'
import { applyEvent } from './apply-event.ts'
import type { Artwork, ArtworkEvent } from './artwork.ts'
import { ballotDue, nextStepAt, nextTickAt } from './pace.ts'
import type { Plan } from './plan.ts'
import { stepsOf } from './touch-ups.ts'

/** A plan in round numbers: two rounds of two steps, ten seconds each, and a touch-up of one. */
export function aPlan(changes: Partial<Plan> = {}): Plan {
  const suggestions = [
    { ja: 'ねこ', en: 'cat' },
    { ja: 'りんご', en: 'apple' },
    { ja: '花', en: 'flower' },
  ]
  const colours = [
    { ja: '赤い', en: 'red' },
    { ja: '青い', en: 'blue' },
  ]
  return {
    id: 'test',
    title: { ja: '試し', en: 'Trial' },
    summary: { ja: '試し', en: 'Trial' },
    callSeconds: 5,
    ballotSeconds: 4,
    roundSeconds: 10,
    rounds: [
      {
        id: 'theme',
        ask: { ja: '何?', en: 'What?' },
        suggestions,
        steps: 2,
      },
      {
        id: 'colour',
        ask: { ja: '色は?', en: 'Which colour?' },
        suggestions: colours,
        steps: 2,
      },
    ],
    sentence: { ja: ['{colour}', '{theme}'], en: ['{colour} ', '{theme}'] },
    touchUp: { strength: 0.3, steps: 1, seconds: 2 },
    guidance: 4,
    decisiveness: 1,
    optionCount: 3,
    ...changes,
  }
}

export const OPENED_AT = 1_000_000
export const seconds = (count: number): number => OPENED_AT + count * 1000

export const opened = (changes: { seed?: number; plan?: Plan } = {}): ArtworkEvent => ({
  type: 'opened',
  at: OPENED_AT,
  id: 'artwork-1',
  number: 1,
  seed: 7,
  plan: aPlan(),
  modelId: 'model-1',
  ...changes,
})

/** The artwork after `events`, from a fresh one of this plan. */
export const after = (events: readonly ArtworkEvent[], plan?: Plan): Artwork =>
  events.reduce<Artwork>(applyEvent, applyEvent(null, opened(plan === undefined ? {} : { plan })))

/** What the flow does, without clock or painter: open due ballots, paint due steps, tick. Returns every artwork on the way. */
export function runUntil(
  artwork: Artwork,
  until: (artwork: Artwork) => boolean,
  inputs: (artwork: Artwork, now: number) => ArtworkEvent[] = () => [],
): { states: Artwork[]; log: ArtworkEvent[] } {
  const states = [artwork]
  const log: ArtworkEvent[] = []
  let now = artwork.lastAt
  const feed = (event: ArtworkEvent): void => {
    const before = states.at(-1) as Artwork
    const next = applyEvent(before, event)
    if (next !== before) {
      states.push(next)
      log.push(event)
    }
  }
  for (let turns = 0; turns < 10_000; turns += 1) {
    const present = states.at(-1) as Artwork
    if (until(present)) return { states, log }
    for (const event of inputs(present, now)) feed(event)
    const round = ballotDue(states.at(-1) as Artwork, now)
    if (round !== null)
      feed({ type: 'ballot-opened', at: now, round, options: optionsOf(present.plan, round) })
    const stepAt = nextStepAt(states.at(-1) as Artwork)
    if (stepAt !== null && stepAt <= now)
      feed({ type: 'stepped', at: now, step: (states.at(-1) as Artwork).stepsDone })
    feed({ type: 'ticked', at: now })
    const current = states.at(-1) as Artwork
    if (current.phase.name === 'finishing') feed({ type: 'published', at: now })
    if ((nextStepAt(current) ?? Number.POSITIVE_INFINITY) <= now) continue
    const times = [nextStepAt(current), nextTickAt(current)].filter(
      (at): at is number => at !== null && at > now,
    )
    now = times.length > 0 ? Math.min(...times, now + 1000) : now + 1000
  }
  throw new Error(`did not get there: ${JSON.stringify(states.at(-1)?.phase)} ${stepsOf(artwork)}`)
}

export const optionsOf = (plan: Plan, round: number): { text: { ja: string; en: string }; from: 'plan' }[] =>
  (plan.rounds[round]?.suggestions ?? []).map((text) => ({ text, from: 'plan' }))

/** Any order of anything a flow, a viewer or a producer can send, times rising. */
export const anyInputs = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 3000 }),
    kind: fc.constantFrom(
      'voted',
      'withdrawn',
      'ticked',
      'stepped',
      'held',
      'resumed',
      'restarted',
      'skipped',
      'hurried',
      'extended',
      'voided',
      'brigade-judged',
      'touch-up-asked',
      'round-redone',
      'take-restored',
      'ballot',
    ),
    viewer: fc.constantFrom('ann', 'bob', 'cy'),
    number: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 120 },
)

type AnyInput = { wait: number; kind: string; viewer: string; number: number }

export function toLog(inputs: AnyInput[]): ArtworkEvent[] {
  let at = OPENED_AT
  return inputs.map(({ wait, kind, viewer, number }) => {
    at += wait
    if (kind === 'voted')
      return { type: 'voted', at, viewer, option: number, line: `${viewer}${wait % 4}`, since: number }
    if (kind === 'brigade-judged') {
      const spans = [{ from: number % 3, to: number }]
      return { type: kind, at, option: number, spans, counts: wait % 2 === 0 }
    }
    if (kind === 'withdrawn')
      return { type: 'withdrawn', at, viewer, line: number < 5 ? `${viewer}${number}` : null }
    if (kind === 'stepped') return { type: 'stepped', at, step: number }
    if (kind === 'ballot')
      return { type: 'ballot-opened', at, round: number % 2, options: optionsOf(aPlan(), number % 2) }
    if (kind === 'round-redone') return { type: 'round-redone', at, round: number % 2 }
    if (kind === 'take-restored') return { type: 'take-restored', at, left: number }
    if (kind === 'extended') return { type: 'extended', at, seconds: number }
    if (kind === 'touch-up-asked')
      return { type: kind, at, touchUp: { strength: 0.5, steps: 1 + number, seconds: 1 } }
    return { type: kind, at } as ArtworkEvent
  })
}
