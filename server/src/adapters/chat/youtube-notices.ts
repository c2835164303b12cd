import type { Notice } from '../../domain/chat/line.ts'
import type { QuotaPlan } from '../../domain/chat/quota.ts'

/** What a YouTube source says of itself, beside its faults. */

export const NOT_A_VIDEO: Notice = {
  ja: 'YouTube の動画のアドレスか ID ではありません',
  en: 'That is neither the address nor the id of a YouTube video.',
}
export const NO_BROADCAST: Notice = {
  ja: 'その動画はライブ配信ではありません',
  en: 'That video is not a live broadcast.',
}
export const NO_VIDEO: Notice = {
  ja: 'その動画が見つかりません (非公開か、アドレスの誤りです)',
  en: 'There is no such video (it is private, or the address is wrong).',
}
export const NO_CHAT_YET: Notice = {
  ja: '配信のチャットがまだ開いていません。開くまで待っています',
  en: 'The chat of the broadcast is not open yet. Waiting for it.',
}
export const CHAT_ENDED: Notice = { ja: 'YouTube の配信が終わりました', en: 'The YouTube broadcast is over.' }

/** Times are told to so many milliseconds: to the minute they would change with every call. */
const GRAIN = 10 * 60_000

const clock = (lang: string, at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at)

/** The house's own time with the name of its zone: the producer sits beside it, a viewer elsewhere can still tell. */
const timed = (at: number, say: { ja: (time: string) => string; en: (time: string) => string }): Notice => ({
  ja: say.ja(clock('ja', at)),
  en: say.en(clock('en', at)),
})

/** Nothing can be asked until the reset. */
export const quotaGone = ({ resetsAt }: QuotaPlan): Notice =>
  timed(resetsAt, {
    ja: (time) =>
      `YouTube の1日の割り当てを使い切りました。${time} に戻り、自動で再開します。それまではほかのチャットを使ってください`,
    en: (time) =>
      `The YouTube quota of the day is used up. It returns at ${time}, and reading goes on by itself; until then use another chat.`,
  })

/** Nothing can be asked, but a stream is open and costs nothing more. */
export const goneButReading = ({ resetsAt }: QuotaPlan): Notice =>
  timed(resetsAt, {
    ja: (time) =>
      `YouTube の1日の割り当てを使い切りましたが、開いている接続で読み続けています。割り当ては ${time} に戻ります`,
    en: (time) =>
      `The YouTube quota of the day is used up; the open connection is read on. The quota returns at ${time}.`,
  })

/** How the units of the day stand, where that is worth a word. */
export const quotaNotice = (plan: QuotaPlan): Notice | null => {
  if (plan.lastsUntil !== null)
    return timed(Math.floor(plan.lastsUntil / GRAIN) * GRAIN, {
      ja: (time) => `この調子では YouTube の割り当ては ${time} までもちます`,
      en: (time) => `At this pace the YouTube quota lasts until ${time}.`,
    })
  return plan.warning === 'low'
    ? {
        ja: `YouTube の割り当ての残りは ${plan.left} です`,
        en: `${plan.left} units of the YouTube quota are left today.`,
      }
    : null
}

/** Reading by polls, every `interval` milliseconds. */
export const polling = (plan: QuotaPlan, interval: number): Notice => {
  const seconds = Math.max(1, Math.round(interval / 1_000))
  const rest = quotaNotice(plan)
  return {
    ja: `ストリーミングが使えないため、約${seconds}秒ごとに読みに行っています${rest === null ? '' : `。${rest.ja}`}`,
    en: `Streaming is not available: asking every ${seconds} s.${rest === null ? '' : ` ${rest.en}`}`,
  }
}
