import type { ChatSource, Notice } from '../../domain/chat/line.ts'
import { createReplaySource } from './replay.ts'
import { createYoutubeSource } from './youtube.ts'
import { videoIdOf } from './youtube-video.ts'

/** A chat that a stream's settings name. */
export type SourceSetting =
  | { kind: 'rehearsal' }
  | { kind: 'replay'; speed: number }
  | { kind: 'youtube'; video: string }

export type OpenedSources = { ok: true; sources: ChatSource[] } | { ok: false; reason: Notice }

export type SourceParts = {
  /** The one chat that the viewer page types into. */
  rehearsal: ChatSource
  replayFile: string
  youtube: { apiRoot: string | null; key: string | null }
  /** Hears of unreadable lines in a replay's log. */
  onProblem?: (message: Notice) => void
}

const NO_KEY: Notice = {
  ja: 'YouTube を使うには YOUTUBE_API_KEY を設定してください',
  en: 'Set YOUTUBE_API_KEY to listen to YouTube.',
}
const NO_VIDEO: Notice = {
  ja: 'YouTube の動画のアドレスか ID ではありません',
  en: 'That is neither the address nor the id of a YouTube video.',
}

const openOne = (setting: SourceSetting, parts: SourceParts): ChatSource | Notice => {
  switch (setting.kind) {
    case 'rehearsal':
      return parts.rehearsal
    case 'replay':
      return createReplaySource({
        file: parts.replayFile,
        speed: setting.speed,
        ...(parts.onProblem === undefined ? {} : { onProblem: parts.onProblem }),
      })
    case 'youtube': {
      const { apiRoot, key } = parts.youtube
      if (key === null) return NO_KEY
      if (videoIdOf(setting.video) === null) return NO_VIDEO
      return createYoutubeSource({
        video: setting.video,
        apiKey: key,
        ...(apiRoot === null ? {} : { apiRoot }),
      })
    }
  }
}

/** Makes the sources that settings name, each chat once; a setting that cannot work is a reason, and nothing is opened. */
export const createSourceOpener =
  (parts: SourceParts) =>
  (settings: readonly SourceSetting[]): OpenedSources => {
    const sources = new Map<string, ChatSource>()
    for (const setting of settings) {
      const opened = openOne(setting, parts)
      if (!('listen' in opened)) return { ok: false, reason: opened }
      sources.set(opened.id, opened)
    }
    return { ok: true, sources: [...sources.values()] }
  }
