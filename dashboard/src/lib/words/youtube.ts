import type { Text, YoutubeSaid } from '@yosegaki/contract'
import type { Words } from './words.ts'

/** What is said about the connected YouTube channel, and of ballots shown in its polls. */
export const youtube = {
  title: { ja: 'YouTubeのチャンネル', en: 'YouTube channel' },
  lead: {
    ja: 'チャンネルをつなぐと、非公開の配信のチャットも読め、投票をYouTubeにも出せます。',
    en: 'A connected channel reads private broadcasts too, and can show ballots on YouTube.',
  },
  notLoaded: {
    ja: 'チャンネルの様子を読み込めませんでした。ページをひらき直してください。',
    en: 'The channel could not be looked up. Please open this page again.',
  },
  unset: {
    ja: 'このサーバーには、まだ Google の OAuth クライアントがありません。Google Cloud で「ウェブ アプリケーション」のクライアントを作り、YOUTUBE_CLIENT_ID と YOUTUBE_CLIENT_SECRET を設定して起動し直してください。',
    en: 'This server has no Google OAuth client yet. Make one of the kind “web application” in Google Cloud, set YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET, and start again.',
  },
  callback: { ja: 'Google で許可するリダイレクト先のアドレス', en: 'Redirect address to allow at Google' },
  apart: { ja: 'まだつながっていません', en: 'Not connected yet' },
  connected: { ja: 'つながっています', en: 'Connected' },
  troubled: { ja: 'つながっていますが、いまは使えません', en: 'Connected, but it does not work just now' },
  lost: { ja: '許可がなくなりました', en: 'The permission is gone' },
  unnamed: { ja: '名前のわからないチャンネル', en: 'A channel without a name' },
  since: (day: string): Text => ({ ja: `${day} から`, en: `since ${day}` }),
  mayRead: { ja: 'チャットを読めます', en: 'Reads chat' },
  mayPoll: { ja: 'チャットを読み、投票を出せます', en: 'Reads chat, and makes polls' },
  askPolls: { ja: 'YouTubeに投票を出すことも許可する', en: 'Also allow polls on YouTube' },
  askPollsHint: {
    ja: 'Google では「YouTube の管理」という広い許可になります。投票を出さないなら要りません。',
    en: 'Google calls this leave to manage your YouTube account. Without polls it is not needed.',
  },
  connect: { ja: 'Google でつなぐ', en: 'Connect with Google' },
  connectAgain: { ja: 'つなぎ直す', en: 'Connect again' },
  disconnect: { ja: '切りはなす', en: 'Disconnect' },
  sureTitle: { ja: 'チャンネルを切りはなしますか？', en: 'Disconnect the channel?' },
  sureText: {
    ja: '許可を Google に返し、ここからも消します。いつでもつなぎ直せます。',
    en: 'The permission goes back to Google and is forgotten here. You can connect again at any time.',
  },
  revoked: {
    ja: '切りはなしました。Google の許可も取り消しました。',
    en: 'Disconnected, and Google has taken the permission back.',
  },
  forgotten: {
    ja: 'ここからは消しましたが、Google に伝えられませんでした。Google アカウントの「サードパーティ製のアプリとサービス」でも取り消してください。',
    en: 'Forgotten here, but Google could not be told. Please remove it in your Google account too, under “Third-party apps and services”.',
  },
  said: {
    connected: { ja: 'チャンネルをつなぎました。', en: 'The channel is connected.' },
    denied: {
      ja: 'Google で許可されなかったので、つないでいません。',
      en: 'Not allowed at Google, so nothing was connected.',
    },
    stale: {
      ja: '時間がたったか、別の画面で始めたため、つなげませんでした。もう一度どうぞ。',
      en: 'That took too long, or was begun elsewhere. Please try again.',
    },
    'not-granted': {
      ja: 'YouTube を読む許可にチェックがなかったため、つないでいません。もう一度どうぞ。',
      en: 'Leave to read YouTube was not ticked, so nothing was connected. Please try again.',
    },
    'client-refused': {
      ja: 'Google がこのサーバーの OAuth クライアントを受け付けませんでした。ID・シークレット・リダイレクト先を確かめてください。',
      en: 'Google did not accept this server’s OAuth client. Check its id, secret and redirect address.',
    },
    'code-refused': {
      ja: 'Google の返事が期限切れでした。もう一度どうぞ。',
      en: 'Google’s answer was no longer good. Please try again.',
    },
    unreachable: {
      ja: 'Google につながりませんでした。少し待って、もう一度どうぞ。',
      en: 'Google could not be reached. Please try again in a moment.',
    },
  } satisfies Record<YoutubeSaid, Text>,

  mirror: {
    setting: { ja: '投票をYouTubeの投票にも出す', en: 'Show ballots in YouTube’s poll too' },
    settingHint: {
      ja: '数えるのはチャットの票だけです。投票ごとに40ユニット使います。',
      en: 'Only votes in chat count. Uses 40 quota units a ballot.',
    },
    connectFirst: { ja: '投票もYouTubeに出すには', en: 'To show ballots there too' },
    opening: { ja: 'YouTubeに投票を出しています…', en: 'Making a poll on YouTube…' },
    open: {
      ja: 'YouTubeの投票にも出ています（数えるのはチャットの票だけ）',
      en: 'Also in YouTube’s poll (only votes in chat count)',
    },
    closed: (round: number): Text => ({
      ja: `YouTubeの投票・${round}回目（数えません）`,
      en: `YouTube’s poll, round ${round} (not counted)`,
    }),
    noTotals: { ja: '票数はわかりません', en: 'no totals were told' },
  },
} as const satisfies Words
