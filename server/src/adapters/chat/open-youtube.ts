import { z } from 'zod'
import type { Clock, Logger, SmallStore } from '../../ports.ts'
import { createSeal } from '../system/seal.ts'
import { createYoutubeAccount, type YoutubeAccount } from './youtube-account.ts'
import { openYoutubeApi } from './youtube-api.ts'
import { createOauth, type OauthSettings } from './youtube-oauth.ts'
import { createQuotaBook, type QuotaBook } from './youtube-quota.ts'

export type YoutubeSettings = {
  apiRoot: string | null
  key: string | null
  dailyUnits: number
  client: OauthSettings | null
}

type Parts = {
  youtube: YoutubeSettings
  store: SmallStore
  clock: Clock
  logger: Logger
  /** 32 bytes in base64url, for the channel's token. */
  sealKey: string
  redirectUri(): string
  changed(): void
}

/** What all YouTube sources share: whom calls are made as, and the one book of units. `quota` is null where neither key nor client is set. */
export type Youtube = { account: YoutubeAccount; quota: QuotaBook | null; apiRoot: string | undefined }

const ANSWER_MS = 10_000
const Channels = z.object({
  items: z.array(z.object({ snippet: z.object({ title: z.string() }) })).min(1),
})

export async function openYoutube(parts: Parts): Promise<Youtube> {
  const { youtube, store, clock, logger } = parts
  const { key, client, dailyUnits } = youtube
  const apiRoot = youtube.apiRoot ?? undefined
  const api = openYoutubeApi(apiRoot)
  const holder = key ?? client?.id ?? null
  const quota = holder === null ? null : createQuotaBook({ store, holder, limit: dailyUnits, now: clock.now })

  const titleOf = async (token: string): Promise<string | null> => {
    try {
      if (!(await quota?.spend('channels'))) return null
      const headers = { authorization: `Bearer ${token}` }
      const bounds = { retry: false, timeout: ANSWER_MS }
      const { data } = await api.channels.list({ part: ['snippet'], mine: true }, { headers, ...bounds })
      return Channels.parse(data).items[0]!.snippet.title.slice(0, 120)
    } catch {
      // Only its name: the channel works without.
      return null
    }
  }

  const account = createYoutubeAccount({
    oauth: client === null ? null : createOauth(client),
    clientId: client?.id ?? null,
    apiKey: key,
    store,
    seal: createSeal(parts.sealKey),
    now: clock.now,
    redirectUri: parts.redirectUri,
    titleOf,
    logger,
    changed: parts.changed,
  })
  await account.open()
  await quota?.open()
  return { account, quota, apiRoot }
}
