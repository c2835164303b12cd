import type { IncomingHttpHeaders } from 'node:http'
import { type Door, mayOpen } from '@yosegaki/contract'
import { type IRouter, json, type Request, type RequestHandler, type Response } from 'express'
import type { SignedIn } from '../auth/sessions.ts'
import type { AuditLog } from '../store/audit-log.ts'
import { Refusal, refused } from './replies.ts'

export type ReadSession = (headers: IncomingHttpHeaders) => Promise<SignedIn | null>
type RouteDoor = Exclude<Door, `socket ${string}`>
/** What the audit log says beside the door and its parameters: nothing secret, nothing of a viewer. */
type Note = Record<string, unknown>
/** What a route is handed beside request and response. */
type Entered = {
  /** Whoever came in, where not everyone may. */
  who: SignedIn
  /** Told before it is done: a kill in between must not lose what it was. What a handler returns says it anew. */
  tell(note: Note): Promise<void>
}
// biome-ignore lint/suspicious/noConfusingVoidType: most handlers have nothing to note, and end without a return.
type Handler = (request: Request, response: Response, entered: Entered) => Note | void | Promise<Note | void>
type Ports = {
  session: ReadSession
  /** null: nothing here is for members alone, or it tells the log itself. */
  audit: Pick<AuditLog, 'begin'> | null
}
export type OpenDoor = ReturnType<typeof createDoors>

/** Which row a guard stands for; a route without a guard fails the test of T9. */
export const guards = new WeakMap<RequestHandler, Door>()

/**
 * Opens routes by their row in the authorisation table. Who may not come in is turned away before a byte of the body is read;
 * what members change is in the audit log before it is done.
 */
export function createDoors(router: IRouter, { session, audit }: Ports) {
  return (door: RouteDoor, handle: Handler): void => {
    const [method, path] = door.split(' ') as ['GET' | 'POST' | 'DELETE', string]
    const log = method !== 'GET' && !mayOpen('nobody', door) ? audit : null
    const answer: RequestHandler = async (request, response) => {
      // No id of ours holds a NUL, and no database takes one.
      if (Object.values(request.params).some((param) => String(param).includes('\0')))
        throw refused.notFound()
      const who = response.locals.member as SignedIn
      if (log === null) return void (await handle(request, response, { who, tell: UNTOLD }))
      const params = { ...request.params }
      const act = await log.begin({ who, door, what: params }).catch(unreachable)
      const tell = (note: Note) => act.tell({ ...params, ...note })
      try {
        const note = await handle(request, response, { who, tell })
        act.done(note ? { ...params, ...note } : undefined)
      } catch (fault) {
        if (fault instanceof Refusal && fault.tried === null) act.refused()
        else if (fault instanceof Refusal) act.done({ ...params, ...fault.tried })
        throw fault
      }
    }
    router[METHODS[method]](path, guardOf(door, session), readBody, answer)
  }
}

/** Whoever cannot be known, and what cannot be written down, waits. */
const unreachable = (fault: unknown): never => {
  throw refused.databaseAway(fault)
}

const UNTOLD = async (): Promise<void> => undefined
const METHODS = { GET: 'get', POST: 'post', DELETE: 'delete' } as const
const readBody = json({ limit: '64kb' })

export function guardOf(door: Door, session: ReadSession): RequestHandler {
  const open = mayOpen('nobody', door)
  const guard: RequestHandler = async (request, response, next) => {
    if (open) return next()
    const member = await session(request.headers).catch(unreachable)
    if (member === null) return next(refused.signIn())
    if (!mayOpen(member.role, door)) return next(refused.notAllowed())
    response.locals.member = member
    next()
  }
  guards.set(guard, door)
  return guard
}
