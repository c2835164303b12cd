import type { ArtworkEvent } from '../../server/src/domain/artwork/artwork.ts'
import type { Plan } from '../../server/src/domain/artwork/plan.ts'

const PLAN: Plan = {
  id: 'short',
  title: { ja: '短い', en: 'Short' },
  summary: { ja: '', en: '' },
  callSeconds: 1,
  ballotSeconds: 2,
  roundSeconds: 3,
  rounds: [
    {
      id: 'subject',
      ask: { ja: '何を描く?', en: 'What shall I paint?' },
      suggestions: [{ ja: 'りんご', en: 'apple' }],
      steps: 4,
    },
  ],
  sentence: { ja: ['{theme}'], en: ['{theme}'] },
  touchUp: { strength: 0.25, steps: 2, seconds: 1.5 },
  guidance: 4.5,
  decisiveness: 1,
  optionCount: 3,
}

/** Events for tests of the log: what they say does not matter there, only that they come back. */
export const opened = (id: string, number: number): ArtworkEvent => ({
  at: 1_795_000_000_000 + number,
  type: 'opened',
  id,
  number,
  seed: 2 ** 32 - number,
  plan: PLAN,
  modelId: 'tiny',
})
export const voted = (at: number, viewer: string): ArtworkEvent => ({ at, type: 'voted', viewer, option: 1 })
export const stepped = (step: number): ArtworkEvent => ({ at: 4_000 + step, type: 'stepped', step })
