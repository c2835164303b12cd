import { createHmac, randomUUID } from 'node:crypto'
import type { InvitationAccept, InvitationSeen, InvitationView, LinkMade, Proof } from '@yosegaki/contract'
import { Role } from '@yosegaki/contract'
import { type Account, type Invitation, Prisma } from '../../../../prisma/generated/client.ts'
import type { Clock } from '../../ports.ts'
import type { AuditLog } from '../store/audit-log.ts'
import type { Database } from '../store/database.ts'
import { no, type Outcome } from './outcome.ts'
import type { NewPasskey, Passkeys, Site } from './passkeys.ts'
import { hashPassword } from './passwords.ts'
import { needsSecondProof } from './proofs.ts'
import { hashOf, newToken } from './tokens.ts'
import type { Totp } from './totp.ts'

const DAY_MS = 24 * 60 * 60_000
/** The one that makes the first owner; each start without an owner makes it anew. */
const SETUP = 'setup'

type Ports = {
  database: Database
  clock: Clock
  passkeys: Passkeys
  totp: Totp
  audit: Pick<AuditLog, 'begin'>
  /** Makes what an invitation's page asks for out of its token, so that nothing is kept until it is accepted. */
  secret: string
  publicUrl(): string
}
type Proven = {
  passwordHash: string | null
  totpSecret: string | null
  totpStep: number | null
  passkey: NewPasskey | null
}

/** What whoever uses it then is: of a way back, what its account is by now. */
const roleOf = ({ role, account }: Invitation & { account: Account | null }): Role =>
  Role.parse(account?.role ?? role)

/** One-time links that make an account of a certain role, or let the owner of one back in. */
export function createInvitations({ database, clock, passkeys, totp, audit, secret, publicUrl }: Ports) {
  const { prisma } = database
  const derived = (token: string, what: string): string =>
    createHmac('sha256', secret).update(`${what}\n${token}`).digest('base64url')

  const find = async (token: string) => {
    const found = await prisma.invitation.findUnique({
      where: { tokenHash: hashOf(token) },
      include: { account: true },
    })
    const over = found === null || Number(found.expiresAt) <= clock.now()
    return over || found.account?.closedAt != null ? null : found
  }
  const ownerExists = async () =>
    (await prisma.account.count({ where: { role: 'owner', closedAt: null } })) > 0

  const make = async (
    fields: Pick<Invitation, 'id' | 'role' | 'note' | 'accountId' | 'createdBy'>,
    days: number,
  ): Promise<LinkMade & { token: string }> => {
    const token = newToken()
    const now = clock.now()
    const expiresAt = now + days * DAY_MS
    const data = { ...fields, tokenHash: hashOf(token), createdAt: BigInt(now), expiresAt: BigInt(expiresAt) }
    await prisma.invitation.deleteMany({
      where: { OR: [{ id: fields.id }, { expiresAt: { lte: BigInt(now) } }] },
    })
    await prisma.invitation.create({ data })
    const path = fields.id === SETUP ? 'setup' : 'invitation'
    return { token, url: `${publicUrl()}/${path}?token=${token}`, expiresAt }
  }

  /** Lets the owner of an account back in with new proofs; null for an unknown one. */
  const wayBack = async (by: string, accountId: string): Promise<LinkMade | null> => {
    const account = await prisma.account.findUnique({ where: { id: accountId } })
    if (account === null) return null
    await prisma.invitation.deleteMany({ where: { accountId } })
    return make({ id: randomUUID(), role: account.role, note: account.name, accountId, createdBy: by }, 1)
  }

  const prove = async (
    site: Site | null,
    token: string,
    strong: boolean,
    proof: Proof,
  ): Promise<Outcome<{ proven: Proven }>> => {
    if (proof.kind === 'passkey') {
      if (site === null) return no('passkey-not-here')
      const checked = await passkeys.check(site, derived(token, 'challenge'), proof.answer)
      if (!checked.ok) return checked
      return {
        ok: true,
        proven: { passwordHash: null, totpSecret: null, totpStep: null, passkey: checked.passkey },
      }
    }
    if (strong && proof.code === undefined) return no('code-needed')
    const app = totp.secretOf(token)
    const step = proof.code === undefined ? null : totp.stepOf(app, proof.code, clock.now(), null)
    if (proof.code !== undefined && step === null) return no('wrong-code')
    const passwordHash = await hashPassword(proof.password)
    return {
      ok: true,
      proven: {
        passwordHash,
        totpSecret: step === null ? null : totp.seal(app),
        totpStep: step,
        passkey: null,
      },
    }
  }

  return {
    ownerExists,

    /** The link for the first owner, or null where there is one. The one of an earlier start stops working. */
    async forFirstOwner(): Promise<string | null> {
      if (await ownerExists()) return null
      return (await make({ id: SETUP, role: 'owner', note: '', accountId: null, createdBy: '' }, 30)).url
    },

    create: (
      by: string,
      { role, note, days }: { role: Role; note: string; days: number },
    ): Promise<LinkMade> => make({ id: randomUUID(), role, note, accountId: null, createdBy: by }, days),

    wayBack,

    /** The same for the first owner, whom nobody else may be there to help. */
    async forLostOwner(): Promise<string | null> {
      const owner = await prisma.account.findFirst({
        where: { role: 'owner', closedAt: null },
        orderBy: { createdAt: 'asc' },
      })
      return owner && ((await wayBack('', owner.id))?.url ?? null)
    },

    async list(): Promise<InvitationView[]> {
      const rows = await prisma.invitation.findMany({
        where: { expiresAt: { gt: BigInt(clock.now()) }, id: { not: SETUP } },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(({ id, role, note, createdBy, createdAt, expiresAt }) => {
        return {
          id,
          role: Role.parse(role),
          note,
          createdBy,
          createdAt: Number(createdAt),
          expiresAt: Number(expiresAt),
        }
      })
    },

    async revoke(id: string): Promise<boolean> {
      const { count } = await prisma.invitation.deleteMany({ where: { id, NOT: { id: SETUP } } })
      return count > 0
    },

    /** `far`: not from this very machine. */
    async look(token: string, site: Site | null, far: boolean): Promise<Outcome<{ seen: InvitationSeen }>> {
      const found = await find(token)
      if (found === null) return no('wrong-token')
      const role = roleOf(found)
      const app = totp.secretOf(token)
      const handle = found.accountId ?? derived(token, 'account').slice(0, 32)
      const label = found.account?.name ?? role
      return {
        ok: true,
        seen: {
          role,
          account: found.account && { name: found.account.name, hasEmail: found.account.email !== null },
          expiresAt: Number(found.expiresAt),
          strong: needsSecondProof(role, far),
          totp: { secret: app, uri: totp.uri(app, label) },
          passkey:
            site === null
              ? null
              : {
                  ...(await passkeys.questionForNew(
                    site,
                    { handle, name: label },
                    derived(token, 'challenge'),
                  )),
                },
        },
      }
    },

    /**
     * Uses the link up: the account, in no browser any more. A refused try leaves the link usable; of two at the same time one wins.
     */
    async accept(
      { token, name, email, proof }: InvitationAccept,
      site: Site | null,
      far: boolean,
    ): Promise<Outcome<{ account: { id: string; name: string; role: Role; isNew: boolean } }>> {
      const found = await find(token)
      if (found === null) return no('wrong-token')
      if (found.id === SETUP && (await ownerExists())) return no('owner-exists')
      const role = roleOf(found)
      // Somebody who came by a platform alone has no address yet: a password is of no use without.
      const needsEmail = found.account === null || (found.account.email === null && proof.kind === 'password')
      if (needsEmail && email === undefined) return no('name-missing')
      if (found.account === null && name === undefined) return no('name-missing')
      const proved = await prove(site, token, needsSecondProof(role, far), proof)
      if (!proved.ok) return proved
      const { passkey, ...kept } = proved.proven
      const id = found.accountId ?? derived(token, 'account').slice(0, 32)
      const now = BigInt(clock.now())
      const used = prisma.invitation.delete({ where: { id: found.id } })
      const person =
        found.accountId === null
          ? prisma.account.create({
              data: { id, name: name ?? '', email: email ?? null, role, createdAt: now, ...kept },
            })
          : prisma.account.update({
              where: { id },
              // With a passkey the password stays as it was; with a new password, what is not shown with it goes.
              data: passkey === null ? { ...kept, ...(needsEmail ? { email: email ?? null } : {}) } : {},
            })
      const keys =
        passkey === null
          ? []
          : [
              prisma.passkey.create({
                data: {
                  ...passkey,
                  accountId: id,
                  name: '1',
                  createdAt: now,
                  transports: passkey.transports,
                },
              }),
            ]
      // Whoever comes back with new proofs is the only one who is in.
      const others = prisma.session.deleteMany({ where: { accountId: id } })
      const isNew = found.account === null
      const who = { id, name: found.account?.name ?? name ?? '', role }
      const what = { role, proof: proof.kind, isNew }
      const act = await audit.begin({ who, door: 'invitation:accepted', what })
      try {
        await prisma.$transaction([used, person, ...keys, others])
        act.done()
        return { ok: true, account: { ...who, isNew } }
      } catch (error) {
        if (!(error instanceof Prisma.PrismaClientKnownRequestError)) throw error
        // P2025: somebody else used the link. P2002: something that must be one of a kind is there already.
        if (error.code !== 'P2025' && error.code !== 'P2002') throw error
        act.refused()
        if (error.code === 'P2025') return no('wrong-token')
        return no(needsEmail ? 'email-taken' : 'passkey-refused')
      }
    },
  }
}
export type Invitations = ReturnType<typeof createInvitations>
