import type { BallotView, Phase, Text } from '@yosegaki/contract'

/** Everything the widgets say. Japanese first and equal to English; short, kind, plain. */
const text = (ja: string, en: string): Text => ({ ja, en })

export const PHASES: Record<Phase, Text> = {
  calling: text('お題を募集中', 'Calling for themes'),
  voting: text('投票中', 'Voting'),
  painting: text('描いています', 'Painting'),
  'touching-up': text('手直し中', 'Touching up'),
  finishing: text('仕上げ中', 'Finishing'),
  published: text('完成', 'Finished'),
  abandoned: text('この絵はここまで', 'Set aside'),
}

export const WORDS = {
  house: text('寄せ描き', 'Yosegaki'),
  soon: text('もうすぐ始まります', 'Starting soon'),
  soonMore: text('筆をあらって待っています', 'Washing the brushes'),
  begun: text('始まりました', 'It has begun'),
  begunMore: text('いっしょに描きましょう', 'Come and paint with us'),
  nextSoon: text('つぎの絵をまもなく始めます', 'The next picture starts soon'),
  nextSoonMore: text('描いてほしいものを考えておいてね', 'Think of something to paint'),
  callTitle: text('何を描こう？', 'What shall we paint?'),
  callMore: text('描いてほしいものをチャットに書いてね', 'Write it in the chat'),
  callEmpty: text('みんなのことばがここに集まります', 'Everyone’s words gather here'),
  themes: text('チャットの声', 'From the chat'),
  ballot: {
    asking: text('次は', 'Next'),
    open: text('投票', 'Vote'),
    closed: text('決定', 'Done'),
  } satisfies Record<BallotView['state'], Text>,
  toCome: text('これから', 'To come'),
  hidden: text('少しお待ちください', 'One moment, please'),
  hiddenMore: text('配信の画面をいったん消しています', 'The show is hidden for a little while'),
  nextMore: text('チャットに書いてね', 'Write it in the chat'),
  left: text('のこり', 'left'),
  resting: text('ひと休み中', 'Paused'),
  votes: text('票', 'votes'),
  opensIn: text('投票まで', 'Vote in'),
  paintedAgain: text('描き直し', 'painted again'),
  byVotes: text('みんなで決めました', 'You decided'),
  byTie: text('同じ票数だったので、きまりで決めました', 'A tie, settled by the rule'),
  byPainter: text('票がなかったので、絵描きが選びました', 'No votes, so the painter chose'),
  blank: text('まっさらな紙', 'A blank sheet'),
  untitled: text('無題', 'Untitled'),
  aiMade: text('AI作画', 'AI-made'),
  done: text('できあがり！', 'It’s finished!'),
  thanks: text('いっしょに描いてくれてありがとう', 'Thank you for painting together'),
  freeToUse: text('だれでも自由に使えます', 'Free for everyone to use'),
  setAsideMore: text('つぎの絵をおたのしみに', 'Another one is coming'),
  reconnecting: text('つなぎ直しています', 'Reconnecting'),
  refused: text('このリンクは使えません', 'This link does not work'),
  refusedMore: text(
    '管理画面で新しいオーバーレイのリンクをコピーして、OBSのブラウザソースのURLに貼ってください',
    'Copy a new overlay link in the dashboard and paste it as the URL of the browser source in OBS',
  ),
  refusedViewer: text(
    '配信している人に新しいリンクをもらってください',
    'Please ask whoever runs the show for a new link',
  ),
  unreadable: text(
    'paper と ink の色が近すぎて読めません。もとの色で表示します',
    'paper and ink are too alike to be read; the house’s own colours are shown',
  ),
  noPreset: text('その名前のプリセットはありません', 'There is no preset of that name'),
  aboutPicture: text('この絵のこと', 'About this picture'),
  learnedFrom: text('画家が学んだもの', 'What the painter learned from'),
  nextCall: text('つぎは何を描こう？', 'What shall we paint next?'),
  leads: text('いまのところ', 'In the lead'),
  picture: text('描かれている絵', 'The picture being painted'),
}

/** Words of the rehearsal page. */
export const REHEARSAL = {
  title: text('リハーサル', 'Rehearsal'),
  intro: text('配信のチャットに書くつもりで書いてね', 'Write as you would in the stream’s chat'),
  name: text('名前', 'Name'),
  namePlaceholder: text('なまえ', 'Your name'),
  say: text('チャットに書く', 'Write in the chat'),
  sayPlaceholder: text('りんご、夜の海、1 など', 'apple, the sea at night, 1 …'),
  send: text('送る', 'Send'),
  needName: text('先に名前を入れてね', 'Please enter a name first'),
  needText: text('ひとこと書いてね', 'Please write something'),
  unsent: text(
    '届きませんでした。つながったらもう一度送ってね',
    'Not delivered. Please send it again once connected',
  ),
  sending: text('送っています', 'Sending'),
  heardVote: text('票を入れました', 'Your vote is counted'),
  heardWish: text('おねがいを聞きました', 'Heard your wish'),
  heardTalk: text('おしゃべりとして届きました', 'Heard, as talk'),
  rejected: text('これは届けられませんでした', 'This one could not be passed on'),
  yourVote: text('あなたの票', 'Your vote'),
  yourLines: text('あなたの言葉', 'Your lines'),
  noLines: text('送った言葉がここに並びます', 'What you send appears here'),
  noBallot: text('投票が始まると、ここに選択肢が出ます', 'When a vote opens, its options appear here'),
  connecting: text('つないでいます', 'Connecting'),
}

export type LineKind = 'vote' | 'wish' | 'talk' | 'rejected' | 'unsent'
export const LINE_KINDS: Record<LineKind, Text> = {
  vote: text('票', 'vote'),
  wish: text('おねがい', 'wish'),
  talk: text('おしゃべり', 'talk'),
  rejected: text('届かず', 'not passed on'),
  unsent: text('未送信', 'not sent'),
}

/** "1〜4" as viewers are asked to type it. */
export function voteHint(options: number): Text {
  if (options <= 1) return text('1 とチャットに書いてね', 'Type 1 in the chat')
  return text(`1〜${options} とチャットに書いてね`, `Type 1–${options} in the chat`)
}

export const workNumber = (n: number): Text => text(`第${n}作`, `No. ${n}`)
