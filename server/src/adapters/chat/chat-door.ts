import type { SaidLine, SaidReply, StreamStart, Text } from '@yosegaki/contract'
import { REJECT_NOTICES } from '../../domain/chat/moderate.ts'
import type { ChatSource, Clock, Logger, SmallStore } from '../../ports.ts'
import { createRehearsalSource, type RehearsalSource, SAY_NOTICES } from './rehearsal.ts'
import { openReplay } from './replay.ts'
import { createTwitchSource } from './twitch.ts'
import { createYoutubeSource } from './youtube.ts'
import { createQuotaBook } from './youtube-quota.ts'

type Settings = {
  clock: Clock
  logger: Logger
  youtube: { apiRoot: string | null; key: string | null; dailyUnits: number }
  /** Where places in chats and the day's units are kept over a restart. */
  store: SmallStore
  twitch: { url: string }
  replayFile: string
}

type Opened = { ok: true; source: ChatSource } | { ok: false; reason: Text }

const NO_KEY: Text = {
  ja: 'YouTube のチャットを読むには YOUTUBE_API_KEY を設定して起動し直してください。',
  en: 'To read a YouTube chat, set YOUTUBE_API_KEY and start again.',
}

/** Where chats come in: makes the sources a stream's settings name, and takes in what rehearsal viewers type. */
export function createChatDoor({ clock, logger, youtube, twitch, replayFile, store }: Settings) {
  let rehearsal: RehearsalSource | null = null
  // One book, however many YouTube chats: they live on the same key's units.
  const quota =
    youtube.key === null
      ? null
      : createQuotaBook({ store, apiKey: youtube.key, limit: youtube.dailyUnits, now: clock.now })

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
        const { key, apiRoot } = youtube
        if (key === null || quota === null) return { ok: false, reason: NO_KEY }
        const options = {
          video: settings.video,
          apiKey: key,
          now: clock.now,
          store,
          quota,
          onSkipped: (kind: string) => logger.info('youtube:item-skipped', { kind }),
        }
        return { ok: true, source: createYoutubeSource(apiRoot === null ? options : { ...options, apiRoot }) }
      }
    }
  }

  return {
    /** How the YouTube key's units of the day stand; null where there is no key. */
    quota: () => quota?.plan() ?? null,

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
