import type { Posted } from '../../ports.ts'

/** The platform said no: nothing stands there, and it may be tried again. */
export const refusedBy = (platform: string, status: number, words: string): Posted => {
  const said = words.slice(0, 160)
  return {
    state: 'failed',
    reason: {
      ja: `${platform}が受け取りませんでした(${status}: ${said})。鍵と文面を確かめて、もう一度送れます。`,
      en: `${platform} did not take it (${status}: ${said}). Check the keys and the words, then send again.`,
    },
  }
}

export const slowDown = (platform: string, seconds: number): Posted => {
  const wait = Math.max(1, Math.ceil(seconds))
  return {
    state: 'failed',
    reason: {
      ja: `${platform}がいまは受け取りません。${wait}秒ほどしてから、もう一度送れます。`,
      en: `${platform} takes no more right now. It can be sent again in some ${wait} seconds.`,
    },
  }
}

/** The picture could not be brought there; nothing was posted. */
export const notUploaded = (platform: string): Posted => ({
  state: 'failed',
  reason: {
    ja: `${platform}に絵を送れませんでした。何も投稿されていないので、もう一度送れます。`,
    en: `The picture could not be sent to ${platform}. Nothing was posted; it can be sent again.`,
  },
})

/** No answer, or a server's fault: it may stand there, and it may not. */
export const noAnswer = (platform: string): Posted => ({
  state: 'unsure',
  reason: {
    ja: `${platform}から確かな返事がありません。届いたかどうかを、見て確かめてください。`,
    en: `${platform} gave no clear answer. Please look whether it arrived.`,
  },
})
