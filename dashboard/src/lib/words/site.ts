import type { Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

/**
 * What the public pages say. Both languages of a text stand side by side in one `Text`, so that a missing translation
 * does not compile; the control room has its own file, which public pages need not load.
 */
export const site = {
  name: { ja: '寄せ描き', en: 'Yosegaki' },
  toContent: { ja: '本文へ', en: 'Skip to content' },
  mainMenu: { ja: 'メインメニュー', en: 'Main menu' },
  home: { ja: 'ホーム', en: 'Home' },
  works: { ja: '作品', en: 'Works' },
  schedule: { ja: '予定', en: 'Schedule' },
  models: { ja: 'モデルについて', en: 'Models' },
  credits: { ja: 'クレジット', en: 'Credits' },
  moreMenu: { ja: 'そのほかのページ', en: 'More pages' },
  control: { ja: '調整室', en: 'Control room' },
  account: { ja: 'アカウント', en: 'Account' },
  signIn: { ja: 'ログイン', en: 'Sign in' },
  signOut: { ja: 'ログアウト', en: 'Sign out' },
  otherLanguage: { ja: 'English', en: '日本語' },
  theme: {
    label: { ja: '明るさ', en: 'Appearance' },
    system: { ja: '端末に合わせる', en: 'As the device' },
    light: { ja: '昼', en: 'Day' },
    dark: { ja: '夜', en: 'Night' },
  },
  footer: {
    ja: '絵はAIが描き、何を描くかは見ている人が決めています。',
    en: 'An AI paints; the people watching decide what.',
  },

  title: { ja: 'みんなの言葉で、一枚の絵を。', en: 'One picture, from everyone’s words.' },
  lead: {
    ja: '配信を見ている人が、描いてほしいものをチャットで伝え、投票で選びます。AIの絵描きはその声を聞きながら、少しずつ筆を進めます。',
    en: 'People watching a stream say what they would like to see, and vote. An AI painter listens, and the picture grows a little with every choice.',
  },
  seeWorks: { ja: '作品を見る', en: 'See the works' },
  liveNow: { ja: '配信中', en: 'Live now' },
  liveRound: { ja: 'いまの問いかけ', en: 'Being asked now' },
  liveNoFrame: { ja: 'まもなく最初のひと筆が入ります。', en: 'The first strokes are about to arrive.' },
  liveOpenControl: { ja: '調整室をひらく', en: 'Open the control room' },
  latest: { ja: '最近の作品', en: 'Latest works' },
  allWorks: { ja: 'すべての作品', en: 'All works' },
  how: { ja: '絵ができるまで', en: 'How a picture comes about' },
  steps: [
    {
      title: { ja: '伝える', en: 'Wish' },
      text: {
        ja: '見たいものを、チャットにそのまま書きます。',
        en: 'Type what you would like to see, in your own words.',
      },
    },
    {
      title: { ja: '選ぶ', en: 'Choose' },
      text: {
        ja: '集まった声から選択肢ができ、番号で投票します。',
        en: 'Wishes become options. Vote by typing a number.',
      },
    },
    {
      title: { ja: '見守る', en: 'Watch it grow' },
      text: {
        ja: '票の多い案ほど、多くの絵の具をもらいます。',
        en: 'The more votes an option gets, the more of the paint is its own.',
      },
    },
  ],

  emptyTitle: { ja: 'ここに、完成した絵が並びます', en: 'Finished pictures will hang here' },
  emptyText: {
    ja: '最初の一枚は、配信で作品づくりを始めると生まれます。',
    en: 'The first one appears once an artwork has been painted on a stream.',
  },
  emptyStart: { ja: '調整室で始める', en: 'Start one in the control room' },
  emptySetup: {
    ja: 'はじめて使うときは、起動した画面に表示された一度きりのリンクをひらいて、持ち主のアカウントを作ってください。',
    en: 'First time here? Open the one-time link printed where the program was started, and create the owner’s account.',
  },
  restingTitle: { ja: 'ただいま準備中です', en: 'Just a moment' },
  restingText: {
    ja: 'サーバーから返事がありません。少し待って、もう一度ひらいてみてください。',
    en: 'The server is not answering yet. Please wait a little and open this page again.',
  },
  tryAgain: { ja: 'もう一度ひらく', en: 'Try again' },

  worksTitle: { ja: '作品', en: 'Works' },
  worksLead: {
    ja: '配信で描かれた絵です。それぞれに、だれがどう選んだかの記録があります。',
    en: 'Pictures painted on streams, each with the story of who chose what.',
  },
  feedRights: {
    ja: '各作品のライセンスは、それぞれのページにあります(記載のないものは CC0 1.0)。',
    en: 'Each work’s licence is on its own page (CC0 1.0 unless it says otherwise).',
  },
  older: { ja: '前の作品', en: 'Older works' },
  newest: { ja: '最新の作品へ', en: 'Back to the newest' },
  noOlder: { ja: 'ここより前の作品はありません。', en: 'There are no older works.' },

  pictureOf: (title: Text): Text => ({ ja: `作品「${title.ja}」`, en: `The picture “${title.en}”` }),
  number: (number: number): Text => ({ ja: `第${number}作`, en: `No. ${number}` }),
  download: { ja: 'ダウンロード', en: 'Download' },
  downloadNote: {
    ja: '題名、ライセンス、AIが生成したこと、モデル、シードが画像に書き込まれています。署名つきのPNGは、あとから変えられていないことを確かめられます(C2PA)。',
    en: 'Title, licence, model, seed and the fact that an AI made it are written into the file. The one with credentials (C2PA) also shows whether anything was changed since.',
  },
  facts: { ja: '作品について', en: 'About this picture' },
  licence: { ja: 'ライセンス', en: 'Licence' },
  fanWorkGuideline: { ja: 'ガイドライン', en: 'guideline' },
  fanWorkAllowed: { ja: '配信者が許可:', en: 'allowed by the producer:' },
  seed: { ja: 'シード', en: 'Seed' },
  model: { ja: 'モデル', en: 'Model' },
  modelCredit: { ja: 'モデルが学んだもの', en: 'What the model learned from' },
  modelLicence: { ja: 'モデルのライセンス', en: 'Model licence' },
  stepsTaken: { ja: '描いた回数', en: 'Painting steps' },
  size: { ja: '大きさ', en: 'Size' },
  painted: { ja: '完成', en: 'Finished' },
  pixels: (width: number, height: number): Text => ({
    ja: `${width} × ${height} ピクセル`,
    en: `${width} × ${height} pixels`,
  }),
  prompts: { ja: '絵描きに渡した言葉', en: 'The words the painter was given' },
  promptsNote: {
    ja: '割合は、最後にそれぞれの言葉が持っていた重みです。',
    en: 'The share is how much each sentence weighed in the end.',
  },
  story: { ja: 'この絵ができるまで', en: 'How this picture was decided' },
  storyEmpty: {
    ja: 'この作品には、決めごとの記録がありません。',
    en: 'No decisions were recorded for this work.',
  },
  round: (number: number): Text => ({ ja: `${number}回目`, en: `Round ${number}` }),
  chosen: { ja: '決まったもの', en: 'Chosen' },
  decidedBy: {
    votes: { ja: '投票で決まりました', en: 'Decided by votes' },
    tie: { ja: '同じ票数だったので、決まりにそって選びました', en: 'A tie, settled by the rule' },
    painter: { ja: '投票がなかったので、絵描きが選びました', en: 'Nobody voted, so the painter chose' },
  },
  voters: (count: number): Text => ({
    ja: `${count}人が投票`,
    en: count === 1 ? '1 voter' : `${count} voters`,
  }),
  votes: (count: number): Text => ({ ja: `${count}票`, en: count === 1 ? '1 vote' : `${count} votes` }),
  backToWorks: { ja: '作品一覧へ', en: 'All works' },

  notFoundTitle: { ja: 'このページは見つかりませんでした', en: 'There is nothing here' },
  notFoundText: {
    ja: 'アドレスが変わったか、まだ描かれていないのかもしれません。',
    en: 'The address may have changed, or the picture has not been painted yet.',
  },
  brokenTitle: { ja: 'うまく表示できませんでした', en: 'This page could not be shown' },
  brokenText: {
    ja: 'こちらの不具合です。少し待って、もう一度ひらいてみてください。',
    en: 'That is our fault. Please wait a little and try again.',
  },
  toHome: { ja: 'ホームへ', en: 'Go to the front page' },
} as const satisfies Words
