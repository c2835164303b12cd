import { randomUUID } from 'node:crypto'
import { PLATFORM_NAMES, type Platform, type PlatformSaid, Role } from '@yosegaki/contract'
import { Prisma } from '../../../../prisma/generated/client.ts'
import type { Clock, Logger } from '../../ports.ts'
import type { AuditLog, BegunAct } from '../store/audit-log.ts'
import type { Database } from '../store/database.ts'
import type { Limits } from './limits.ts'
import { createOnce } from './once.ts'
import type { CodeFlow, Question } from './platforms/code-flow.ts'
import type { Person } from './platforms/platform.ts'
import { needsSecondProof } from './proofs.ts'
import type { SignedIn } from './sessions.ts'
import { hashOf, newToken } from './tokens.ts'

/** So long a person may take to answer. */
export const PLATFORM_ANSWER_MS = 10 * 60_000
const LONGEST_NAME = 60

/** What somebody wants of a platform: to sign in and go on to a path, or to add it to the account of their session. */
export type Goal = { kind: 'sign-in'; next: string } | { kind: 'link'; session: string }
/** Who brings an answer, and from where. `far`: not from this very machine. */
type Bringer = { browser: string | null; who: SignedIn | null; address: string; far: boolean }
type Asked = { platform: Platform; browserHash: string; goal: Goal; question: Question }

type SignedInBy = { kind: 'signed-in'; account: { id: string; name: string; role: Role }; isNew: boolean }
export type Answered = (SignedInBy & { next: string }) | { kind: 'said'; said: PlatformSaid; next?: string }

type Ports = {
  database: Database
  clock: Clock
  logger: Logger
  limits: Limits
  audit: Pick<AuditLog, 'begin'>
  flows: ReadonlyMap<Platform, CodeFlow>
  /** Where a platform leads back to. */
  callback(platform: Platform): string
}

const said = (what: PlatformSaid) => ({ kind: 'said' as const, said: what })

/**
 * Signing in with an account elsewhere. Somebody new becomes a contributor, never more; an answer counts once, for ten minutes,
 * and only for the browser that asked. Kept are the platform's number for the account, its handle and a name: no token, no address.
 */
export function createPlatformSignIn({ database, clock, logger, limits, audit, flows, callback }: Ports) {
  const { prisma } = database
  const questions = createOnce<Asked>(clock.now, PLATFORM_ANSWER_MS)
  const known = (platform: Platform, subject: string) =>
    prisma.identity.findUnique({
      where: { provider_subject: { provider: platform, subject } },
      include: { account: true },
    })
  const renamed = (platform: Platform, { subject, handle }: Person) =>
    prisma.identity.updateMany({
      where: { provider: platform, subject, name: { not: handle } },
      data: { name: handle },
    })

  /** A contributor's account; null where another browser of the same person was quicker. */
  const makeAccount = async (platform: Platform, { subject, handle, name }: Person) => {
    const createdAt = BigInt(clock.now())
    const identities = { create: { provider: platform, subject, name: handle, createdAt } }
    const who = { id: randomUUID(), name: name || handle, role: 'contributor' } as const
    const act = await audit.begin({ who, door: 'account:began', what: { platform } })
    return unlessThere(act, prisma.account.create({ data: { ...who, createdAt, identities } }))
  }

  const signIn = async (
    platform: Platform,
    person: Person,
    { address, far }: Bringer,
  ): Promise<SignedInBy | ReturnType<typeof said>> => {
    const before = await known(platform, person.subject)
    if (before === null && !(await limits.newcomer(address))) return said('too-many')
    const made = before === null ? await makeAccount(platform, person) : null
    const account = made ?? before?.account ?? (await known(platform, person.subject))?.account
    if (account === undefined || account.closedAt !== null) return said('closed')
    const role = Role.parse(account.role)
    if (needsSecondProof(role, far)) return said('second-proof')
    if (made === null) await renamed(platform, person)
    return { kind: 'signed-in', account: { id: account.id, name: account.name, role }, isNew: made !== null }
  }

  const link = async (platform: Platform, person: Person, who: SignedIn): Promise<PlatformSaid> => {
    const accountId = who.id
    const before = await known(platform, person.subject)
    if (before !== null && before.accountId !== accountId) return 'taken'
    if (before !== null) {
      await renamed(platform, person)
      return 'linked'
    }
    if ((await prisma.identity.count({ where: { accountId, provider: platform } })) > 0) return 'one-each'
    const { subject, handle } = person
    const data = { provider: platform, subject, accountId, name: handle, createdAt: BigInt(clock.now()) }
    const act = await audit.begin({ who, door: 'platform:linked', what: { platform } })
    return (await unlessThere(act, prisma.identity.create({ data }))) === null ? 'taken' : 'linked'
  }

  return {
    /** The platforms whose keys this house has. */
    open: (): Platform[] => [...flows.keys()],

    /** Where the browser goes, and what it has to bring back in its cookie; null where there are no keys. */
    async begin(platform: Platform, goal: Goal): Promise<{ url: string; browser: string } | null> {
      const flow = flows.get(platform)
      if (flow === undefined) return null
      const { url, question } = await flow.ask(callback(platform))
      const browser = newToken()
      questions.keep({ platform, browserHash: hashOf(browser), goal, question }, question.state)
      return { url, browser }
    },

    /** What came of a platform's answer. */
    async answered(platform: Platform, answer: URLSearchParams, bringer: Bringer): Promise<Answered> {
      const asked = questions.take(answer.get('state') ?? '')
      const flow = flows.get(platform)
      // Another browser's answer would sign its owner in here as somebody else.
      if (
        asked?.platform !== platform ||
        flow === undefined ||
        asked.browserHash !== hashOf(bringer.browser ?? '')
      )
        return said('stale')
      const { goal, question } = asked
      const { who } = bringer
      if (goal.kind === 'link' && who?.session !== goal.session) return said('stale')
      const proven = await flow.whose(answer, question)
      if (!proven.ok) {
        const { why, detail } = proven
        if (why !== 'denied') logger.warn('platform:not-proven', { platform, why, detail })
        return goal.kind === 'sign-in' ? { ...said(why), next: goal.next } : said(why)
      }
      const person = readable(platform, proven.person)
      if (goal.kind === 'link') return said(who === null ? 'stale' : await link(platform, person, who))
      const came = await signIn(platform, person, bringer)
      return { ...came, next: goal.next }
    },
  }
}

/** What was written down and is done now; null, and no line, where something that must be one of a kind is there already. */
async function unlessThere<Row>(act: BegunAct, making: Promise<Row>): Promise<Row | null> {
  try {
    const made = await making
    act.done()
    return made
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    act.refused()
    return null
  }
}

export type PlatformSignIn = ReturnType<typeof createPlatformSignIn>

function readable(platform: Platform, { subject, handle, name }: Person): Person {
  return { subject, handle: shown(handle) || PLATFORM_NAMES[platform], name: shown(name) }
}

/** A name from elsewhere as it can be shown here: no control or direction marks, no longer than ours are; empty where nothing shows. */
function shown(name: string): string {
  const plain = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '')
    .trim()
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(plain) ? [...plain].slice(0, LONGEST_NAME).join('').trim() : ''
}
