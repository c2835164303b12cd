import {
  mayOpen,
  type YoutubeAccountView,
  YoutubeConnect,
  type YoutubeSaid,
  type YoutubeSettings,
} from '@yosegaki/contract'
import type { Response } from 'express'
import type { AuditLog } from '../store/audit-log.ts'
import type { OpenDoor, ReadSession } from './doors.ts'
import { parseBody, Refusal } from './replies.ts'

export type YoutubePorts = {
  view(): YoutubeAccountView
  /** The address Google leads back to: `/api/youtube/callback` of this house. */
  callback(): string
  connect(user: string, polls: boolean): Promise<string>
  connected(user: string, answer: Readonly<Record<string, unknown>>): Promise<YoutubeSaid>
  disconnect(): Promise<boolean>
}

type Ports = { youtube: YoutubePorts; session: ReadSession; audit: AuditLog }

const PAGE = '/control/youtube'

/** Connecting a YouTube channel (contract: youtube-account.ts). Google's answer comes as a producer's browser following a link. */
export function openYoutube(door: OpenDoor, { youtube, session, audit }: Ports): void {
  const unkept = (response: Response): Response => response.set('cache-control', 'no-store')

  door('GET /api/youtube', (_request, response) => {
    unkept(response).json({
      account: youtube.view(),
      callback: youtube.callback(),
    } satisfies YoutubeSettings)
  })
  door('POST /api/youtube/connect', async (request, response, { who, tell }) => {
    if (youtube.view().state === 'unset') throw new Refusal(409, 'no-client', NO_CLIENT)
    const { polls } = parseBody(YoutubeConnect, request.body)
    await tell({ polls })
    unkept(response).json({ url: await youtube.connect(who.id, polls) })
  })
  door('GET /api/youtube/callback', async (request, response) => {
    const who = await session(request.headers)
    // Another browser than the one that asked, or one whose session ended meanwhile.
    if (who === null || !mayOpen(who.role, 'POST /api/youtube/connect')) {
      return unkept(response).redirect(303, `/sign-in?next=${encodeURIComponent(PAGE)}`)
    }
    const act = await audit.begin({ who, door: 'youtube:answered', what: {} })
    const said = await youtube.connected(who.id, request.query)
    act.done({ said })
    // Nothing of the code stays in the address bar or the history.
    unkept(response).redirect(303, `${PAGE}?said=${said}`)
  })
  door('POST /api/youtube/disconnect', async (_request, response) => {
    const revoked = await youtube.disconnect()
    unkept(response).json({ ok: true, revoked })
    return { revoked }
  })
}

const NO_CLIENT = {
  ja: 'チャンネルをつなぐには YOUTUBE_CLIENT_ID と YOUTUBE_CLIENT_SECRET を設定して起動し直してください。',
  en: 'To connect a channel, set YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET and start again.',
}
