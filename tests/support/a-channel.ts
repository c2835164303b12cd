import type { YoutubeSaid } from '@yosegaki/contract'
import { openYoutube, type Youtube } from '../../server/src/adapters/chat/open-youtube.ts'
import { createMemoryStore } from '../../server/src/adapters/chat/youtube-quota.ts'
import { derive } from '../../server/src/adapters/system/secret.ts'
import type { SmallStore } from '../../server/src/ports.ts'
import { createGoogleAccounts, type GoogleAccounts } from './google-accounts.ts'
import { startYoutubeServer, type YoutubeServer, type YoutubeServerOptions } from './youtube-server.ts'

const CALLBACK = 'http://127.0.0.1:4870/api/youtube/callback'
/** In California, where the day of units begins anew at midnight. */
const NOON = Date.parse('2026-07-01T19:00:00Z')

/** A producer, their browser, Google and YouTube around a channel that may be connected; time passes when told. */
export type AChannel = {
  server: YoutubeServer
  accounts: GoogleAccounts
  youtube: Youtube
  store: SmallStore
  now(): number
  pass(millis: number): void
  /** Follows the producer's browser to Google and back; `polls`: they are asked for leave to make polls too. */
  connect(polls?: boolean): Promise<YoutubeSaid>
  /** Google's answer to a producer who was asked, as it is in the address their browser is led to. */
  agree(polls?: boolean): Promise<Record<string, string>>
  /** The same house after a restart, perhaps with another secret. */
  restart(secret?: string): Promise<Youtube>
  /** All that was logged and shown, as text. */
  said(): string
}

type Options = YoutubeServerOptions & { apiKey?: string | null; client?: boolean; wrongSecret?: boolean }

export const aChannel = async ({
  apiKey = null,
  client = true,
  wrongSecret = false,
  ...options
}: Options = {}): Promise<AChannel> => {
  let passed = 0
  const begun = Date.now()
  const now = () => NOON + Date.now() - begun + passed
  const accounts = createGoogleAccounts({ now })
  const server = await startYoutubeServer({ pollingIntervalMillis: 1_000, accounts, ...options })
  const store = createMemoryStore()
  const logged: unknown[] = []
  const log = (event: string, fields?: object) => void logged.push({ event, ...fields })
  const open = (secret: string) =>
    openYoutube({
      youtube: {
        apiRoot: server.root,
        key: apiKey,
        dailyUnits: 10_000,
        client: client
          ? {
              id: accounts.clientId,
              secret: wrongSecret ? 'another' : accounts.clientSecret,
              consentUrl: `${server.root}o/oauth2/v2/auth`,
              tokenRoot: server.root,
            }
          : null,
      },
      store,
      clock: { now, sleep: async () => undefined },
      logger: { info: log, warn: log, error: log },
      sealKey: derive(secret, 'youtube-token'),
      redirectUri: () => CALLBACK,
      changed: () => logged.push(channel.youtube?.account.view()),
    })

  const channel = {
    server,
    accounts,
    store,
    now,
    pass: (millis: number) => {
      passed += millis
    },
    async agree(polls = false) {
      const url = await channel.youtube.account.connect('hana', polls)
      const answer = await fetch(url, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '')
      if (`${back.origin}${back.pathname}` !== CALLBACK) throw new Error('Google led elsewhere')
      return Object.fromEntries(back.searchParams)
    },
    connect: async (polls?: boolean) => channel.youtube.account.connected('hana', await channel.agree(polls)),
    async restart(secret = 'the secret of the house') {
      channel.youtube = await open(secret)
      return channel.youtube
    },
    said: () => JSON.stringify(logged),
  } as AChannel
  await channel.restart()
  return channel
}
