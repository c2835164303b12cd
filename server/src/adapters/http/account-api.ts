import { AuthenticatorProof, PasskeyAdd, PasswordChange, Platform } from '@yosegaki/contract'
import type { Limits } from '../auth/limits.ts'
import type { OwnAccounts } from '../auth/own-account.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { OpenDoor } from './doors.ts'
import type { IsFar } from './from-here.ts'
import { parseBody } from './replies.ts'
import { knock, must, mustBeFresh, mustBeSite, mustBeThere, siteAsked } from './visitor.ts'

export type AccountPorts = {
  own: OwnAccounts
  sessions: Sessions
  limits: Limits
  publicUrl: string | null
  isFar: IsFar
  dropSessions(ids: readonly string[]): void
}

/** One's own account: how one signs in, and where one is signed in. */
export function openAccount(
  door: OpenDoor,
  { own, sessions, limits, publicUrl, isFar, dropSessions }: AccountPorts,
) {
  door('GET /api/account', async (_request, response, { who }) => {
    response.set('cache-control', 'no-store').json(await own.view(who))
  })
  door('POST /api/account/password', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    await knock(limits, request)
    const { current, password } = parseBody(PasswordChange, request.body)
    must(await own.setPassword(who, current, password))
    // Whoever knew the old one is out.
    dropSessions(await sessions.endAll(who.id, who.session))
    response.json({ ok: true })
  })
  door('POST /api/account/passkeys/begin', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    response.json(await own.passkeyQuestion(who, mustBeSite(siteAsked(publicUrl, request))))
  })
  door('POST /api/account/passkeys', async (request, response, { who, tell }) => {
    const { name, answer } = parseBody(PasskeyAdd, request.body)
    await tell({ name })
    must(await own.addPasskey(who, mustBeSite(siteAsked(publicUrl, request)), name, answer))
    response.status(201).json({ ok: true })
  })
  door('DELETE /api/account/passkeys/:id', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    must(await own.dropPasskey(who, String(request.params.id), isFar(request)))
    response.json({ ok: true })
  })
  door('POST /api/account/authenticator/begin', async (_request, response, { who }) => {
    mustBeFresh(sessions, who)
    response.json(own.beginAuthenticator(who))
  })
  door('POST /api/account/authenticator', async (request, response, { who }) => {
    await knock(limits, request)
    must(await own.setAuthenticator(who, parseBody(AuthenticatorProof, request.body).code))
    response.json({ ok: true })
  })
  door('DELETE /api/account/authenticator', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    must(await own.dropAuthenticator(who, isFar(request)))
    response.json({ ok: true })
  })
  door('DELETE /api/account/platforms/:platform', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    const platform = mustBeThere(Platform.safeParse(request.params.platform).data ?? null)
    must(await own.unlink(who, platform, isFar(request)))
    response.json({ ok: true })
  })
  door('DELETE /api/account/sessions/:id', async (request, response, { who }) => {
    const id = String(request.params.id)
    mustBeThere(await sessions.end(who.id, id))
    dropSessions([id])
    response.json({ ok: true })
  })
  door('DELETE /api/account/sessions', async (_request, response, { who }) => {
    const ended = await sessions.endAll(who.id, who.session)
    dropSessions(ended)
    response.json({ ok: true })
    return { ended: ended.length }
  })
}
