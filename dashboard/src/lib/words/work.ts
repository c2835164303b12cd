import type { Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

const minutes = (millis: number): number => Math.max(1, Math.round(millis / 60_000))

/** What the page of a finished work says beside `site`. */
export const workWords = {
  describe: (title: Text, voters: number): Text => ({
    ja: `配信を見ていた人とAIが描いた「${title.ja}」。${voters}人が投票しました。`,
    en: `“${title.en}”, painted on a stream by its audience and an AI. ${voters === 1 ? 'One person' : `${voters} people`} voted.`,
  }),
  summary: (voters: number, rounds: number, millis: number): Text => ({
    ja: `${voters === 0 ? '投票した人はいませんでした。' : `${voters}人が投票し、`}${rounds}つの問いかけを${minutes(millis)}分で描き上げました。`,
    en: `${voters === 0 ? 'Nobody voted' : voters === 1 ? 'One person voted' : `${voters} people voted`}; ${rounds === 1 ? 'one question' : `${rounds} questions`} became this picture in ${minutes(millis)} ${minutes(millis) === 1 ? 'minute' : 'minutes'}.`,
  }),
  nobodyNamed: {
    ja: '見ていた人の名前は保存されません。残るのは票の数だけです。',
    en: 'The names of viewers are never kept, only how many votes there were.',
  },
  touchedUp: (words: string | null, part: boolean): Text => ({
    ja: `配信者が${part ? '一部を' : '全体を'}${words === null ? '' : `「${words}」に`}描き直しました。`,
    en: `A producer had ${part ? 'a part of it' : 'all of it'} painted over${words === null ? '' : ` as “${words}”`}.`,
  }),
  askedBy: {
    chat: { ja: 'チャットから', en: 'from chat' },
    plan: { ja: '番組から', en: 'from the show' },
  },

  scrubber: { ja: '筆あとをたどる', en: 'Step through the painting' },
  scrubberHint: {
    ja: '指で動かすか、矢印キーで一筆ずつ進めます。',
    en: 'Drag, or use the arrow keys to go stroke by stroke.',
  },
  play: { ja: '再生', en: 'Play' },
  pause: { ja: '止める', en: 'Pause' },
  finished: { ja: '完成', en: 'Finished' },
  touchUp: { ja: '仕上げ', en: 'Touching up' },
  atStep: (step: number, steps: number, round: string): Text => ({
    ja: `${steps}のうち${step}筆目・${round}`,
    en: `Step ${step} of ${steps}: ${round}`,
  }),
  noStory: {
    ja: '途中の絵は、もう残っていません。',
    en: 'No pictures of the way there are left.',
  },

  signedPng: { ja: 'PNG(来歴の署名つき)', en: 'PNG with its credentials' },
  plainPng: { ja: 'PNG', en: 'Plain PNG' },
  replayFile: { ja: '再現ファイル', en: 'Replay file' },
  replayNote: {
    ja: '再現ファイルには、シードと記録とモデルのハッシュが入っています。npm run replay -- に渡すと、同じモデルで同じ絵がもう一度描かれます。',
    en: 'The replay file holds seed, log and model hash: npm run replay -- paints the same pixels from it, given the same model.',
  },
  hash: { ja: 'モデルのハッシュ', en: 'Model hash' },
  aboutModel: { ja: 'このモデルについて', en: 'About this model' },
} as const satisfies Words
