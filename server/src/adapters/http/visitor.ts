import type { Request } from 'express'
import type { Limits } from '../auth/limits.ts'
import { type Outcome, REFUSALS, textOf } from '../auth/outcome.ts'
import { type Site, siteOf } from '../auth/passkeys.ts'
import type { Sessions, SignedIn, Visitor } from '../auth/sessions.ts'
import { Refusal } from './replies.ts'

export const visitorOf = (request: Request): Visitor => ({
  agent: request.headers['user-agent'] ?? '',
  address: addressOf(request),
})

/** Express' `ip` knows the proxies it may trust. */
export const addressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? '0.0.0.0'

/** Where something could be guessed, nobody tries often. */
export async function knock(limits: Limits, request: Request): Promise<void> {
  if (!(await limits.knock(addressOf(request)))) throw refusalOf('too-many')
}

/** The site its passkeys belong to. */
export const siteAsked = (publicUrl: string | null, request: Request): Site | null =>
  siteOf(publicUrl, request.headers.host)

/** Nor is anybody sent to a platform often. */
export async function depart(limits: Limits, request: Request): Promise<void> {
  if (!(await limits.leave(addressOf(request)))) throw refusalOf('too-many')
}

const refusalOf = (what: keyof typeof REFUSALS): Refusal => new Refusal(REFUSALS[what][0], what, textOf(what))

/** The outcome's value, or the answer that says why there is none. */
export function must<Value>(outcome: Outcome<Value>): { ok: true } & Value {
  if (!outcome.ok) throw refusalOf(outcome.what)
  return outcome
}

export function mustBeSite(site: Site | null): Site {
  if (site === null) throw refusalOf('passkey-not-here')
  return site
}

/** Ways in, one's own or others', are changed by who signed in just now. */
export function mustBeFresh(sessions: Sessions, who: SignedIn): void {
  if (!sessions.isFresh(who)) throw refusalOf('sign-in-again')
}

export function mustBeThere<Value>(found: Value | null | false): Value {
  if (found === null || found === false) throw refusalOf('not-found')
  return found
}
