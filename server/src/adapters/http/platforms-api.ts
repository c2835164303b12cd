import {
  type OpenPlatforms,
  Platform,
  type PlatformAsked,
  PlatformSignIn,
  safeReturnPath,
} from '@yosegaki/contract'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { createCookie } from '../auth/cookie.ts'
import type { Limits } from '../auth/limits.ts'
import { type Goal, PLATFORM_ANSWER_MS, type PlatformSignIn as Platforms } from '../auth/platform-sign-in.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { AuditLog } from '../store/audit-log.ts'
import type { OpenDoor } from './doors.ts'
import type { IsFar } from './from-here.ts'
import { parseBody, Refusal } from './replies.ts'
import { sessionStarter } from './session-starter.ts'
import { addressOf, depart, mustBeFresh, mustBeThere } from './visitor.ts'

export type PlatformPorts = {
  platforms: Platforms
  /** Ties a question to the browser that asked it. */
  askedCookie: ReturnType<typeof createCookie>
  sessions: Sessions
  limits: Limits
  audit: AuditLog
  /** The address that platforms lead back to. */
  ownUrl(): string
  isFar: IsFar
  dropSessions(ids: readonly string[]): void
}

/** Signing in with an account elsewhere. A platform's answer comes as a browser following a link. */
export function openPlatformSignIn(door: OpenDoor, ports: PlatformPorts): void {
  const { platforms, askedCookie, sessions, limits, ownUrl, isFar } = ports
  const startSession = sessionStarter(ports)

  const begin = async (request: Request, response: Response, goal: Goal): Promise<void> => {
    await depart(limits, request)
    // The answer comes to the house's own address: at another one the browser would not bring its cookie.
    const { origin } = request.headers
    if (origin !== undefined && origin !== new URL(ownUrl()).origin) throw elsewhere(ownUrl())
    const begun = mustBeThere(await platforms.begin(mustBeThere(platformOf(request)), goal))
    response
      .set({
        'set-cookie': askedCookie.set(begun.browser, PLATFORM_ANSWER_MS / 1000),
        'cache-control': 'no-store',
      })
      .json({ url: begun.url } satisfies PlatformAsked)
  }

  door('GET /api/platforms', (_request, response) => {
    response.json(platforms.open() satisfies z.infer<typeof OpenPlatforms>)
  })
  door('POST /api/platforms/:platform/sign-in', (request, response) => {
    const { next } = parseBody(PlatformSignIn, request.body)
    return begin(request, response, { kind: 'sign-in', next: safeReturnPath(next, '/account') })
  })
  door('POST /api/account/platforms/:platform', (request, response, { who }) => {
    mustBeFresh(sessions, who)
    return begin(request, response, { kind: 'link', session: who.session })
  })
  door('GET /api/platforms/:platform/callback', async (request, response) => {
    const platform = mustBeThere(platformOf(request))
    const who = await sessions.read(request.headers)
    const answered = await platforms.answered(platform, new URL(request.url, ownUrl()).searchParams, {
      browser: askedCookie.read(request.headers),
      who,
      address: addressOf(request),
      far: isFar(request),
    })
    response.set('cache-control', 'no-store').append('set-cookie', askedCookie.gone())
    // Nothing of the code stays in the address bar or the history.
    if (answered.kind === 'said') {
      const { said, next } = answered
      const query = new URLSearchParams({ said, platform, ...(next === undefined ? {} : { next }) })
      return response.redirect(303, `/${who === null ? 'sign-in' : 'account'}?${query}`)
    }
    const { account, next } = answered
    response.append('set-cookie', await startSession(request, account.id, platform)).redirect(303, next)
  })
}

const platformOf = (request: Request): Platform | null =>
  Platform.safeParse(request.params.platform).data ?? null

const elsewhere = (url: string): Refusal =>
  new Refusal(409, 'other-address', {
    ja: `このログイン方法は、${url} で開いたときに使えます。`,
    en: `This way to sign in works when the page is opened at ${url}.`,
  })
