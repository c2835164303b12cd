import type { Plan, RoundPlan } from './plan.ts'

/** What each round asks, with a calm set of own suggestions; the presets differ in time and steps only. */
const ROUNDS: readonly Omit<RoundPlan, 'steps'>[] = [
  {
    id: 'theme',
    ask: { ja: '何を描く?', en: 'What shall we paint?' },
    suggestions: [
      { ja: 'ねこ', en: 'cat' },
      { ja: 'りんご', en: 'apple' },
      { ja: '花', en: 'flower' },
      { ja: '船', en: 'boat' },
      { ja: '星', en: 'star' },
      { ja: 'きのこ', en: 'mushroom' },
      { ja: 'ハート', en: 'heart' },
    ],
  },
  {
    id: 'setting',
    ask: { ja: 'どこにいる?', en: 'Where is it?' },
    suggestions: [
      { ja: '夜空', en: 'night sky' },
      { ja: '青空', en: 'blue sky' },
      { ja: '海', en: 'sea' },
      { ja: '野原', en: 'meadow' },
      { ja: '夕焼け', en: 'sunset' },
      { ja: '雪', en: 'snow' },
    ],
  },
  {
    id: 'composition',
    ask: { ja: 'どんなふうに?', en: 'How is it placed?' },
    suggestions: [
      { ja: '大きな', en: 'big' },
      { ja: '小さな', en: 'little' },
    ],
  },
  {
    id: 'colour',
    ask: { ja: '色と気分は?', en: 'Which colour and mood?' },
    suggestions: [
      { ja: '赤い', en: 'red' },
      { ja: '青い', en: 'blue' },
      { ja: '黄色い', en: 'yellow' },
      { ja: '緑の', en: 'green' },
      { ja: '紫の', en: 'purple' },
      { ja: 'ピンクの', en: 'pink' },
    ],
  },
  {
    id: 'detail',
    ask: { ja: '仕上げに何を足す?', en: 'What should the finish bring out?' },
    suggestions: [
      { ja: 'かわいい', en: 'cute' },
      { ja: 'やさしい', en: 'gentle' },
      { ja: '明るい', en: 'bright' },
      { ja: '静かな', en: 'quiet' },
    ],
  },
]

/** 「海の明るい大きな赤いねこ」, "bright big red cat, sea". */
const SENTENCE: Plan['sentence'] = {
  ja: ['{setting}の', '{detail}', '{composition}', '{colour}', '{theme}'],
  en: ['{detail} ', '{composition} ', '{colour} ', '{theme}', ', {setting}'],
}

const withSteps = (steps: number): RoundPlan[] => ROUNDS.map((round) => ({ ...round, steps }))

/** The presets a producer chooses from; `YOSEGAKI_PLANS` names a file that replaces them. */
export const PLANS: readonly Plan[] = [
  {
    id: 'evening',
    title: { ja: 'ゆっくり一枚', en: 'One unhurried picture' },
    summary: {
      ja: '約8分。話しながら、5つの問いで決めていく。',
      en: 'About 8 minutes: five questions, with time to talk.',
    },
    callSeconds: 60,
    ballotSeconds: 40,
    roundSeconds: 70,
    rounds: withSteps(5),
    sentence: SENTENCE,
    touchUp: { strength: 0.35, steps: 8, seconds: 30 },
    guidance: 3,
    decisiveness: 3,
    optionCount: 4,
  },
  {
    id: 'short',
    title: { ja: 'さっと一枚', en: 'A quick picture' },
    summary: {
      ja: '約1分半。ためし描きやリハーサルに。',
      en: 'About a minute and a half: for trying and rehearsing.',
    },
    callSeconds: 12,
    ballotSeconds: 9,
    roundSeconds: 13,
    rounds: withSteps(5),
    sentence: SENTENCE,
    touchUp: { strength: 0.35, steps: 6, seconds: 6 },
    guidance: 3,
    decisiveness: 3,
    optionCount: 4,
  },
]
