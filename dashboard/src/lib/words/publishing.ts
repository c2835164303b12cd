import type { Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

/** What producers read about the schedule and about announcements. */
export const publishing = {
  back: { ja: '調整室へ', en: 'Control room' },
  notLoaded: {
    ja: '読み込めませんでした。もう一度ひらいてください。',
    en: 'That could not be loaded. Please open the page again.',
  },

  schedule: {
    title: { ja: '配信の予定', en: 'Planned streams' },
    lead: {
      ja: 'ここに書いた予定は、すぐに公開の予定ページに載ります。',
      en: 'What is planned here is on the public schedule at once.',
    },
    publicPage: { ja: '公開の予定ページ', en: 'The public page' },
    fresh: { ja: '予定を足す', en: 'Plan a stream' },
    editing: { ja: '予定を直す', en: 'Change this plan' },
    name: { ja: '配信の名前', en: 'Name of the stream' },
    startsAt: { ja: '始まる時刻(この端末の時刻)', en: 'Begins (in this device’s time)' },
    minutes: { ja: '長さ(分)', en: 'Length (minutes)' },
    plan: { ja: '進行プラン', en: 'Show plan' },
    noPlan: { ja: '決めていない', en: 'Not decided' },
    watchUrl: { ja: '見る場所(アドレス)', en: 'Where to watch (address)' },
    note: { ja: 'ひとこと', en: 'A few words' },
    add: { ja: '予定に載せる', en: 'Put it on the schedule' },
    save: { ja: '直す', en: 'Save' },
    cancel: { ja: 'やめる', en: 'Cancel' },
    edit: { ja: '直す', en: 'Edit' },
    remove: { ja: '取り消す', en: 'Take back' },
    use: { ja: 'この予定で始める', en: 'Start from this plan' },
    empty: {
      ja: 'まだ予定がありません。上に書くと、ここに並びます。',
      en: 'Nothing is planned yet. What you write above appears here.',
    },
    sureTitle: { ja: '予定を取り消しますか?', en: 'Take this plan back?' },
    sureText: {
      ja: '公開のページから消えます。まだ送っていないお知らせも消えます。',
      en: 'It disappears from the public page, and so do announcements of it that were not sent.',
    },
  },

  plans: {
    title: { ja: '自分の進行プラン', en: 'Show plans of your own' },
    lead: {
      ja: 'もとのプランから問いかけを選び、時間と筆の数を変えて、名前をつけて残せます。次に始める配信や作品から使えます。',
      en: 'Take a plan, choose its questions, change times and steps, and keep it under a name. It can be used from the next stream or artwork on.',
    },
    add: { ja: '足す', en: 'Add one' },
    madeOf: (name: string): Text => ({ ja: `「${name}」から`, en: `From “${name}”` }),
    remove: { ja: '消す', en: 'Remove' },
    name: { ja: '名前', en: 'Name' },
    newName: { ja: '新しいプラン', en: 'New plan' },
    rounds: { ja: '問いかけと、それぞれの筆の数', en: 'Questions, and the steps painted under each' },
    stepsOf: (ask: string): Text => ({ ja: `「${ask}」の筆の数`, en: `Steps under “${ask}”` }),
    call: { ja: '呼びかけ(秒)', en: 'Call for themes (seconds)' },
    ballot: { ja: '投票(秒)', en: 'A ballot (seconds)' },
    round: { ja: 'ひとつの問いかけ(秒)', en: 'A round (seconds)' },
    options: { ja: '選択肢の数', en: 'Options a ballot offers' },
    touchUp: { ja: '最後に仕上げをする', en: 'Touch it up at the end' },
    empty: {
      ja: 'まだありません。もとにするプランを選んで足せます。',
      en: 'None yet. Choose a plan to begin from and add one.',
    },
    base: { ja: 'もとにするプラン', en: 'Begin from' },
  },

  announcements: {
    title: { ja: 'お知らせ', en: 'Announcements' },
    lead: {
      ja: '作品ができたとき、配信が始まったとき、予定を載せたときに、下書きができます。送るのは、あなたが読んでからです。',
      en: 'A draft appears when a work is finished, a stream begins, or one is planned. It is sent once you have read it.',
    },
    offTitle: { ja: 'お知らせ先がありません', en: 'There is nowhere to announce' },
    offText: {
      ja: 'X_API_KEY などの鍵や DISCORD_WEBHOOK_URL を設定すると、ここに下書きが並びます。',
      en: 'With X’s keys or DISCORD_WEBHOOK_URL set, drafts appear here.',
    },
    empty: { ja: 'まだ下書きはありません。', en: 'There are no drafts yet.' },
    channel: { x: { ja: 'X', en: 'X' }, discord: { ja: 'Discord', en: 'Discord' } },
    kind: {
      work: { ja: '作品', en: 'Work' },
      stream: { ja: '配信中', en: 'Live stream' },
      planned: { ja: '予定', en: 'Planned stream' },
    },
    state: {
      waiting: { ja: 'まだ送っていません', en: 'Not sent yet' },
      sending: { ja: '送っています', en: 'On its way' },
      sent: { ja: '送りました', en: 'Sent' },
      failed: { ja: '届いていません', en: 'Did not arrive' },
      unsure: { ja: '届いたかわかりません', en: 'Nobody knows whether it arrived' },
      dropped: { ja: '送らないことにしました', en: 'Not to be sent' },
    },
    words: { ja: '文面', en: 'The words' },
    preview: { ja: 'このように届きます', en: 'This is how it arrives' },
    room: (taken: number, most: number): Text => ({ ja: `${taken} / ${most}`, en: `${taken} of ${most}` }),
    noLink: {
      ja: 'PUBLIC_URL が設定されていないので、作品へのリンクは入りません。',
      en: 'PUBLIC_URL is not set, so there is no link in it.',
    },
    send: { ja: 'この文面で送る', en: 'Send these words' },
    sending: { ja: '送っています…', en: 'Sending …' },
    drop: { ja: '送らない', en: 'Do not send' },
    arrived: { ja: '届いていた', en: 'It is there' },
    notArrived: { ja: '届いていない', en: 'It is not there' },
    look: { ja: '見にいく', en: 'Look at it' },
  },
} as const satisfies Words
