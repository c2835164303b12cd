import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { mayOpen, Role } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { createCookie } from './cookie.ts'
import { hashOf, newToken } from './tokens.ts'

/** Who is signed in, by which session. */
export type SignedIn = {
  id: string
  name: string
  email: string | null
  role: Role
  session: string
  /** When they showed who they are. */
  since: number
  expiresAt: number
}
/** From where a browser signs in. */
export type Visitor = { agent: string; address: string }

const DAY_MS = 24 * 60 * 60_000
/** A browser that is not seen for so long signs in again. */
const IDLE_MS = 30 * DAY_MS
/** How exactly `seenAt` is kept: not every request writes. */
const SEEN_EVERY_MS = 60 * 60_000
/** So long after signing in somebody is taken for who they are also where an account's doors are cut. */
const FRESH_MS = 60 * 60_000
/** Of one account; the one not seen for longest makes room. */
const MOST = 20

/** So long the database may take to say who somebody is before it counts as away. */
const SOON_MS = 500
/** Of those remembered; the one seen first makes room. */
const MOST_REMEMBERED = 200

type Ports = { database: Database; clock: Clock; secure: boolean }

/** Signed-in browsers: a random token in a cookie out of reach for scripts and other sites, only its hash in the database. */
export function createSessions({ database: { prisma }, clock, secure }: Ports) {
  const cookie = createCookie('yosegaki-session', secure)
  /** Producers by their token's hash, as the database knew them last. */
  const remembered = new Map<string, SignedIn>()
  const forget = (gone: (member: SignedIn) => boolean): void => {
    for (const [hash, member] of remembered) if (gone(member)) remembered.delete(hash)
  }
  const remember = (hash: string, member: SignedIn | null): void => {
    remembered.delete(hash)
    if (member === null || !mayOpen(member.role, 'socket /control')) return
    remembered.set(hash, member)
    if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!)
  }

  /** Who holds that token, or null. */
  const look = async (tokenHash: string): Promise<SignedIn | null> => {
    const now = clock.now()
    const where = { tokenHash }
    const found = await prisma.session.findUnique({ where, include: { account: true } })
    if (found === null || Number(found.expiresAt) <= now || found.account.closedAt !== null) return null
    let expiresAt = Number(found.expiresAt)
    if (now - Number(found.seenAt) > SEEN_EVERY_MS) {
      expiresAt = now + IDLE_MS
      await prisma.session.updateMany({
        where,
        data: { seenAt: BigInt(now), expiresAt: BigInt(expiresAt) },
      })
    }
    const { id, name, email, role } = found.account
    return {
      id,
      name,
      email,
      role: Role.parse(role),
      session: found.id,
      since: Number(found.createdAt),
      expiresAt,
    }
  }

  /** Of a request or of a socket's handshake. */
  const read = async (headers: IncomingHttpHeaders): Promise<SignedIn | null> => {
    const token = cookie.read(headers)
    if (token === null) return null
    const member = await look(hashOf(token))
    remember(hashOf(token), member)
    return member
  }

  return {
    /** The `Set-Cookie` value of a fresh session. */
    async start(accountId: string, { agent, address }: Visitor): Promise<string> {
      const token = newToken()
      const now = clock.now()
      const stale = await prisma.session.findMany({
        where: { accountId },
        orderBy: { seenAt: 'desc' },
        skip: MOST - 1,
        select: { id: true },
      })
      await prisma.session.deleteMany({
        where: { OR: [{ id: { in: stale.map(({ id }) => id) } }, { expiresAt: { lte: BigInt(now) } }] },
      })
      const times = { createdAt: BigInt(now), seenAt: BigInt(now), expiresAt: BigInt(now + IDLE_MS) }
      const data = { id: randomUUID(), tokenHash: hashOf(token), accountId, ...times }
      await prisma.session.create({ data: { ...data, agent: agent.slice(0, 200), address } })
      return cookie.set(token, IDLE_MS / 1000)
    },

    /** Who is signed in, or null. */
    read,

    /** Likewise; where the database is away, which producer it was when it last said so. */
    async readOrRecall(headers: IncomingHttpHeaders): Promise<SignedIn | null> {
      const now = read(headers)
      const hash = hashOf(cookie.read(headers) ?? '')
      const recall = (): SignedIn | null => {
        const member = remembered.get(hash) ?? null
        return member !== null && member.expiresAt > clock.now() ? member : null
      }
      return Promise.race([
        now.catch((fault: unknown) => recall() ?? Promise.reject(fault)),
        clock.sleep(SOON_MS).then(() => recall() ?? now),
      ])
    },

    /** What an account may do has changed. */
    forget: (accountId: string): void => forget(({ id }) => id === accountId),

    /**
     * Whether somebody has signed in just now. Who only finds a browser open makes no key of their own to come back with.
     */
    isFresh: ({ since }: SignedIn): boolean => clock.now() - since <= FRESH_MS,

    /** The `Set-Cookie` value that takes a cookie away. */
    gone: cookie.gone,

    async list(accountId: string) {
      return prisma.session.findMany({
        where: { accountId, expiresAt: { gt: BigInt(clock.now()) } },
        orderBy: [{ seenAt: 'desc' }, { id: 'asc' }],
      })
    },

    /** False where the account has no such session. */
    async end(accountId: string, id: string): Promise<boolean> {
      const { count } = await prisma.session.deleteMany({ where: { accountId, id } })
      forget(({ session }) => session === id)
      return count > 0
    },

    /** Ends all of an account's, but perhaps one; gives their ids. */
    async endAll(accountId: string, but?: string): Promise<string[]> {
      const where = { accountId, ...(but === undefined ? {} : { id: { not: but } }) }
      const ended = await prisma.session.findMany({ where, select: { id: true } })
      await prisma.session.deleteMany({ where })
      forget(({ session }) => ended.some(({ id }) => id === session))
      return ended.map(({ id }) => id)
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>
