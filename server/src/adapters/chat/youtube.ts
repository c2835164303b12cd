import type { ChatSource } from '../../domain/chat/line.ts'
import { tellHealth, waitFor } from './source-health.ts'
import { openYoutubeApi } from './youtube-api.ts'
import { follow } from './youtube-follow.ts'
import { CHAT_ENDED, NO_BROADCAST, NO_CHAT_YET, NO_VIDEO, NOT_A_VIDEO } from './youtube-notices.ts'
import { createPolls } from './youtube-polls.ts'
import { createMemoryStore, createQuotaBook } from './youtube-quota.ts'
import { ask, outlast, type Session, type YoutubeOptions } from './youtube-session.ts'
import { videoIdOf } from './youtube-video.ts'
import { AnyCase } from './youtube-wire.ts'

export type { YoutubeOptions }

/** A broadcast that has not opened its chat yet is asked about again after this. */
const NOT_YET = 60_000
/** Units that Google gives a project a day, unless it asks for more. */
const USUAL_UNITS = 10_000

/** The id of the broadcast's chat, waiting for it to open; null where the source is done. */
const findChat = async (session: Session, videoId: string): Promise<string | null> => {
  const { api, options, health, signal } = session
  for (let faults = 0; !signal.aborted; ) {
    const found = await ask(session, 'videos', AnyCase.videos, (settings) =>
      api.videos.list({ part: ['liveStreamingDetails'], id: [videoId] }, settings),
    )
    const video = found.ok ? found.value.items[0] : undefined
    const details = video?.liveStreamingDetails
    const fault = found.ok ? (details ? null : found.standsFor) : found.fault
    if (fault !== null) {
      if (!(await outlast(session, fault, ++faults))) return null
      continue
    }
    faults = 0
    if (details?.activeLiveChatId) return details.activeLiveChatId
    if (!details || details.actualEndTime) {
      if (!details) health.to('failed', video === undefined ? NO_VIDEO : NO_BROADCAST)
      else health.to('ended', CHAT_ENDED)
      return null
    }
    health.to('waiting', NO_CHAT_YET)
    await options.wait(NOT_YET, signal)
  }
  return null
}

const withDefaults = (given: YoutubeOptions, videoId: string | null): Session['options'] => {
  const { store = createMemoryStore(), now = Date.now, access } = given
  return {
    id: `youtube-${videoId ?? 'unknown'}`,
    minPollMs: 5_000,
    stallMs: 120_000,
    callMs: 20_000,
    wait: waitFor,
    quota: given.quota ?? createQuotaBook({ store, holder: access.holder, limit: USUAL_UNITS, now }),
    onUnits: () => {},
    onSkipped: () => {},
    ...given,
    store,
    now,
  }
}

/**
 * The live chat of a YouTube broadcast. Finds the chat from the video (1 unit), reads it by the streaming call and by polls
 * where that does not work, counts every message once over breaks and restarts, lives on the day's units, and outlasts what
 * mends itself. Neither the API key nor a token is in a message.
 */
export const createYoutubeSource = (given: YoutubeOptions): ChatSource => {
  const videoId = videoIdOf(given.video)
  const options = withDefaults(given, videoId)
  const api = openYoutubeApi(given.apiRoot)
  let chat: string | null = null
  return {
    id: options.id,
    kind: 'youtube',
    mirror: createPolls(api, options, () => chat),
    async listen(listener, signal) {
      const health = tellHealth(listener, options.now)
      health.to('connecting')
      if (videoId === null) return health.to('failed', NOT_A_VIDEO)
      const session: Session = { api, options, listener, health, signal }
      chat = await findChat(session, videoId)
      if (chat !== null) await follow(session, chat)
      if (signal.aborted) health.to('ended')
    },
  }
}
