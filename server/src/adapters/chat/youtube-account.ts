import { randomBytes } from 'node:crypto'
import type { Text, YoutubeAccountView, YoutubeSaid } from '@yosegaki/contract'
import { z } from 'zod'
import type { Logger, SmallStore } from '../../ports.ts'
import type { Seal } from '../system/seal.ts'
import { type Credential, type Need, POLLS_NEED_CHANNEL, type YoutubeAccess } from './youtube-access.ts'
import {
  CLIENT_REFUSED,
  GOOGLE_AWAY,
  lost,
  NO_WAY_IN,
  POLLS_NOT_GRANTED,
  TOKEN_REFUSED,
  troubled,
} from './youtube-account-notices.ts'
import type { AccessToken, Oauth, TokenFault } from './youtube-oauth.ts'

/** Reading a chat; making polls, which is leave to manage the channel's messages. */
const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const POLLS = 'https://www.googleapis.com/auth/youtube.force-ssl'

const KEY = 'youtube-account'
/** Milliseconds before its end at which a token is renewed: where that fails once, there is time to try again. */
const RENEW_BEFORE = 5 * 60_000
/** After a try that failed for another reason than the permission itself. */
const PAUSE = 60_000
/** A producer has so long to answer Google; so many may be asked at a time. */
const ASKED_FOR = 10 * 60_000
const MOST_ASKED = 20

const Kept = z.object({
  /** The refresh token, sealed; null once the permission is gone. */
  sealed: z.string().nullable(),
  polls: z.boolean(),
  title: z.string().max(120).nullable(),
  since: z.number(),
})
type Kept = z.infer<typeof Kept>

export type YoutubeAccount = YoutubeAccess & {
  /** Reads what is kept; before that nothing is connected. */
  open(): Promise<void>
  view(): YoutubeAccountView
  /** Where `user`'s browser goes to be asked. */
  connect(user: string, polls: boolean): Promise<string>
  /** Google's answer, as `user`'s browser brought it. */
  connected(user: string, answer: Readonly<Record<string, unknown>>): Promise<YoutubeSaid>
  /** Forgets the channel at once. True where Google also took the permission back. */
  disconnect(): Promise<boolean>
}

type Parts = {
  oauth: Oauth | null
  clientId: string | null
  apiKey: string | null
  store: SmallStore
  seal: Seal
  now: () => number
  redirectUri(): string
  /** The channel's own name, by a call with the token; null where YouTube tells none. */
  titleOf(token: string): Promise<string | null>
  logger: Logger
  /** What `view` answers is another. */
  changed(): void
}

const readKept = (text: string | null): Kept | null => {
  try {
    return Kept.nullable().parse(JSON.parse(text ?? 'null'))
  } catch {
    return null
  }
}

/**
 * The YouTube channel a producer connected: its refresh token sealed in the store, its access token in memory only, renewed
 * before it ends and when it is turned away. Whatever goes wrong with it, the API key stands in where there is one.
 */
export function createYoutubeAccount(parts: Parts): YoutubeAccount {
  const { oauth, apiKey, store, seal, now, logger } = parts
  let kept: Kept | null = null
  let access: (AccessToken & { endsAt: number }) | null = null
  let renewing: Promise<void> | null = null
  let trouble: Text | null = null
  let pausedUntil = 0
  /** Who was asked, by the state that Google hands back. */
  const asked = new Map<string, { user: string; verifier: string; until: number }>()

  const keep = async (next: Kept | null): Promise<void> => {
    kept = next
    parts.changed()
    await store.set(KEY, JSON.stringify(next))
  }
  const tell = (next: Text | null): void => {
    if (next?.en === trouble?.en) return
    trouble = next
    if (next !== null) logger.warn('youtube:channel-troubled', { why: next.en })
    parts.changed()
  }
  const pause = (why: Text): void => {
    pausedUntil = now() + PAUSE
    tell(why)
  }
  const use = (token: AccessToken): void => {
    access = { ...token, endsAt: now() + token.livesMs }
    pausedUntil = 0
    tell(null)
  }

  const lose = async (): Promise<void> => {
    access = null
    logger.warn('youtube:channel-lost')
    if (kept !== null) await keep({ ...kept, sealed: null }).catch(() => undefined)
  }

  const renew = async (): Promise<void> => {
    const before = kept
    const refresh = before?.sealed == null ? null : seal.open(before.sealed)
    if (oauth === null || before === null) return
    // Sealed under another secret: nobody can read it any more.
    if (refresh === null) return lose()
    const got = await oauth.refresh(refresh)
    // Disconnected, or connected anew, while Google was asked.
    if (kept !== before) return
    if (got.ok) use(got.access)
    else if (got.why === 'revoked') await lose()
    else pause(got.why === 'client' ? CLIENT_REFUSED : GOOGLE_AWAY)
  }

  const fresh = (): boolean => access !== null && now() < access.endsAt - RENEW_BEFORE

  /** The token as it is to be used now; null where there is none. One renewal at a time, whoever asks. */
  const token = async (): Promise<string | null> => {
    if (!fresh() && now() >= pausedUntil) {
      renewing ??= renew().finally(() => {
        renewing = null
      })
      await renewing
    }
    return access !== null && now() < access.endsAt ? access.token : null
  }

  const asKey = (standsFor: Extract<Credential, { as: 'key' }>['standsFor']): Credential | null =>
    apiKey === null ? null : { as: 'key', settings: { auth: apiKey }, standsFor }

  const credential = async (need: Need): ReturnType<YoutubeAccess['credential']> => {
    if (need === 'polls' && !kept?.sealed) return { ok: false, fault: POLLS_NEED_CHANNEL }
    if (need === 'polls' && !kept?.polls) return { ok: false, fault: POLLS_NOT_GRANTED }
    const mine = kept?.sealed ? await token() : null
    if (mine !== null) {
      const settings = { headers: { authorization: `Bearer ${mine}` } }
      return { ok: true, credential: { as: 'channel', token: mine, settings } }
    }
    const gone = !kept?.sealed
    const why = kept === null ? NO_WAY_IN : gone ? lost(apiKey !== null) : troubled(trouble ?? GOOGLE_AWAY)
    const key = need === 'read' ? asKey(gone ? null : why) : null
    return key === null ? { ok: false, fault: why } : { ok: true, credential: key }
  }

  const answered = async (user: string, answer: Readonly<Record<string, unknown>>): Promise<YoutubeSaid> => {
    const state = String(answer.state ?? '')
    const question = asked.get(state)
    // Whose question it was may answer it, once: another's answer would connect another's channel.
    if (oauth === null || question?.user !== user) return 'stale'
    asked.delete(state)
    if (now() > question.until) return 'stale'
    if (typeof answer.code !== 'string') return answer.error === 'access_denied' ? 'denied' : 'client-refused'
    const { verifier } = question
    const got = await oauth.exchange(answer.code, { redirectUri: parts.redirectUri(), verifier })
    if (!got.ok) return SAID[got.why]
    const { scopes } = got.access
    if (!scopes.includes(READ) && !scopes.includes(POLLS)) {
      await oauth.revoke(got.refresh)
      return 'not-granted'
    }
    use(got.access)
    const title = await parts.titleOf(got.access.token)
    await keep({ sealed: seal.close(got.refresh), polls: scopes.includes(POLLS), title, since: now() })
    return 'connected'
  }

  return {
    holder: apiKey ?? parts.clientId ?? '',
    credential,
    turnedAway(used, again) {
      if (access?.token !== used) return
      access = null
      if (again) pause(TOKEN_REFUSED)
    },
    async open() {
      kept = readKept(await store.get(KEY))
    },
    view() {
      if (oauth === null) return { state: 'unset' }
      if (kept === null) return { state: 'apart' }
      const { title, polls, since, sealed } = kept
      return sealed === null
        ? { state: 'lost', title, reason: lost(apiKey !== null).detail }
        : { state: 'connected', title, polls, since, trouble }
    },
    async connect(user, polls) {
      if (oauth === null) throw new Error('there is no OAuth client to connect a channel with')
      const state = randomBytes(32).toString('base64url')
      const scopes = polls ? [READ, POLLS] : [READ]
      const { url, verifier } = await oauth.ask({ redirectUri: parts.redirectUri(), state, scopes })
      asked.set(state, { user, verifier, until: now() + ASKED_FOR })
      if (asked.size > MOST_ASKED) asked.delete(asked.keys().next().value!)
      return url
    },
    async connected(user, answer) {
      const said = await answered(user, answer)
      logger.info('youtube:channel-asked', { said })
      return said
    },
    async disconnect() {
      const sealed = kept?.sealed ?? null
      const refresh = sealed === null ? null : seal.open(sealed)
      access = null
      trouble = null
      pausedUntil = 0
      await keep(null)
      return refresh === null || oauth === null ? false : oauth.revoke(refresh)
    },
  }
}

const SAID = {
  revoked: 'code-refused',
  client: 'client-refused',
  away: 'unreachable',
} as const satisfies Record<TokenFault, YoutubeSaid>
