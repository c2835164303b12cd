import type { Request } from 'express'
import type { Sessions } from '../auth/sessions.ts'
import type { AuditLog } from '../store/audit-log.ts'
import { visitorOf } from './visitor.ts'

type Ports = { sessions: Sessions; audit: AuditLog; dropSessions(ids: readonly string[]): void }

/**
 * Begins a session for who proved who they are: the `Set-Cookie` value. It is always a new one, and the one the browser had
 * before ends: nobody is left signed in behind the next.
 */
export const sessionStarter =
  ({ sessions, audit, dropSessions }: Ports) =>
  async (request: Request, account: string, how: string): Promise<string> => {
    const before = await sessions.read(request.headers)
    if (before !== null) {
      await sessions.end(before.id, before.session)
      dropSessions([before.session])
    }
    const visitor = visitorOf(request)
    const cookie = await sessions.start(account, visitor)
    const who = await sessions.read({ cookie: cookie.split(';')[0] ?? '' })
    // Nobody is in before the log has it.
    await audit.tell({ who, door: 'session:began', what: { how, address: visitor.address } })
    return cookie
  }
