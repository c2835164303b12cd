import {
  InvitationAccept,
  InvitationLook,
  PasskeySignIn,
  PasswordSignIn,
  type SessionView,
} from '@yosegaki/contract'
import type { Request, Response } from 'express'
import type { Invitations } from '../auth/invitations.ts'
import type { Limits } from '../auth/limits.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { SignIn } from '../auth/sign-in.ts'
import type { AuditLog } from '../store/audit-log.ts'
import type { OpenDoor } from './doors.ts'
import type { IsFar } from './from-here.ts'
import { parseBody } from './replies.ts'
import { sessionStarter } from './session-starter.ts'
import { knock, must, mustBeSite, siteAsked } from './visitor.ts'

export type SignInPorts = {
  sessions: Sessions
  signIn: SignIn
  invitations: Invitations
  limits: Limits
  audit: AuditLog
  /** As set; null: the house is known by whatever name it was asked for. */
  publicUrl: string | null
  isFar: IsFar
  /** Closes the sockets of sessions that ended. */
  dropSessions(ids: readonly string[]): void
  /** Closes all of an account. */
  dropAccount(id: string): void
}

/** How people come in and go out. */
export function openSignIn(door: OpenDoor, ports: SignInPorts): void {
  const { sessions, signIn, invitations, limits, publicUrl, isFar } = ports
  const begin = sessionStarter(ports)

  const welcome = async (request: Request, response: Response, account: string, how: string) => {
    response.set('set-cookie', await begin(request, account, how)).json({ ok: true })
  }

  door('GET /api/session', async (request, response) => {
    const found = await sessions.read(request.headers)
    const user = found && { id: found.id, name: found.name, email: found.email, role: found.role }
    const setupNeeded = user === null && !(await invitations.ownerExists())
    response.set('cache-control', 'no-store').json({ setupNeeded, user } satisfies SessionView)
  })
  door('POST /api/sign-in/password', async (request, response) => {
    await knock(limits, request)
    const { account } = must(await signIn.byPassword(parseBody(PasswordSignIn, request.body), isFar(request)))
    await welcome(request, response, account, 'password')
  })
  door('POST /api/sign-in/passkey/begin', async (request, response) => {
    await knock(limits, request)
    response.json(await signIn.passkeyQuestion(mustBeSite(siteAsked(publicUrl, request))))
  })
  door('POST /api/sign-in/passkey', async (request, response) => {
    await knock(limits, request)
    const site = mustBeSite(siteAsked(publicUrl, request))
    const { account } = must(await signIn.byPasskey(parseBody(PasskeySignIn, request.body), site))
    await welcome(request, response, account, 'passkey')
  })
  door('POST /api/invitations/look', async (request, response) => {
    await knock(limits, request)
    const { token } = parseBody(InvitationLook, request.body)
    response.json(must(await invitations.look(token, siteAsked(publicUrl, request), isFar(request))).seen)
  })
  door('POST /api/invitations/accept', async (request, response) => {
    await knock(limits, request)
    const asked = parseBody(InvitationAccept, request.body)
    const { account } = must(await invitations.accept(asked, siteAsked(publicUrl, request), isFar(request)))
    if (!account.isNew) ports.dropAccount(account.id)
    response.status(201)
    await welcome(request, response, account.id, 'invitation')
  })
  door('POST /api/sign-out', async (_request, response, { who }) => {
    await sessions.end(who.id, who.session)
    ports.dropSessions([who.session])
    response.set('set-cookie', sessions.gone()).json({ ok: true })
  })
}
