import type { SaidLine, SaidReply, StreamStart, Text } from '@yosegaki/contract'
import { REJECT_NOTICES } from '../../domain/chat/moderate.ts'
import type { ChatSource, Clock, Logger, SmallStore } from '../../ports.ts'
import type { Youtube } from './open-youtube.ts'
import { createRehearsalSource, type RehearsalSource, SAY_NOTICES } from './rehearsal.ts'
import { openReplay } from './replay.ts'
import { createTwitchSource } from './twitch.ts'
import { createYoutubeSource } from './youtube.ts'

type Settings = {
  clock: Clock
  logger: Logger
  youtube: Youtube
  /** True where an API key is set. */
  youtubeKey: boolean
  /** Where places in chats are kept over a restart. */
  places: SmallStore
  twitch: { url: string }
  replayFile: string
}

type Opened = { ok: true; source: ChatSource } | { ok: false; reason: Text }

const NO_KEY: Text = {
  ja: 'YouTube のチャットを読むには、「YouTube のチャンネル」でチャンネルをつなぐか、YOUTUBE_API_KEY を設定して起動し直してください。',
  en: 'To read a YouTube chat, connect a channel on the page “YouTube channel”, or set YOUTUBE_API_KEY and start again.',
}

/** Where chats come in: makes the sources a stream's settings name, and takes in what rehearsal viewers type. */
export function createChatDoor({ clock, logger, youtube, youtubeKey, twitch, replayFile, places }: Settings) {
  let rehearsal: RehearsalSource | null = null

  async function openOne(settings: StreamStart['sources'][number]): Promise<Opened> {
    switch (settings.kind) {
      case 'rehearsal':
        rehearsal = createRehearsalSource({ now: clock.now })
        return { ok: true, source: rehearsal }
      case 'replay': {
        const opened = await openReplay({
          file: replayFile,
          speed: settings.speed,
          loop: true,
          now: clock.now,
          onProblem: ({ en }) => logger.warn('replay:line-skipped', { why: en }),
        })
        return opened.ok ? opened : { ok: false, reason: opened.message }
      }
      case 'twitch': {
        const source = createTwitchSource({
          channel: settings.channel,
          url: twitch.url,
          now: clock.now,
          // Told at 1, 10, 100 ...: a chat that sends nonsense fills no log.
          onUnreadable: (count) => {
            if (Number.isInteger(Math.log10(count))) logger.warn('twitch:lines-skipped', { count })
          },
        })
        return { ok: true, source }
      }
      case 'youtube': {
        const { account, quota, apiRoot } = youtube
        if (quota === null || !(youtubeKey || account.view().state === 'connected'))
          return { ok: false, reason: NO_KEY }
        const source = createYoutubeSource({
          video: settings.video,
          access: account,
          now: clock.now,
          store: places,
          quota,
          ...(apiRoot === undefined ? {} : { apiRoot }),
          onSkipped: (kind: string) => logger.info('youtube:item-skipped', { kind }),
        })
        return { ok: true, source }
      }
    }
  }

  return {
    /** All of them, or why one cannot be. */
    async open(
      wanted: StreamStart['sources'],
    ): Promise<{ ok: true; sources: ChatSource[] } | { ok: false; reason: Text }> {
      const opened = await Promise.all(wanted.map(openOne))
      const refused = opened.find((each) => !each.ok)
      return refused === undefined
        ? { ok: true, sources: opened.flatMap((each) => (each.ok ? [each.source] : [])) }
        : { ok: false, reason: refused.reason }
    },

    /** What a rehearsal viewer typed, and, once it is stored, what became of it. */
    async say({ viewerId, name, text }: SaidLine): Promise<SaidReply> {
      const said = rehearsal?.say({ id: viewerId, name }, text, clock.now()) ?? {
        ok: false as const,
        reason: 'not-listening' as const,
      }
      if (!said.ok) return { ok: false, what: said.reason, reason: SAY_NOTICES[said.reason] }
      const heard = await said.heard
      switch (heard.kind) {
        case 'rejected':
          return { ok: false, what: heard.reason, reason: REJECT_NOTICES[heard.reason] }
        case 'vote':
          return { ok: true, heardAs: 'vote', detail: String(heard.option + 1) }
        case 'wish':
          return {
            ok: true,
            heardAs: 'wish',
            detail: heard.themes
              .map(({ text }) => text)
              .join('、')
              .slice(0, 200),
          }
        case 'talk':
          return { ok: true, heardAs: 'talk', detail: '' }
      }
    },
  }
}
