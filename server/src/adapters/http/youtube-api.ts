import type { IncomingHttpHeaders } from 'node:http'
import {
  type SessionView,
  type YoutubeAccountView,
  YoutubeConnect,
  type YoutubeSaid,
  type YoutubeSettings,
} from '@yosegaki/contract'
import { type RequestHandler, Router } from 'express'
import { parseBody, Refusal, refused } from './replies.ts'

export type YoutubePorts = {
  view(): YoutubeAccountView
  /** The address Google leads back to: `/api/youtube/callback` of this house. */
  callback(): string
  connect(user: string, polls: boolean): Promise<string>
  connected(user: string, answer: Readonly<Record<string, unknown>>): Promise<YoutubeSaid>
  disconnect(): Promise<boolean>
}

type Ports = {
  youtube: YoutubePorts
  session(headers: IncomingHttpHeaders): Promise<SessionView['user']>
}

const PAGE = '/control/youtube'

/** Connecting a YouTube channel (contract: youtube-account.ts). Google's answer comes as a producer's browser following a link. */
export function youtubeApi({ youtube, session }: Ports, producersOnly: RequestHandler): Router {
  const api = Router()
  api.use((_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })

  api.get('/', producersOnly, (_request, response) => {
    response.json({ account: youtube.view(), callback: youtube.callback() } satisfies YoutubeSettings)
  })
  api.post('/connect', producersOnly, async (request, response) => {
    const user = await session(request.headers)
    if (user === null) throw refused.signIn()
    if (youtube.view().state === 'unset') throw new Refusal(409, 'no-client', NO_CLIENT)
    const { polls } = parseBody(YoutubeConnect, request.body)
    response.json({ url: await youtube.connect(user.id, polls) })
  })
  api.get('/callback', async (request, response) => {
    const user = await session(request.headers)
    // Another browser than the one that asked, or one whose session ended meanwhile.
    if (user === null) return response.redirect(303, `/sign-in?next=${encodeURIComponent(PAGE)}`)
    const said = await youtube.connected(user.id, request.query)
    // Nothing of the code stays in the address bar or the history.
    response.redirect(303, `${PAGE}?said=${said}`)
  })
  api.post('/disconnect', producersOnly, async (_request, response) => {
    response.json({ ok: true, revoked: await youtube.disconnect() })
  })
  return api
}

const NO_CLIENT = {
  ja: 'チャンネルをつなぐには YOUTUBE_CLIENT_ID と YOUTUBE_CLIENT_SECRET を設定して起動し直してください。',
  en: 'To connect a channel, set YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET and start again.',
}
