import {
  AuditQuery,
  AuditSettle,
  ClosedChange,
  InvitationCreate,
  PeopleQuery,
  type PeopleView,
  RoleChange,
} from '@yosegaki/contract'
import { z } from 'zod'
import type { Invitations } from '../auth/invitations.ts'
import type { People } from '../auth/people.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { AuditLog } from '../store/audit-log.ts'
import type { OpenDoor } from './doors.ts'
import type { IsFar } from './from-here.ts'
import { parseBody, refused } from './replies.ts'
import { must, mustBeFresh, mustBeThere } from './visitor.ts'

export type PeoplePorts = {
  people: People
  invitations: Invitations
  sessions: Sessions
  audit: AuditLog
  isFar: IsFar
  /** Closes an account's sockets: what it may do has changed. */
  dropAccount(id: string): void
}

/** Who may do what in this house, and who did what. */
export function openPeople(
  door: OpenDoor,
  { people, invitations, sessions, audit, isFar, dropAccount }: PeoplePorts,
): void {
  door('GET /api/accounts', async (request, response) => {
    const { find } = parseBody(PeopleQuery, request.query)
    const [found, open] = await Promise.all([people.list(find), invitations.list()])
    response.set('cache-control', 'no-store').json({ ...found, invitations: open } satisfies PeopleView)
  })
  door('POST /api/accounts/:id/role', async (request, response, { who, tell }) => {
    mustBeFresh(sessions, who)
    const id = String(request.params.id)
    const { role } = parseBody(RoleChange, request.body)
    await tell({ after: role })
    const { name, before } = must(await people.setRole(id, role, isFar(request)))
    dropAccount(id)
    response.json({ ok: true })
    return { name, before, after: role }
  })
  door('POST /api/accounts/:id/closed', async (request, response, { tell }) => {
    const id = String(request.params.id)
    const { closed } = parseBody(ClosedChange, request.body)
    await tell({ after: closed })
    const { name, before } = must(await people.setClosed(id, closed, isFar(request)))
    dropAccount(id)
    response.json({ ok: true })
    return { name, before, after: closed }
  })
  door('POST /api/accounts/:id/way-back', async (request, response, { who }) => {
    mustBeFresh(sessions, who)
    const { url, expiresAt } = mustBeThere(await invitations.wayBack(who.name, String(request.params.id)))
    response.status(201).json({ url, expiresAt })
  })
  door('POST /api/invitations', async (request, response, { who, tell }) => {
    mustBeFresh(sessions, who)
    const asked = parseBody(InvitationCreate, request.body)
    await tell(asked)
    const { url, expiresAt } = await invitations.create(who.name, asked)
    response.status(201).json({ url, expiresAt })
  })
  door('DELETE /api/invitations/:id', async (request, response) => {
    mustBeThere(await invitations.revoke(String(request.params.id)))
    response.json({ ok: true })
  })
  door('GET /api/audit', async (request, response) => {
    const { limit, before } = parseBody(AuditQuery, request.query)
    response.set('cache-control', 'no-store').json(await audit.list(limit, before))
  })
  door('POST /api/audit/:number/settle', async (request, response, { who, tell }) => {
    const number = z.coerce.number().int().positive().max(MOST_INT).safeParse(request.params.number)
    if (!number.success) throw refused.notFound()
    const { done } = parseBody(AuditSettle, request.body)
    await tell({ done })
    if (!(await audit.settle(number.data, { done, by: who.name }))) throw refused.notNow(SETTLED)
    response.json({ ok: true })
    return { done }
  })
}

/** Of a number in the database. */
const MOST_INT = 2 ** 31 - 1

const SETTLED = {
  ja: 'それはもう分かっています。いまの記録を確かめてください。',
  en: 'That is known by now. Please look at the log as it is.',
}
