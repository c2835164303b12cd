import { createHash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { openAuth } from '../../server/src/adapters/auth/open-auth.ts'
import { hashPassword } from '../../server/src/adapters/auth/passwords.ts'
import type { PlatformClients } from '../../server/src/adapters/auth/platforms/open-platforms.ts'
import type { AuditLog } from '../../server/src/adapters/store/audit-log.ts'
import { auditOf } from '../support/audit-of.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'

const OWNER = { name: '持ち主', email: 'owner@example.com' }
const PASSWORD = '正しい馬の電池ホチキス'
const BROWSER = { agent: 'test', address: '127.0.0.1' }
const SITE = { id: 'localhost', origin: 'http://localhost:4000' }
const DAY = 86_400_000
const NO_CLIENTS = { x: null, discord: null, google: null }
const NOW = 1_795_000_000_000

describeOnEveryDatabase('accounts', (database) => {
  /** An empty house with a clock to turn. */
  function house({
    url = 'http://localhost:4000',
    far = false,
    clients = NO_CLIENTS as PlatformClients,
    audit = (log: AuditLog): Pick<AuditLog, 'begin'> => log,
  } = {}) {
    const clock = { at: NOW, now: () => clock.at, sleep: async () => undefined }
    const secure = url.startsWith('https:')
    const auth = openAuth({
      database: database(),
      clock,
      audit: audit(auditOf(database(), clock)),
      secret: 's'.repeat(32),
      url: () => url,
      secure,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      clients,
    })
    const tokenOf = (link: string | null) => new URL(link ?? '').searchParams.get('token') ?? ''
    const setupToken = async () => tokenOf(await auth.invitations.forFirstOwner())
    const accept = (token: string, who = OWNER, password = PASSWORD, code?: string) => {
      const proof = { kind: 'password' as const, password, ...(code === undefined ? {} : { code }) }
      return auth.invitations.accept({ token, ...who, proof }, SITE, far)
    }
    const owned = async () => {
      const made = await accept(await setupToken())
      if (!made.ok) throw new Error(made.what)
      return made.account.id
    }
    const codeOf = (secret: string) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.at })
    /** What the page behind a link shows. */
    const seen = async (token: string) => {
      const look = await auth.invitations.look(token, SITE, far)
      if (!look.ok) throw new Error(look.what)
      return look.seen
    }
    return { auth, clock, setupToken, tokenOf, accept, owned, codeOf, seen }
  }
  const cookieOf = (line: string) => ({ cookie: line.split(';')[0] ?? '' })
  const everything = async () => {
    const { prisma } = database()
    const tables = [prisma.account, prisma.session, prisma.invitation, prisma.passkey, prisma.setting]
    return JSON.stringify(
      await Promise.all(tables.map((table) => (table as typeof prisma.account).findMany())),
      (_key, value) => (typeof value === 'bigint' ? Number(value) : value),
    )
  }

  it('T13 an account is in the log before it is made, unsure until then; no line, no account, and the link stays good', async () => {
    const count = () => database().prisma.account.count()
    const lines = () =>
      database().prisma.auditEntry.findMany({ select: { who: true, door: true, what: true, unsure: true } })
    const seen: unknown[] = []
    const { setupToken, accept } = house({
      audit: (log) => ({
        async begin(act) {
          if (seen.length === 0) {
            seen.push('none')
            throw new Error('away')
          }
          const begun = await log.begin(act)
          seen.push(await count(), await lines())
          return begun
        },
      }),
    })
    const token = await setupToken()
    await expect(accept(token)).rejects.toThrow('away')
    expect(await count()).toBe(0)
    const made = await accept(token)
    expect(made.ok).toBe(true)
    const what = { role: 'owner', proof: 'password', isNew: true }
    const line = { who: OWNER.name, door: 'invitation:accepted', what, unsure: true }
    expect(seen).toEqual(['none', 0, [line]])
    await expect.poll(lines).toEqual([{ ...line, unsure: false }])
  })

  it('T13 of two who use one link at once, one is in the log', async () => {
    const { setupToken, accept } = house()
    const token = await setupToken()
    await Promise.all([accept(token), accept(token, { ...OWNER, email: 'second@example.com' })])
    const lines = () => database().prisma.auditEntry.findMany({ select: { unsure: true } })
    await expect.poll(lines).toEqual([{ unsure: false }])
  })

  it('D18 the printed link makes the owner, once; of two at once one wins', async () => {
    const { auth, setupToken, accept } = house()
    const token = await setupToken()
    expect(await accept(`${token}x`)).toEqual({ ok: false, what: 'wrong-token' })
    const other = { ...OWNER, email: 'second@example.com' }
    const both = await Promise.all([accept(token), accept(token, other)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await accept(token, other)).ok).toBe(false)
    expect(await database().prisma.account.count()).toBe(1)
    expect(await auth.invitations.ownerExists()).toBe(true)
    expect(await auth.invitations.forFirstOwner()).toBeNull()
  })

  it('D19 a refused account leaves a link usable, a new start ends it, and only its hash is stored', async () => {
    const { setupToken, accept, auth, tokenOf } = house()
    const first = await setupToken()
    const token = await setupToken()
    expect(await accept(first)).toEqual({ ok: false, what: 'wrong-token' })
    const proof = { kind: 'password' as const, password: PASSWORD }
    expect(await auth.invitations.accept({ token, proof }, SITE, false)).toEqual({
      ok: false,
      what: 'name-missing',
    })
    expect(await everything()).not.toContain(token)
    expect((await accept(token)).ok).toBe(true)
    const invited = tokenOf((await auth.invitations.create('x', { role: 'reviewer', note: '', days: 1 })).url)
    expect(await accept(invited)).toEqual({ ok: false, what: 'email-taken' })
    expect((await accept(invited, { name: 'r', email: 'r@example.com' })).ok).toBe(true)
  })

  it('D20 the right password signs in; a wrong one, an unknown address and a closed account are refused alike', async () => {
    const { auth, owned } = house()
    const id = await owned()
    const by = (password: string, email = OWNER.email) => auth.signIn.byPassword({ email, password }, false)
    expect(await by(PASSWORD)).toEqual({ ok: true, account: id })
    const no = { ok: false, what: 'no-match' }
    expect(await by('wrong password')).toEqual(no)
    expect(await by(PASSWORD, 'nobody@example.com')).toEqual(no)
    await database().prisma.account.update({ where: { id }, data: { closedAt: 1n } })
    expect(await by(PASSWORD)).toEqual(no)
  })

  it('D20 a password of an older house still signs in', async () => {
    const { auth, owned } = house()
    const id = await owned()
    // better-auth's: scrypt, N = 16384, r = 16, p = 1, the salt as text; the migration wrote costs in front.
    const { scryptSync } = await import('node:crypto')
    const salt = 'a'.repeat(32)
    const key = scryptSync(PASSWORD.normalize('NFKC'), salt, 64, { N: 16384, r: 16, p: 1, maxmem: 1 << 27 })
    const passwordHash = `scrypt$16384$16$1$${salt}$${key.toString('hex')}`
    await database().prisma.account.update({ where: { id }, data: { passwordHash } })
    const by = () => auth.signIn.byPassword({ email: OWNER.email, password: PASSWORD }, false)
    expect((await by()).ok).toBe(true)
    // From then on it is kept, and takes as long, as all others.
    const kept = async () =>
      (await database().prisma.account.findUniqueOrThrow({ where: { id } })).passwordHash
    const renewed = await kept()
    expect(renewed).toMatch(/^scrypt\$32768\$8\$3\$/)
    expect((await by()).ok).toBe(true)
    expect(await kept()).toBe(renewed)
    expect(await hashPassword(PASSWORD)).not.toBe(await hashPassword(PASSWORD))
  })

  it('D21 the cookie is out of reach for scripts and other sites, and for https only where that is', async () => {
    const plain = house()
    const id = await plain.owned()
    const cookie = await plain.auth.sessions.start(id, BROWSER)
    expect(cookie).toMatch(/^yosegaki-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
    const secure = house({ url: 'https://show.example' })
    expect(await secure.auth.sessions.start(id, BROWSER)).toMatch(/^__Host-yosegaki-session=.*; Secure$/)
    expect(secure.auth.askedCookie.set('x', 60)).toBe(
      '__Host-yosegaki-asked=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    )
  })

  it('D25 a session is a random token of which only the hash is kept; it ends by sign-out, by time, and by closing the account', async () => {
    const { auth, clock, owned } = house()
    const id = await owned()
    const line = await auth.sessions.start(id, BROWSER)
    const { cookie } = cookieOf(line)
    const token = cookie.split('=')[1] ?? ''
    expect(await everything()).not.toContain(token)
    expect(await everything()).toContain(createHash('sha256').update(token).digest('hex'))
    const who = await auth.sessions.read({ cookie })
    expect(who).toMatchObject({ id, ...OWNER, role: 'owner' })
    expect(await auth.sessions.read({})).toBeNull()
    expect(await auth.sessions.read({ cookie: `${cookie.slice(0, -4)}AAAA` })).toBeNull()

    clock.at = NOW + 29 * DAY
    expect(await auth.sessions.read({ cookie })).not.toBeNull()
    clock.at = NOW + 58 * DAY // Seen in between: thirty days from then.
    expect(await auth.sessions.read({ cookie })).not.toBeNull()
    clock.at = NOW + 89 * DAY
    expect(await auth.sessions.read({ cookie })).toBeNull()

    clock.at = NOW
    const second = cookieOf(await auth.sessions.start(id, BROWSER))
    const third = cookieOf(await auth.sessions.start(id, BROWSER))
    const { session = '' } = (await auth.sessions.read(second)) ?? {}
    expect(await auth.sessions.end('somebody else', session)).toBe(false)
    expect(await auth.sessions.endAll(id, session)).toHaveLength(2)
    expect(await auth.sessions.read(third)).toBeNull()
    expect(await auth.sessions.read(second)).not.toBeNull()
    await database().prisma.account.update({ where: { id }, data: { closedAt: 1n } })
    expect(await auth.sessions.read(second)).toBeNull()
  })

  it('D22 tries are limited, by address and by account', async () => {
    const { auth } = house()
    const knocks = await Promise.all(Array.from({ length: 11 }, () => auth.limits.knock('10.0.0.1')))
    expect(knocks.filter(Boolean)).toHaveLength(10)
    expect(await auth.limits.knock('10.0.0.2')).toBe(true)
    const neighbours = Array.from({ length: 11 }, (_, n) => auth.limits.knock(`2001:db8::${n + 1}:1`))
    expect((await Promise.all(neighbours)).filter(Boolean)).toHaveLength(10)
    expect(await auth.limits.knock('2001:db8:0:0:0:0:0:99')).toBe(false)
    expect(await auth.limits.knock('2001:db8:0:1::1')).toBe(true)
    for (let guess = 0; guess < 30; guess += 1) expect(await auth.limits.guess(OWNER.email)).toBe(true)
    expect(await auth.signIn.byPassword({ email: OWNER.email, password: PASSWORD }, false)).toEqual({
      ok: false,
      what: 'too-many',
    })
  })

  it('D26 an invitation gives its role, once, until its day', async () => {
    const { auth, clock, tokenOf, accept } = house()
    const invite = async (role: 'reviewer' | 'contributor') =>
      tokenOf((await auth.invitations.create('持ち主', { role, note: 'for R', days: 2 })).url)
    const token = await invite('reviewer')
    expect(await auth.invitations.list()).toMatchObject([
      { role: 'reviewer', note: 'for R', createdBy: '持ち主' },
    ])
    const reviewer = { name: 'R', email: 'r@example.com' }
    expect(await accept(token, reviewer)).toMatchObject({
      ok: true,
      account: { role: 'reviewer', isNew: true },
    })
    expect(await accept(token, { name: 'S', email: 's@example.com' })).toEqual({
      ok: false,
      what: 'wrong-token',
    })
    expect(await auth.invitations.list()).toEqual([])
    const late = await invite('contributor')
    clock.at = NOW + 2 * DAY
    expect(await accept(late, { name: 'S', email: 's@example.com' })).toEqual({
      ok: false,
      what: 'wrong-token',
    })
    clock.at = NOW
    const [open] = await auth.invitations.list()
    expect(await auth.invitations.revoke(open?.id ?? '')).toBe(true)
    expect((await accept(late, { name: 'S', email: 's@example.com' })).ok).toBe(false)
  })

  it('D27 an invited producer needs more than a password: an authenticator app, whose codes work once', async () => {
    const { auth, clock, owned, tokenOf, accept, codeOf, seen } = house()
    await owned()
    const token = tokenOf((await auth.invitations.create('x', { role: 'producer', note: '', days: 1 })).url)
    const producer = { name: 'P', email: 'p@example.com' }
    const { strong, totp } = await seen(token)
    expect(strong).toBe(true)
    expect(await accept(token, producer)).toEqual({ ok: false, what: 'code-needed' })
    expect(await accept(token, producer, PASSWORD, '000000')).toEqual({ ok: false, what: 'wrong-code' })
    expect((await accept(token, producer, PASSWORD, codeOf(totp.secret))).ok).toBe(true)
    expect(await everything()).not.toContain(totp.secret)

    const by = (code?: string) =>
      auth.signIn.byPassword(
        { email: producer.email, password: PASSWORD, ...(code === undefined ? {} : { code }) },
        false,
      )
    expect(await by()).toEqual({ ok: false, what: 'code-needed' })
    expect(await by(codeOf(totp.secret))).toEqual({ ok: false, what: 'wrong-code' })
    clock.at = NOW + 60_000
    const code = codeOf(totp.secret)
    const both = await Promise.all([by(code), by(code)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await by(code)).toEqual({ ok: false, what: 'wrong-code' })
  })

  it('D27 a house that others can reach asks its owner for more than a password, too', async () => {
    const { auth, setupToken, accept, seen, codeOf } = house({ far: true, url: 'https://show.example' })
    const token = await setupToken()
    const { strong, totp } = await seen(token)
    expect(strong).toBe(true)
    expect(await accept(token)).toEqual({ ok: false, what: 'code-needed' })
    expect((await accept(token, OWNER, PASSWORD, codeOf(totp.secret))).ok).toBe(true)
    await database().prisma.account.updateMany({ data: { totpSecret: null } })
    const by = (far: boolean) => auth.signIn.byPassword({ email: OWNER.email, password: PASSWORD }, far)
    expect(await by(true)).toEqual({ ok: false, what: 'second-proof-needed' })
    // At the very machine of a house that only it can reach: the same account, the same password.
    expect((await by(false)).ok).toBe(true)
  })

  it('D28 a way back makes new proofs for an account, and leaves it what it was', async () => {
    const { auth, owned, tokenOf, accept } = house()
    const id = await owned()
    const older = tokenOf((await auth.invitations.wayBack('x', id))?.url ?? null)
    expect(await auth.invitations.wayBack('x', 'nobody')).toBeNull()
    const token = tokenOf(await auth.invitations.forLostOwner())
    expect(await auth.invitations.look(older, SITE, false)).toEqual({ ok: false, what: 'wrong-token' })
    const changed = await accept(token, { name: 'ignored', email: 'ignored@example.com' }, 'another password')
    expect(changed).toMatchObject({ ok: true, account: { id, name: OWNER.name, isNew: false } })
    expect(
      (await auth.signIn.byPassword({ email: OWNER.email, password: 'another password' }, false)).ok,
    ).toBe(true)
    expect((await auth.signIn.byPassword({ email: OWNER.email, password: PASSWORD }, false)).ok).toBe(false)
  })

  it('D28 a way back asks for what its account is by now, and opens none that was closed meanwhile', async () => {
    const { auth, owned, tokenOf, accept, seen } = house()
    await owned()
    const invited = tokenOf((await auth.invitations.create('x', { role: 'reviewer', note: '', days: 1 })).url)
    const made = await accept(invited, { name: 'R', email: 'r@example.com' })
    const id = made.ok ? made.account.id : ''
    const token = tokenOf((await auth.invitations.wayBack('x', id))?.url ?? null)
    expect((await seen(token)).strong).toBe(false)
    const { prisma } = database()
    await prisma.account.update({ where: { id }, data: { role: 'producer' } })
    expect(await seen(token)).toMatchObject({ role: 'producer', strong: true })
    expect(await accept(token)).toEqual({ ok: false, what: 'code-needed' })
    await prisma.account.update({ where: { id }, data: { role: 'reviewer', closedAt: 1n } })
    expect(await accept(token)).toEqual({ ok: false, what: 'wrong-token' })
  })

  it('D29 one owner always stays, also when two demote each other at once', async () => {
    const { auth, owned, tokenOf, accept } = house()
    const first = await owned()
    const no = { ok: false, what: 'last-owner' }
    expect(await auth.people.setRole(first, 'reviewer', false)).toEqual(no)
    expect(await auth.people.setClosed(first, true, false)).toEqual(no)
    const token = tokenOf((await auth.invitations.create('x', { role: 'reviewer', note: '', days: 1 })).url)
    const made = await accept(token, { name: 'second', email: 'second@example.com' })
    const second = made.ok ? made.account.id : ''
    expect(await auth.people.setRole(second, 'owner', false)).toEqual({
      ok: true,
      name: 'second',
      before: 'reviewer',
    })
    const both = await Promise.all([
      auth.people.setRole(first, 'reviewer', false),
      auth.people.setClosed(second, true, false),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await auth.people.setRole('nobody', 'owner', false)).toEqual({ ok: false, what: 'not-found' })
  })

  it('D31 an account keeps a way to sign in', async () => {
    const { auth, owned, clock, codeOf } = house()
    const id = await owned()
    const who = await auth.sessions.read(cookieOf(await auth.sessions.start(id, BROWSER)))
    if (who === null) throw new Error('not signed in')
    expect(await auth.own.setAuthenticator(who, '123456')).toEqual({ ok: false, what: 'wrong-code' })
    const { secret } = auth.own.beginAuthenticator(who)
    expect(await auth.own.setAuthenticator(who, '000000')).toEqual({ ok: false, what: 'wrong-code' })
    expect(await auth.own.setAuthenticator(who, codeOf(secret))).toEqual({ ok: true })
    expect((await auth.own.view(who)).hasAuthenticator).toBe(true)
    expect(await auth.own.dropAuthenticator(who, true)).toEqual({
      ok: false,
      what: 'last-proof',
    })
    expect(await auth.own.dropAuthenticator(who, false)).toEqual({ ok: true })
    expect(await auth.own.setPassword(who, 'wrong', 'another password')).toEqual({
      ok: false,
      what: 'no-match',
    })
    expect(await auth.own.setPassword(who, PASSWORD, 'another password')).toEqual({ ok: true })
    expect(await auth.own.dropPasskey(who, 'none', false)).toEqual({ ok: false, what: 'not-found' })
    clock.at += DAY
    expect(
      (await auth.signIn.byPassword({ email: OWNER.email, password: 'another password' }, false)).ok,
    ).toBe(true)
  })

  /** Somebody with these proofs, signed in. */
  async function somebody(
    { auth }: ReturnType<typeof house>,
    role: string,
    {
      passkeys = [],
      platforms = [],
      ...fields
    }: { passkeys?: string[]; platforms?: string[]; email?: string; passwordHash?: string },
  ) {
    const id = `account-${role}`
    const made = { createdAt: 1n, name: 'x' }
    const key = (each: string) => ({
      id: each,
      publicKey: new Uint8Array(1),
      counter: 0n,
      transports: [],
      ...made,
    })
    const identity = (provider: string) => ({ provider, subject: `${provider}-1`, ...made })
    await database().prisma.account.create({
      data: {
        id,
        role,
        ...made,
        ...fields,
        passkeys: { create: passkeys.map(key) },
        identities: { create: platforms.map(identity) },
      },
    })
    const who = await auth.sessions.read(cookieOf(await auth.sessions.start(id, BROWSER)))
    if (who === null) throw new Error('not signed in')
    return who
  }

  it('D31 of two last proofs taken away at once one stays', async () => {
    const at = house()
    const who = await somebody(at, 'contributor', { passkeys: ['a', 'b'] })
    const both = await Promise.all(['a', 'b'].map((key) => at.auth.own.dropPasskey(who, key, true)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, what: 'last-proof' })
    expect(await database().prisma.passkey.count()).toBe(1)
  })

  it.each([
    ['a producer', 'producer', ['x'], 'last-proof'],
    ['a house that has no keys for it any more', 'contributor', ['google'], 'last-proof'],
    ['a contributor', 'contributor', ['x'], 'ok'],
  ])('D31, D37 an account elsewhere as the last way in, of %s', async (_whose, role, platforms, what) => {
    const at = house({ clients: { x: { id: 'a', secret: 'b', root: null }, discord: null, google: null } })
    const who = await somebody(at, role, { passkeys: ['a'], platforms })
    const dropped = await at.auth.own.dropPasskey(who, 'a', true)
    expect(dropped.ok ? 'ok' : dropped.what).toBe(what)
  })

  it('D31 a password without an address to sign in with is no way in', async () => {
    const at = house()
    const who = await somebody(at, 'contributor', { passkeys: ['a'], passwordHash: 'scrypt$1$1$1$a$a' })
    expect(await at.auth.own.dropPasskey(who, 'a', true)).toEqual({ ok: false, what: 'last-proof' })
    expect(await at.auth.own.setPassword(who, undefined, PASSWORD)).toEqual({ ok: false, what: 'no-email' })
  })

  it('D22 whoever finds a browser open guesses its password no more often than at the door', async () => {
    const at = house()
    const passwordHash = await hashPassword(PASSWORD)
    const who = await somebody(at, 'contributor', { email: OWNER.email, passwordHash })
    for (let guess = 0; guess < 30; guess += 1) await at.auth.limits.guess(OWNER.email)
    expect(await at.auth.own.setPassword(who, PASSWORD, 'another password')).toEqual({
      ok: false,
      what: 'too-many',
    })
  })

  it('D31 an account has at most twenty passkeys', async () => {
    const at = house()
    const passkeys = Array.from({ length: 20 }, (_, n) => `key-${n}`)
    const who = await somebody(at, 'contributor', { passkeys })
    const answer = {
      id: 'k',
      rawId: 'k',
      type: 'public-key' as const,
      response: {},
      clientExtensionResults: {},
    }
    expect(await at.auth.own.addPasskey(who, SITE, 'one more', answer)).toEqual({
      ok: false,
      what: 'too-many-passkeys',
    })
  })

  it('D37 who becomes a producer shows more than a password first, and signs in anew; who is shut out is signed out', async () => {
    const at = house()
    const { people, sessions } = at.auth
    const weak = await somebody(at, 'reviewer', {
      email: 'r@example.org',
      passwordHash: 'scrypt$1$1$1$a$a',
      platforms: ['x'],
    })
    expect(await people.setRole(weak.id, 'producer', true)).toEqual({ ok: false, what: 'second-proof-first' })
    expect(await sessions.list(weak.id)).toHaveLength(1)
    const strong = await somebody(at, 'contributor', { passkeys: ['a'] })
    expect(await people.setRole(strong.id, 'reviewer', true)).toMatchObject({ ok: true })
    expect(await sessions.list(strong.id)).toHaveLength(1)
    expect(await people.setRole(strong.id, 'producer', true)).toMatchObject({ ok: true })
    expect(await sessions.list(strong.id)).toEqual([])
    expect(await people.setClosed(weak.id, true, true)).toMatchObject({ ok: true })
    expect(await people.setClosed(weak.id, false, true)).toMatchObject({ ok: true })
    expect(await sessions.list(weak.id)).toEqual([])
  })

  it('D28 who came by a platform alone gets back in with a passkey, or with an address to go with the password', async () => {
    const at = house()
    const { tokenOf, seen } = at
    const { invitations, signIn } = at.auth
    const who = await somebody(at, 'contributor', { platforms: ['x'] })
    await somebody(at, 'reviewer', { email: 'taken@example.org' })
    const token = tokenOf((await invitations.wayBack('x', who.id))?.url ?? null)
    expect((await seen(token)).account).toEqual({ name: 'x', hasEmail: false })
    const proof = { kind: 'password' as const, password: PASSWORD }
    const back = (email?: string) =>
      invitations.accept({ token, proof, ...(email === undefined ? {} : { email }) }, SITE, true)
    expect(await back()).toEqual({ ok: false, what: 'name-missing' })
    expect(await back('taken@example.org')).toEqual({ ok: false, what: 'email-taken' })
    expect(await back('neko@example.org')).toMatchObject({ ok: true, account: { id: who.id } })
    expect(await signIn.byPassword({ email: 'neko@example.org', password: PASSWORD }, true)).toMatchObject({
      ok: true,
    })
  })

  it('D42 somebody is fresh from signing in for an hour, however often they are seen', async () => {
    const at = house()
    const who = await somebody(at, 'producer', { passkeys: ['a'] })
    at.clock.at = NOW + 60 * 60_000
    expect(at.auth.sessions.isFresh(who)).toBe(true)
    at.clock.at += 1
    expect(at.auth.sessions.isFresh(who)).toBe(false)
  })

  it('D41 an owner sees who works here first, then the newest of any number of contributors, and finds the others', async () => {
    const { auth, owned } = house()
    await owned()
    const { prisma } = database()
    await prisma.account.createMany({
      data: Array.from({ length: 250 }, (_, n) => {
        return { id: `c${n}`, name: `作り手 ${n}`, role: 'contributor', createdAt: BigInt(NOW + n) }
      }),
    })
    const identity = { provider: 'x', subject: '1', name: '@neko_paints', createdAt: 1n }
    await prisma.identity.create({ data: { ...identity, accountId: 'c0' } })
    const all = await auth.people.list('')
    expect(all.accounts).toHaveLength(200)
    expect(all.more).toBe(51)
    expect(all.accounts.slice(0, 2).map(({ name }) => name)).toEqual([OWNER.name, '作り手 249'])
    const found = async (find: string) => (await auth.people.list(find)).accounts.map(({ id }) => id)
    expect(await found('NEKO_')).toEqual(['c0'])
    expect(await found('作り手 7')).toHaveLength(11)
    expect(await found('OWNER@example')).toHaveLength(1)
    expect(await found("%' OR 1=1 --")).toEqual([])
  })
})
