import type { Notice } from '../../domain/chat/line.ts'
import type { Fault } from './youtube-faults.ts'

/** What the connected channel says of itself when it does not work. */

export const CLIENT_REFUSED: Notice = {
  ja: 'Google がこのサーバーの OAuth クライアントを受け付けません。YOUTUBE_CLIENT_ID と YOUTUBE_CLIENT_SECRET を確かめてください',
  en: 'Google does not accept this server’s OAuth client. Check YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET.',
}
export const GOOGLE_AWAY: Notice = {
  ja: 'Google のログインの窓口につながりません。くり返し試しています',
  en: 'Google’s sign-in cannot be reached. Trying again.',
}
export const TOKEN_REFUSED: Notice = {
  ja: 'YouTube がこのチャンネルのログインを受け付けません。続くようなら、つなぎ直してください',
  en: 'YouTube does not accept this channel’s sign-in. If it goes on, connect the channel again.',
}

const waiting = (detail: Notice) => ({ act: 'retry', first: 5_000, longest: 30_000, detail }) satisfies Fault

/** The permission was taken back (or cannot be read any more): only the producer can give it again. */
export const lost = (hasKey: boolean) =>
  waiting(
    hasKey
      ? {
          ja: 'YouTube のチャンネルの許可が取り消されたか、切れました。API キーで読み続けています。「YouTube のチャンネル」でつなぎ直せます',
          en: 'The YouTube channel’s permission was taken back or has run out. Reading goes on with the API key; the channel can be connected again on its page.',
        }
      : {
          ja: 'YouTube のチャンネルの許可が取り消されたか、切れました。「YouTube のチャンネル」でつなぎ直すと、自動で再開します',
          en: 'The YouTube channel’s permission was taken back or has run out. Connect it again on its page, and reading goes on by itself.',
        },
  )

/** It mends itself, or is mended from outside. */
export const troubled = (why: Notice) => waiting(why)

export const NO_WAY_IN = waiting({
  ja: 'YouTube を読むには、「YouTube のチャンネル」でチャンネルをつなぐか、YOUTUBE_API_KEY を設定して起動し直してください',
  en: 'To read YouTube, connect a channel on the page “YouTube channel”, or set YOUTUBE_API_KEY and start again.',
})

export const POLLS_NOT_GRANTED: Fault = {
  act: 'fail',
  detail: {
    ja: 'チャンネルに投票を出す許可がありません。「YouTube のチャンネル」で、投票も許してつなぎ直してください',
    en: 'The channel gave no leave to make polls. Connect it again on its page, with polls allowed.',
  },
}
