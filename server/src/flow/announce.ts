import { type AnnouncementView, fits, type Text } from '@yosegaki/contract'
import type { AnnouncementStore, Announcer, Clock, Logger, Posted } from '../ports.ts'

type Ports = {
  store: AnnouncementStore
  /** Those whose keys are set. */
  channels: Partial<Record<AnnouncementView['channel'], Announcer>>
  /** The finished picture of a work, to go with it; null for anything else, or where it is gone. */
  picture(announcement: AnnouncementView): Promise<{ png: Uint8Array; alt: string } | null>
  clock: Clock
  logger: Logger
}

/** `tried`: it left for the platform, whatever came of it. */
export type AnnounceResult = { ok: true } | { ok: false; reason: Text; tried?: boolean }

const GONE: Text = { ja: 'そのお知らせはありません。', en: 'There is no such announcement.' }
const OFF: Text = {
  ja: 'このお知らせ先の鍵が設定されていません。',
  en: 'The keys for this channel are not set.',
}
const TAKEN: Text = {
  ja: 'もう送られたか、いま送られているところです。',
  en: 'It has been sent already, or is being sent right now.',
}
const TOO_LONG: Text = { ja: '長すぎて送れません。', en: 'It is too long to be sent.' }
const SILENT: Text = {
  ja: '返事が来ませんでした。届いたかどうかは、見て確かめてください。',
  en: 'No answer came. Please look whether it arrived.',
}
const KILLED: Text = {
  ja: '送っている途中でプログラムが止まりました。届いたかどうかは、見て確かめてください。',
  en: 'The program stopped while it was being sent. Please look whether it arrived.',
}

/** How long a platform's answer is waited for. */
const PATIENCE_MS = 30_000

/**
 * Sends announcements, each once. Before anything leaves, the row is claimed in the database, so that of two producers, two
 * clicks or two programs one sends; after the platform's answer it is marked. Between the two nobody can know: a program
 * killed there, or a platform that never answered, leaves the row `unsure`, and it is never sent again by itself.
 */
export function createAnnounce({ store, channels, picture, clock, logger }: Ports) {
  const send = async (id: string, text: string): Promise<AnnounceResult> => {
    const announcement = await store.find(id)
    if (announcement === null) return { ok: false, reason: GONE }
    const channel = channels[announcement.channel]
    if (channel === undefined) return { ok: false, reason: OFF }
    if (!fits(announcement.channel, text)) return { ok: false, reason: TOO_LONG }
    const image = await picture(announcement)
    if (!(await store.claim(id, text, clock.now()))) return { ok: false, reason: TAKEN }
    const patience = new AbortController()
    const outcome = await Promise.race([
      // After the claim a fault nobody foresaw leaves it open, too, whether anything arrived.
      channel.post(text, image).catch((error: unknown): Posted => {
        logger.error('announcement:fault', { id, fault: String(error) })
        return { state: 'unsure', reason: SILENT }
      }),
      clock.sleep(PATIENCE_MS, patience.signal).then((): Posted => ({ state: 'unsure', reason: SILENT })),
    ])
    patience.abort()
    await store.settle(id, outcome, clock.now())
    logger.info('announcement:settled', { id, state: outcome.state })
    return outcome.state === 'sent' ? { ok: true } : { ok: false, reason: outcome.reason, tried: true }
  }

  return {
    on: Object.keys(channels) as AnnouncementView['channel'][],
    list: () => store.list(60),
    send,
    /** A producer has looked whether one that nobody knew about is there. */
    async settle(id: string, arrived: boolean): Promise<AnnounceResult> {
      const settled = await store.decide(id, 'unsure', arrived ? 'sent' : 'waiting', clock.now())
      return settled ? { ok: true } : { ok: false, reason: TAKEN }
    },
    /** It is not to be sent; also taken back. */
    async drop(id: string): Promise<AnnounceResult> {
      const dropped =
        (await store.decide(id, 'waiting', 'dropped', clock.now())) ||
        (await store.decide(id, 'failed', 'dropped', clock.now()))
      return dropped ? { ok: true } : { ok: false, reason: TAKEN }
    },
    /** At the start: what was on its way when the last program was killed. */
    recover: () => store.giveUpSending(KILLED, clock.now()),
  }
}
