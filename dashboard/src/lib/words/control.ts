import type { Command, LineView, ModerationAct, Phase, SourceView, Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

const seconds = (count: number): Text => ({ ja: `${count}秒`, en: `${count} s` })

/** What the control room says. */
export const control = {
  title: { ja: '調整室', en: 'Control room' },
  link: {
    connecting: { ja: 'つないでいます', en: 'Connecting' },
    live: { ja: 'つながっています', en: 'Connected' },
    lost: { ja: '切れました。つなぎ直しています', en: 'Connection lost, reconnecting' },
    refused: { ja: 'ログインが切れました', en: 'Signed out' },
  },
  lostNote: {
    ja: '表示は切れる前のものです。つながりしだい、いまの様子になります。',
    en: 'You see how things were. This page catches up as soon as it is connected.',
  },
  signInAgain: { ja: 'もう一度ログイン', en: 'Sign in again' },
  waiting: { ja: 'いまの様子を受け取っています…', en: 'Fetching how things are…' },

  shortcuts: { ja: 'キー操作', en: 'Shortcuts' },
  shortcutsHint: {
    ja: 'ボタンに書かれた文字のキーでも操作できます。',
    en: 'The letter on a button is its key.',
  },

  blank: {
    now: { ja: '画面を隠す', en: 'Blank overlays' },
    undo: { ja: '画面を戻す', en: 'Show overlays' },
    hint: {
      ja: 'OBSのすべての画面をすぐに空にします。同じボタンで戻せます。',
      en: 'Every overlay in OBS shows nothing at once. The same button brings them back.',
    },
    undoHint: { ja: 'いまの様子をそのまま映します。', en: 'They show how things are now.' },
    note: {
      ja: 'OBSの画面を隠しています。視聴者には何も見えません。',
      en: 'The overlays are blanked: viewers see nothing of them.',
    },
  },

  picture: { ja: '描きかけの絵', en: 'The picture so far' },
  pictureEmptyTitle: { ja: 'まっさらな紙', en: 'A blank sheet' },
  pictureEmpty: {
    ja: '作品を始めると、ここに絵が少しずつ現れます。',
    en: 'Start an artwork and the picture will grow here.',
  },
  pictureSoon: { ja: '最初のひと筆を待っています。', en: 'Waiting for the first strokes.' },
  artwork: (number: number): Text => ({ ja: `第${number}作`, en: `Artwork ${number}` }),
  seed: (seed: number): Text => ({ ja: `シード ${seed}`, en: `Seed ${seed}` }),
  progress: { ja: '進みぐあい', en: 'Progress' },
  steps: (done: number, all: number): Text => ({ ja: `${all}回中${done}回`, en: `Step ${done} of ${all}` }),
  rounds: { ja: '問いかけ', en: 'Rounds' },
  roundsEmpty: {
    ja: '作品の問いかけが、順にここに並びます。',
    en: 'The artwork’s questions will line up here.',
  },
  roundNow: { ja: '描いています', en: 'being painted' },
  roundLater: { ja: 'これから', en: 'to come' },

  decide: { ja: 'いま決めること', en: 'What needs you' },
  phase: {
    calling: { ja: '募集中', en: 'Calling for wishes' },
    voting: { ja: '投票中', en: 'Voting' },
    painting: { ja: '制作中', en: 'Painting' },
    'touching-up': { ja: '手直し中', en: 'Touching up' },
    finishing: { ja: '仕上げ中', en: 'Finishing' },
    published: { ja: '完成', en: 'Finished' },
    abandoned: { ja: '取りやめ', en: 'Abandoned' },
  } satisfies Record<Phase, Text>,
  noStream: { ja: '配信していません', en: 'No stream' },
  noArtwork: { ja: '作品はまだありません', en: 'No artwork yet' },
  held: { ja: '一時停止', en: 'On hold' },
  timeLeft: { ja: '残り', en: 'Time left' },
  seconds,
  clock: (minutes: number, rest: number): Text => ({
    ja: `${minutes}分${String(rest).padStart(2, '0')}秒`,
    en: `${minutes}:${String(rest).padStart(2, '0')}`,
  }),
  guidance: {
    noStream: {
      ja: '配信を始めると、チャットを聞きはじめます。',
      en: 'Start a stream and chat will be listened to.',
    },
    noArtwork: {
      ja: 'チャットを聞いています。作品を始められます。',
      en: 'Chat is being listened to. An artwork can begin.',
    },
    held: {
      ja: '時間を止めています。再開すると続きから進みます。',
      en: 'Time stands still. Resume to go on from here.',
    },
    calling: {
      ja: 'チャットから描きたいものを集めています。時間が来ると投票が始まります。',
      en: 'Wishes are being collected from chat. Voting opens when the time is up.',
    },
    voting: {
      ja: '見ている人が選んでいます。締め切ると描きはじめます。',
      en: 'Viewers are choosing. Painting begins when the ballot closes.',
    },
    painting: {
      ja: '描きながら、次の問いかけの投票を受けています。',
      en: 'Painting, while viewers vote on the next round.',
    },
    paintingLast: { ja: '最後の問いかけを描いています。', en: 'Painting the last round.' },
    'touching-up': { ja: '全体をなじませています。', en: 'The whole picture is being touched up.' },
    finishing: {
      ja: '画像を保存し、作品として並べています。',
      en: 'The picture is being saved and hung in the gallery.',
    },
    published: {
      ja: '作品が並びました。次の作品を始められます。',
      en: 'The work is in the gallery. The next one can begin.',
    },
    abandoned: {
      ja: '取りやめました。新しい作品を始められます。',
      en: 'This one was given up. A new one can begin.',
    },
  },
  toWork: { ja: '作品を見る', en: 'See the work' },

  command: {
    'stream:start': { ja: '配信を始める', en: 'Start the stream' },
    'stream:stop': { ja: '配信を終える', en: 'End the stream' },
    'artwork:start': { ja: '作品を始める', en: 'Start an artwork' },
    'artwork:skip': { ja: '先へ進む', en: 'Go on now' },
    'artwork:hold': { ja: '一時停止', en: 'Hold' },
    'artwork:resume': { ja: '再開', en: 'Resume' },
    'artwork:finish': { ja: '仕上げる', en: 'Finish' },
    'artwork:abandon': { ja: '取りやめる', en: 'Abandon' },
    'artwork:touch-up': { ja: '手直しする', en: 'Touch up' },
    'ballot:extend': { ja: '30秒のばす', en: '30 s more' },
    'ballot:void': { ja: '投票し直す', en: 'Vote anew' },
  } satisfies Record<Command, Text>,
  hint: {
    'artwork:start': { ja: '新しい紙に描きはじめます', en: 'Begin on a new sheet' },
    'artwork:skip': { ja: '待ち時間を終わらせて次の段へ', en: 'End the waiting and go to the next part' },
    'artwork:hold': { ja: '時間と筆を止めます', en: 'Stop the clock and the brush' },
    'artwork:resume': { ja: '止めたところから続けます', en: 'Go on from where it stopped' },
    'artwork:finish': { ja: 'ここまでの決定で完成させます', en: 'Complete it with what is decided so far' },
    'artwork:abandon': { ja: '作品として残しません', en: 'Nothing of it is kept as a work' },
    'artwork:touch-up': {
      ja: '絵の一部や全体を描き直します',
      en: 'Paint a part of it, or all of it, once more',
    },
    'ballot:extend': { ja: '締め切りを30秒おくらせます', en: 'The ballot closes 30 seconds later' },
    'ballot:void': { ja: '集まった票を無効にします', en: 'The votes so far count no more' },
    'stream:stop': { ja: 'チャットを聞くのをやめます', en: 'Stop listening to chat' },
  },
  working: { ja: '送っています…', en: 'Sending…' },
  notNow: { ja: 'いまは使えません', en: 'Not possible right now' },
  sure: {
    abandonTitle: { ja: 'この作品を取りやめますか？', en: 'Abandon this artwork?' },
    abandonText: {
      ja: 'ここまでの絵は作品として残りません。元には戻せません。',
      en: 'What was painted so far is not kept as a work. This cannot be undone.',
    },
    voidTitle: { ja: '集まった票を無効にしますか？', en: 'Void the votes so far?' },
    voidText: {
      ja: '票はすべてなくなり、同じ選択肢で投票がはじめから始まります。元には戻せません。',
      en: 'All votes are gone, and the same options are voted on from the start. This cannot be undone.',
    },
    stopTitle: { ja: '配信を終えますか？', en: 'End the stream?' },
    stopText: {
      ja: 'チャットを聞くのをやめます。描きかけの絵はそのまま仕上げて作品にし、まだ筆が入っていないものは取りやめます。',
      en: 'Chat is no longer listened to. A picture with paint on it is finished and published; one without is let go.',
    },
    revokeTitle: { ja: 'このリンクを使えなくしますか？', en: 'Revoke this link?' },
    revokeText: {
      ja: 'このリンクで開いている画面は、すぐに切れます。元には戻せません。',
      en: 'Every page opened with it is cut off at once. This cannot be undone.',
    },
    banTitle: (name: string): Text => ({ ja: `${name} さんを止めますか？`, en: `Ban ${name}?` }),
    banText: {
      ja: 'この配信での発言と票がすべて取り消されます。チャット側では止まりません。',
      en: 'All they said and voted on this stream is withdrawn. The platform itself does not ban them.',
    },
    forgetTitle: (name: string): Text => ({
      ja: `${name} さんの記録を消しますか？`,
      en: `Forget ${name}?`,
    }),
    forgetText: {
      ja: '発言、希望、いまの票、保存された記録の印をすべて消します。元には戻せません。',
      en: 'Lines, wishes, the present vote and every stored trace of them go. This cannot be undone.',
    },
    no: { ja: 'やめておく', en: 'Keep it' },
  },
  problem: {
    unreachable: {
      ja: 'サーバーから返事がありません。つながりを確かめて、もう一度どうぞ。',
      en: 'The server does not answer. Check the connection, then try again.',
    },
    signedOut: {
      ja: 'ログインが切れました。もう一度ログインしてください。',
      en: 'You have been signed out. Please sign in again.',
    },
    other: { ja: 'うまくいきませんでした。もう一度どうぞ。', en: 'That did not work. Please try again.' },
    copy: {
      ja: 'コピーできませんでした。リンクを選んでコピーしてください。',
      en: 'Could not copy. Please select the link and copy it by hand.',
    },
    links: { ja: 'リンクを読み込めませんでした。', en: 'The links could not be loaded.' },
    plans: {
      ja: '進行プランを読み込めませんでした。ページをひらき直してください。',
      en: 'The show plans could not be loaded. Please open this page again.',
    },
  },
  dismiss: { ja: '閉じる', en: 'Dismiss' },

  ballot: { ja: '投票', en: 'Ballot' },
  ballotEmpty: {
    ja: '投票が始まると、選択肢と票の動きがここに出ます。',
    en: 'Options and votes will show here once a ballot opens.',
  },
  ballotState: {
    asking: { ja: '募集中', en: 'Asking' },
    open: { ja: '受付中', en: 'Open' },
    closed: { ja: '決定', en: 'Decided' },
  },
  ballotOpens: { ja: '受付開始まで', en: 'Opens in' },
  ballotCloses: { ja: '締め切りまで', en: 'Closes in' },
  forRound: (round: number): Text => ({ ja: `${round}回目の問いかけ`, en: `Round ${round}` }),
  fromChat: { ja: 'チャットから', en: 'from chat' },
  fromPlan: { ja: 'プランから', en: 'from the plan' },
  leading: { ja: '先頭', en: 'leading' },
  sealed: { ja: '決', en: '決' },
  voters: (count: number): Text => ({
    ja: `${count}人が投票`,
    en: count === 1 ? '1 voter' : `${count} voters`,
  }),
  votes: (count: number): Text => ({ ja: `${count}票`, en: count === 1 ? '1 vote' : `${count} votes` }),
  noVotes: { ja: 'まだ票はありません', en: 'No votes yet' },
  decidedBy: {
    votes: { ja: '投票で決定', en: 'decided by votes' },
    tie: { ja: '同票のため決まりで決定', en: 'tie, settled by the rule' },
    painter: { ja: '票がなく絵描きが選択', en: 'no votes: the painter chose' },
  },

  touchUp: {
    title: { ja: '絵の手直し', en: 'Touch up the picture' },
    text: {
      ja: 'いま描いている分が終わると、選んだところを描き直します。',
      en: 'Once what is being painted is done, the part you choose is painted once more.',
    },
    where: { ja: '場所', en: 'Part' },
    drag: { ja: '絵の上をなぞっても選べます。', en: 'Or draw over the picture to choose a part.' },
    parts: {
      all: { ja: '全体', en: 'All of it' },
      top: { ja: '上半分', en: 'Top half' },
      bottom: { ja: '下半分', en: 'Bottom half' },
      left: { ja: '左半分', en: 'Left half' },
      right: { ja: '右半分', en: 'Right half' },
      middle: { ja: '真ん中', en: 'Middle' },
      drawn: { ja: 'なぞったところ', en: 'As drawn' },
    },
    words: { ja: 'そこに描くもの（空なら絵のまま）', en: 'What to paint there (empty: as the picture)' },
    strength: { ja: '強さ', en: 'How much' },
    strengths: {
      little: { ja: '細部だけ', en: 'Details' },
      much: { ja: 'しっかり', en: 'A good deal' },
      afresh: { ja: '描き直す', en: 'Afresh' },
    },
    asked: (words: string | null, part: boolean): Text => ({
      ja: `手直し（${part ? '一部' : '全体'}）${words === null ? '' : `「${words}」`}`,
      en: `Touch up ${part ? 'a part' : 'all of it'}${words === null ? '' : `: “${words}”`}`,
    }),
    send: { ja: '手直しを頼む', en: 'Ask for it' },
    cancel: { ja: 'やめる', en: 'Cancel' },
  },

  themes: { ja: 'チャットの声', en: 'What chat asks for' },
  themesEmpty: {
    ja: '見ている人の「描いてほしいもの」がここに集まります。',
    en: 'What viewers would like to see gathers here.',
  },
  viewers: (count: number): Text => ({ ja: `${count}人`, en: String(count) }),
  viewersLong: (count: number): Text => ({
    ja: `${count}人`,
    en: count === 1 ? '1 viewer' : `${count} viewers`,
  }),

  candidate: {
    decide: { ja: '直す', en: 'Edit' },
    name: { ja: '呼び名（空なら元のまま）', en: 'Name (empty: viewers’ own)' },
    rename: { ja: '名前を変える', en: 'Rename' },
    into: { ja: '同じものとして数える相手', en: 'Count it for' },
    choose: { ja: '選んでください', en: 'Choose one' },
    merge: { ja: 'まとめる', en: 'Merge' },
    pin: { ja: '次の投票に出す', en: 'Onto the next ballot' },
    unpin: { ja: '投票に出すのをやめる', en: 'Not onto the ballot' },
    pinHint: {
      ja: '望む人の数にかかわらず、次の投票の選択肢にします',
      en: 'The next ballot offers it, however many ask for it',
    },
    pinned: { ja: '次の投票へ', en: 'next ballot' },
    ban: { ja: '一覧から外す', en: 'Take off the list' },
    with: { ja: 'いっしょに数えているもの', en: 'Counted with it' },
    split: { ja: '分ける', en: 'Split off' },
    banned: { ja: '外したもの', en: 'Taken off' },
    restore: { ja: '戻す', en: 'Put back' },
  },

  chat: { ja: 'チャット', en: 'Chat' },
  chatEmpty: {
    ja: 'チャットの言葉と、それがどう受け取られたかがここに並びます。',
    en: 'Lines of chat, and what became of each, will be listed here.',
  },
  time: { ja: '時刻', en: 'Time' },
  who: { ja: '名前', en: 'Name' },
  said: { ja: '言葉', en: 'Said' },
  heard: { ja: '受け取り', en: 'Heard as' },
  heardAs: {
    vote: { ja: '票', en: 'vote' },
    wish: { ja: '声', en: 'wish' },
    talk: { ja: 'おしゃべり', en: 'talk' },
    rejected: { ja: '見送り', en: 'left out' },
  } satisfies Record<LineView['heardAs'], Text>,

  allLines: { ja: 'すべての書き込み', en: 'All lines' },
  leftOut: (count: number): Text => ({ ja: `見送り ${count}件`, en: `Left out: ${count}` }),
  rejectedEmpty: {
    ja: '数えなかった書き込みと、その理由がここに並びます。',
    en: 'Lines that were not counted, and why, will be listed here.',
  },
  lineActs: (name: string): Text => ({
    ja: `${name} さんのこの書き込みに対する操作`,
    en: `What to do about this line by ${name}`,
  }),
  act: {
    overturn: { ja: '数える', en: 'Count it' },
    hide: { ja: '取り消す', en: 'Hide line' },
    ban: { ja: 'この人を止める', en: 'Ban viewer' },
    forget: { ja: 'この人の記録を消す', en: 'Forget viewer' },
  } satisfies Record<ModerationAct, Text>,
  actHint: {
    overturn: { ja: 'ふつうに書かれたものとして数えます', en: 'Counts as if nothing were wrong with it' },
    hide: { ja: 'この一行の希望と票を取り消します', en: 'Withdraws this line’s wish and vote' },
    ban: { ja: 'この人の希望と票をすべて取り消します', en: 'Withdraws all of their wishes and votes' },
    forget: { ja: '保存されたものもすべて消します', en: 'Removes what is stored of them, too' },
  } satisfies Record<ModerationAct, Text>,

  flaggedNote: {
    ja: '他の人の作品です。許可するまで投票に出ません。',
    en: 'Somebody’s own work: no ballot offers it until you allow it.',
  },
  flaggedRefused: { ja: '断った作品です。投票に出ません。', en: 'Refused: no ballot offers it.' },
  guideline: { ja: 'ガイドライン', en: 'Guideline' },
  allow: { ja: '許可する', en: 'Allow' },
  refuse: { ja: '断る', en: 'Refuse' },
  allowHint: {
    ja: '投票に出せるようにします。選ばれた絵のライセンスは、この作品のものになります。',
    en: 'Ballots may offer it. A picture steered by it is under that work’s licence.',
  },

  rules: {
    title: { ja: '言葉と作品のきまり', en: 'Words and works' },
    lead: { ja: 'この家のすべての配信にあてはまります。', en: 'They hold for every stream of this house.' },
    back: { ja: '調整室へもどる', en: 'Back to the control room' },
    ownWords: { ja: '使わない言葉', en: 'Words not used here' },
    ownWordsNote: {
      ja: '一行に一つ。全角・半角、大文字・小文字、ひらがな・カタカナは区別しません。/…/ で囲むと正規表現になります。',
      en: 'One a line, in any width, case and kana. Between slashes it is a regular expression: /spoiler.*end/',
    },
    fanWorks: { ja: '二次創作の作品とキャラクター', en: 'Fan works and characters' },
    fanWorksNote: {
      ja: 'チャットがこの名前を望んだら、投票に出す前に知らせます。許可した絵は、その作品のライセンスで公開されます。',
      en: 'When chat asks for one by name, you are asked before a ballot offers it. An allowed one changes the picture’s licence.',
    },
    fanWorksEmpty: {
      ja: 'まだありません。作品を加えると、ここに並びます。',
      en: 'None yet. Add a work and it will be listed here.',
    },
    names: { ja: '呼び名(読点かコンマで区切る)', en: 'Names (separated by commas)' },
    guidelineUrl: { ja: 'ガイドラインのアドレス', en: 'Address of its guideline' },
    licence: { ja: '絵のライセンス', en: 'Licence of its pictures' },
    stance: { ja: 'あつかい', en: 'When asked for' },
    stances: {
      ask: { ja: 'そのつど決める', en: 'Ask me' },
      allowed: { ja: '許可', en: 'Allowed' },
      refused: { ja: '断る', en: 'Refused' },
    },
    add: { ja: '作品を加える', en: 'Add a work' },
    remove: { ja: '一覧から外す', en: 'Remove' },
    save: { ja: '保存する', en: 'Save' },
    saved: { ja: '保存しました', en: 'Saved' },
    notLoaded: {
      ja: 'きまりを読み込めませんでした。ページをひらき直してください。',
      en: 'The rules could not be loaded. Please open this page again.',
    },
  },

  sources: { ja: 'チャットの入口', en: 'Sources' },
  sourcesEmpty: {
    ja: '配信を始めると、聞いているチャットとその調子がここに出ます。',
    en: 'The chats being listened to, and how they are, will show here.',
  },
  sourceKind: {
    rehearsal: { ja: 'リハーサルのページ', en: 'Rehearsal page' },
    replay: { ja: '録画チャット', en: 'Recorded chat' },
    twitch: { ja: 'Twitch', en: 'Twitch' },
    youtube: { ja: 'YouTube', en: 'YouTube' },
  } satisfies Record<SourceView['kind'], Text>,
  sourceState: {
    connecting: { ja: '接続中', en: 'connecting' },
    live: { ja: '良好', en: 'live' },
    waiting: { ja: '待機中', en: 'waiting' },
    ended: { ja: '終了', en: 'ended' },
    failed: { ja: '不調', en: 'failed' },
  } satisfies Record<SourceView['state'], Text>,
  lines: (count: number): Text => ({ ja: `${count}行`, en: count === 1 ? '1 line' : `${count} lines` }),

  links: { ja: 'リンク', en: 'Links' },
  overlayLink: { ja: 'OBSに置く画面', en: 'Overlay for OBS' },
  overlayNote: { ja: 'OBSの「ブラウザ」ソースに貼ります。', en: 'Paste it into a browser source in OBS.' },
  rehearsalLink: { ja: 'リハーサルのページ', en: 'Rehearsal page' },
  rehearsalNote: {
    ja: 'ひらいた人は、視聴者として書き込めます。',
    en: 'Whoever opens it can type as a viewer.',
  },
  toOverlays: { ja: 'OBSに入れる・見た目を選ぶ', en: 'Add to OBS, choose a look' },
  toPlans: { ja: '進行プラン', en: 'Show plans' },
  toSchedule: { ja: '予定', en: 'Planned streams' },
  toAnnouncements: { ja: 'お知らせ', en: 'Announcements' },
  linksLoading: { ja: '読み込んでいます…', en: 'Loading…' },
  linkNone: { ja: 'まだありません。', en: 'None yet.' },
  copy: { ja: 'コピー', en: 'Copy' },
  copied: { ja: 'コピーしました', en: 'Copied' },
  linkOnce: { ja: 'このリンクは、いましか見られません', en: 'This link is shown only now' },
  linkOnceText: {
    ja: 'いまOBSに貼るか、渡してください。なくしたら、新しく作れます。',
    en: 'Paste it into OBS, or hand it out, now. If it is lost, make a new one.',
  },
  standing: { ja: '起動した画面に表示', en: 'printed at every start' },
  obsFile: { ja: 'ファイル', en: 'File' },
  obsFileNote: {
    ja: 'OBS の「ローカルファイル」に使うと、サーバーより先に OBS を開いても映ります。',
    en: 'As OBS’s “Local file” it shows up even when OBS was opened before the server.',
  },
  revoke: { ja: '使えなくする', en: 'Revoke' },
  newLink: { ja: 'リンクを作る', en: 'Make a link' },
  newNamedLink: { ja: '名前をつけてリンクを作る', en: 'Make a link with a name' },
  newLinkLabel: { ja: 'リンクの名前', en: 'Name of the link' },
  newLinkKind: { ja: '種類', en: 'Kind' },
  newLinkDefault: {
    overlay: { ja: 'OBS', en: 'OBS' },
    rehearsal: { ja: 'リハーサル', en: 'Rehearsal' },
  },
  makeLink: { ja: '作る', en: 'Create' },

  start: {
    title: { ja: '配信を始める', en: 'Start a stream' },
    lead: {
      ja: 'どのチャットを聞いて、どんな進め方で描くかを決めます。',
      en: 'Choose which chats to listen to and how to paint.',
    },
    name: { ja: '配信の題名', en: 'Title of the stream' },
    nameDefault: { ja: 'みんなで描く時間', en: 'Painting together' },
    nameMissing: { ja: '題名を入れてください。', en: 'Please fill in a title.' },
    plan: { ja: '進行プラン', en: 'Show plan' },
    planFacts: (rounds: number, steps: number, minutes: number): Text => ({
      ja: `問いかけ${rounds}回・${steps}回描く・約${minutes}分`,
      en: `${rounds} rounds · ${steps} steps · about ${minutes} min`,
    }),
    sources: { ja: '聞くチャット', en: 'Chats to listen to' },
    sourcesMissing: { ja: 'チャットを一つ以上選んでください。', en: 'Please choose at least one chat.' },
    rehearsalHint: { ja: 'リンクを知っている人が書き込めます', en: 'Anyone with the link can type' },
    replayHint: { ja: '練習用に、記録したチャットを流します', en: 'Plays recorded chat, for practice' },
    youtubeHint: { ja: '配信のチャットを聞きます', en: 'Listens to a live stream’s chat' },
    twitchHint: { ja: 'チャンネルのチャットを聞きます', en: 'Listens to a channel’s chat' },
    channel: { ja: 'Twitchのチャンネル名かアドレス', en: 'Twitch channel name or address' },
    channelWrong: {
      ja: 'チャンネル名か、https://www.twitch.tv/… のアドレスを入れてください。',
      en: 'Please fill in a channel’s name, or an address like https://www.twitch.tv/…',
    },
    speed: { ja: '速さ', en: 'Speed' },
    speedTimes: (times: number): Text => ({ ja: `${times}倍`, en: `${times}×` }),
    video: { ja: 'YouTubeのアドレス', en: 'YouTube address' },
    videoMissing: {
      ja: '配信のアドレスか動画IDを入れてください。',
      en: 'Please fill in the stream’s address or video id.',
    },
    counting: { ja: '声の数え方', en: 'How wishes count' },
    countingHint: {
      ja: 'ふつうは全員が同じ重さです。0 にすると数えません。',
      en: 'Everyone weighs the same by default. 0 counts nothing.',
    },
    halfLife: { ja: '声が半分の重さになるまで（秒）', en: 'A wish weighs half after (s)' },
    firstTimeWeight: { ja: 'はじめての人の重さ', en: 'Weight of first-time viewers' },
    memberWeight: { ja: 'メンバーの重さ', en: 'Weight of members' },
    continuous: {
      ja: '終わったら次の作品を自動で始める',
      en: 'Open the next artwork by itself when one is done',
    },
    go: { ja: '配信を始める', en: 'Start the stream' },
  },
  artworkOptions: { ja: 'シードとプランを選ぶ', en: 'Choose seed and plan' },
  seedField: { ja: 'シード', en: 'Seed' },
  seedHint: { ja: '空なら自動で選びます。', en: 'Drawn at random if left empty.' },
  seedWrong: {
    ja: '0 から 4294967295 までの整数にしてください。',
    en: 'A whole number from 0 to 4294967295, please.',
  },
  planSame: { ja: '配信と同じ', en: 'Same as the stream' },
} as const satisfies Words

const REJECT_REASONS: Record<string, Text> = {
  slur: { ja: '差別', en: 'slur' },
  sexual: { ja: '性的', en: 'sexual' },
  abuse: { ja: '攻撃的', en: 'abuse' },
  spam: { ja: '宣伝・くり返し', en: 'spam' },
  link: { ja: 'リンク', en: 'link' },
  'personal-data': { ja: '個人情報', en: 'personal data' },
  empty: { ja: '読めない', en: 'nothing to read' },
  'own-word': { ja: '使わない言葉', en: 'own word' },
  flood: { ja: '書きすぎ', en: 'flood' },
  copy: { ja: '同文の連投', en: 'copies' },
}

/** Why a line was left out, in a word or two; a reason this page does not know as it is. */
export const rejectReason = (reason: string): Text => REJECT_REASONS[reason] ?? { ja: reason, en: reason }
