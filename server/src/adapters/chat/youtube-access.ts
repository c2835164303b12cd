import type { Fault } from './youtube-faults.ts'

/** What a call is for: `read` may also go by the API key, `polls` only in the channel's own name. */
export type Need = 'read' | 'polls'

/** Whom a call is made as. `settings`: what googleapis is given with the call. */
export type Credential =
  | { as: 'channel'; token: string; settings: { headers: { authorization: string } } }
  /** `standsFor`: what keeps the channel from reading just now. The key's refusal is then no last word. */
  | { as: 'key'; settings: { auth: string }; standsFor: Fault | null }

/** The connected channel where there is one, else the API key. Neither token nor key is ever in a message. */
export type YoutubeAccess = {
  /** Whose units calls spend: the key's or the OAuth client's project. */
  readonly holder: string
  credential(need: Need): Promise<{ ok: true; credential: Credential } | { ok: false; fault: Fault }>
  /** The token was answered with 401, `again`: also a fresh one. */
  turnedAway(token: string, again: boolean): void
}

/** By an API key alone. */
export const byKey = (key: string): YoutubeAccess => ({
  holder: key,
  credential: async (need) =>
    need === 'read'
      ? { ok: true, credential: { as: 'key', settings: { auth: key }, standsFor: null } }
      : { ok: false, fault: POLLS_NEED_CHANNEL },
  turnedAway: () => undefined,
})

/** A poll is made in a channel's name. */
export const POLLS_NEED_CHANNEL: Fault = {
  act: 'fail',
  detail: {
    ja: 'YouTube の投票を出すには、「YouTube のチャンネル」でチャンネルをつないでください',
    en: 'To show polls on YouTube, connect the channel on the page “YouTube channel”.',
  },
}
