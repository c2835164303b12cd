import type { Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

/** What the pages about models, credits and the schedule say. */
export const about = {
  modelsTitle: { ja: 'モデルについて', en: 'About the models' },
  modelsLead: {
    ja: '絵を描いているモデルと、それぞれがだれの作品から学んだかです。',
    en: 'The models that paint here, and from whose work each of them learned.',
  },
  noModels: {
    ja: 'モデルの準備ができると、ここに紹介がのります。',
    en: 'The model is introduced here once it is ready.',
  },
  current: { ja: 'いま描いているモデル', en: 'Painting now' },
  before: { ja: '以前のモデル', en: 'An earlier model' },
  worksPainted: (count: number): Text => ({
    ja: `ここで描いた作品: ${count}点`,
    en: count === 1 ? 'One work painted here' : `${count} works painted here`,
  }),
  stage: { ja: '学び方', en: 'How it learned' },
  stages: [
    { ja: '記載がありません', en: 'It does not say' },
    { ja: 'パブリックドメインの作品だけから', en: 'From public-domain works alone' },
    { ja: '同意した作者の作品からも', en: 'Also from works of artists who consented' },
    { ja: 'ハッシュタグで寄せられた作品で調整', en: 'Tuned on works sent in under a hashtag' },
  ],
  licence: { ja: 'ライセンス', en: 'Licence' },
  credit: { ja: '学んだもの', en: 'What it learned from' },
  madeOn: { ja: 'つくられた日', en: 'Made on' },
  hash: { ja: 'ハッシュ', en: 'Hash' },
  learned: (pictures: number, creators: number, keptBack: number): Text => ({
    ja: `${creators}人の作品${pictures}点から学びました${keptBack > 0 ? `(ほかに${keptBack}点を、測るためだけに取り分け)` : ''}。`,
    en: `It learned from ${pictures} pictures by ${creators} people${keptBack > 0 ? `; ${keptBack} more were kept back to measure with` : ''}.`,
  }),
  learnedUnknown: {
    ja: 'このモデルのフォルダーには、学んだ作品の一覧がありません。',
    en: 'There is no list of what it learned from in this model’s folder.',
  },
  creators: { ja: '作者のみなさん', en: 'The people it learned from' },
  nameless: { ja: '(名前の記載なし)', en: '(no name given)' },
  pictures: (count: number): Text => ({
    ja: `${count}点`,
    en: count === 1 ? '1 picture' : `${count} pictures`,
  }),
  card: { ja: 'モデルカード(Markdown)', en: 'Model card (Markdown)' },
  list: { ja: '学んだ作品の一覧(CSV)', en: 'Every picture it learned from (CSV)' },
  concepts: (count: number): Text => ({ ja: `描けるもの(${count})`, en: `What it can paint (${count})` }),

  creditsTitle: { ja: 'クレジット', en: 'Credits' },
  creditsLead: {
    ja: 'ここに並ぶ絵は、たくさんの人の手からできています。',
    en: 'The pictures here come from many hands.',
  },
  audience: { ja: '見ていたみなさん', en: 'Everyone who watched' },
  audienceText: {
    ja: '何を描くかを決めたのは、配信でことばを書き、投票した人たちです。名前は保存していないので、ここには載せられません。何人がどう決めたかは、それぞれの作品のページにあります。「!忘れて」と書いた人は、記録からも消えます。',
    en: 'What was painted, people on the streams decided, by what they wrote and how they voted. Their names are never kept, so they cannot stand here; how many decided what is on each work’s page. Whoever writes “!forgetme” is gone from the records too.',
  },
  artists: { ja: 'モデルが学んだ作者', en: 'The artists the model learned from' },
  fanWorks: { ja: '二次創作のもとの作品', en: 'Works that fan works were made of' },
  tools: { ja: '使っているもの', en: 'What it is made with' },
  toolsLead: {
    ja: 'それぞれのライセンスのもとで使っています。',
    en: 'Each used under its licence.',
  },

  scheduleTitle: { ja: '配信の予定', en: 'Schedule' },
  scheduleLead: {
    ja: 'これからの配信です。時刻は、見ている端末のものです。',
    en: 'Streams to come. Times are in your own time zone.',
  },
  scheduleEmpty: { ja: 'いまのところ、予定はありません', en: 'Nothing is planned right now' },
  scheduleEmptyText: {
    ja: '配信の予定が決まると、ここに載ります。',
    en: 'Streams appear here as soon as they are planned.',
  },
  scheduleEmptyStart: { ja: '予定を立てる', en: 'Plan one' },
  minutes: (count: number): Text => ({ ja: `約${count}分`, en: `about ${count} min` }),
  watch: { ja: '配信を見る', en: 'Watch it' },
  feed: { ja: '新しい作品のフィード', en: 'Feed of new works' },
} as const satisfies Words

/** Whose work this house stands on, for the credits page: name, address, licence. */
export const TOOLS = [
  ['Zen Maru Gothic', 'https://fonts.google.com/specimen/Zen+Maru+Gothic', 'OFL-1.1'],
  ['Noto Sans JP', 'https://fonts.google.com/noto/specimen/Noto+Sans+JP', 'OFL-1.1'],
  ['Open Clip Art', 'https://openclipart.org/', 'CC0 / Public Domain'],
  ['Hugging Face diffusers', 'https://github.com/huggingface/diffusers', 'Apache-2.0'],
  ['ONNX Runtime', 'https://onnxruntime.ai/', 'MIT'],
  ['Svelte, SvelteKit', 'https://svelte.dev/', 'MIT'],
  ['sharp', 'https://sharp.pixelplumbing.com/', 'Apache-2.0'],
  ['c2pa-ts', 'https://github.com/TrustNXT/c2pa-ts', 'Apache-2.0'],
  ['PGlite', 'https://pglite.dev/', 'Apache-2.0'],
  ['Socket.IO', 'https://socket.io/', 'MIT'],
] as const
