import type { Platform } from '@yosegaki/contract'
import { expect, it } from 'vitest'
import { createLimits } from '../../server/src/adapters/auth/limits.ts'
import { createPlatformSignIn, type Goal } from '../../server/src/adapters/auth/platform-sign-in.ts'
import type { CodeFlow } from '../../server/src/adapters/auth/platforms/code-flow.ts'
import type { Person } from '../../server/src/adapters/auth/platforms/platform.ts'
import { createSessions } from '../../server/src/adapters/auth/sessions.ts'
import type { AuditLog } from '../../server/src/adapters/store/audit-log.ts'
import { auditOf } from '../support/audit-of.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'

const NOW = 1_795_000_000_000
const MINUTE = 60_000
const NEKO = { subject: '1', handle: '@neko', name: 'ねこ' }
const HOME: Goal = { kind: 'sign-in', next: '/works' }

describeOnEveryDatabase('accounts elsewhere', (database) => {
  /** A house that any platform tells `person` to. */
  function house(audit = (log: AuditLog): Pick<AuditLog, 'begin'> => log) {
    const clock = { at: NOW, now: () => clock.at, sleep: async () => undefined }
    const told: string[] = []
    const log = (event: string, facts?: object): void => void told.push(`${event} ${JSON.stringify(facts)}`)
    const here = { person: NEKO as Person, count: 0 }
    const flow: CodeFlow = {
      async ask(redirectUri) {
        here.count += 1
        const state = `state-${here.count}`
        return {
          url: `https://x.example/?state=${state}`,
          question: { state, verifier: 'v', nonce: 'n', redirectUri },
        }
      },
      whose: async () => ({ ok: true, person: here.person }),
    }
    const platforms = createPlatformSignIn({
      database: database(),
      clock,
      logger: { info: log, warn: log, error: log },
      limits: createLimits(),
      audit: audit(auditOf(database(), clock)),
      flows: new Map<Platform, CodeFlow>([
        ['x', flow],
        ['discord', flow],
      ]),
      callback: (platform) => `http://localhost/api/platforms/${platform}/callback`,
    })
    const sessions = createSessions({ database: database(), clock, secure: false })
    const begin = async (goal: Goal = HOME, platform: Platform = 'x') => {
      const begun = await platforms.begin(platform, goal)
      if (begun === null) throw new Error('its keys are set')
      const state = new URL(begun.url).searchParams.get('state') ?? ''
      return { browser: begun.browser, answer: new URLSearchParams({ state, code: 'c' }) }
    }
    const visitor = { who: null, address: '10.0.0.1', far: true }
    const signIn = async (platform: Platform = 'x', more: Partial<typeof visitor> = {}) => {
      const { browser, answer } = await begin(HOME, platform)
      return platforms.answered(platform, answer, { ...visitor, ...more, browser })
    }
    const sessionOf = async (id: string) => {
      const cookie = (await sessions.start(id, { agent: '', address: '' })).split(';')[0] ?? ''
      const who = await sessions.read({ cookie })
      if (who === null) throw new Error('not signed in')
      return who
    }
    const link = async (id: string, platform: Platform = 'x') => {
      const who = await sessionOf(id)
      const { browser, answer } = await begin({ kind: 'link', session: who.session }, platform)
      return platforms.answered(platform, answer, { ...visitor, who, browser })
    }
    return { clock, told, here, platforms, begin, visitor, signIn, sessionOf, link }
  }
  const account = (id: string, fields: object = {}) =>
    database().prisma.account.create({
      data: { id, name: id, email: `${id}@example.org`, role: 'contributor', createdAt: 1n, ...fields },
    })
  const identities = () => database().prisma.identity.findMany({ orderBy: { subject: 'asc' } })
  const said = (what: string) => expect.objectContaining({ kind: 'said', said: what })

  it('T13 a new account, and a link to one, are in the log before they are made; no line, neither', async () => {
    const away = house(() => ({ begin: () => Promise.reject(new Error('away')) }))
    await expect(away.signIn()).rejects.toThrow('away')
    expect(await database().prisma.account.count()).toBe(0)

    const seen: number[] = []
    const { signIn, link, here } = house((log) => ({
      async begin(act) {
        const begun = await log.begin(act)
        seen.push(await database().prisma.identity.count())
        return begun
      },
    }))
    await account('hana')
    await signIn()
    here.person = { subject: '2', handle: '@hana', name: '' }
    expect(await link('hana')).toEqual(said('linked'))
    // Again, which changes nothing; and one that is somebody else's.
    await signIn('x')
    expect(await link('hana')).toEqual(said('linked'))
    here.person = NEKO
    expect(await link('hana')).toEqual(said('taken'))
    expect(seen).toEqual([0, 1])
    const lines = () =>
      database().prisma.auditEntry.findMany({
        select: { who: true, door: true, unsure: true },
        orderBy: { number: 'asc' },
      })
    await expect.poll(lines).toEqual([
      { who: 'ねこ', door: 'account:began', unsure: false },
      { who: 'hana', door: 'platform:linked', unsure: false },
    ])
  })

  it('D34 a first sign-in makes a contributor, who is the same account ever after; kept are number, handle and name', async () => {
    const { signIn, here } = house()
    const first = await signIn()
    expect(first).toEqual({
      kind: 'signed-in',
      account: { id: expect.any(String), name: 'ねこ', role: 'contributor' },
      isNew: true,
      next: '/works',
    })
    const id = first.kind === 'signed-in' ? first.account.id : ''
    here.person = { ...NEKO, handle: '@neko2', name: 'another' }
    expect(await signIn()).toMatchObject({ account: { id, name: 'ねこ' }, isNew: false })
    expect(await identities()).toEqual([
      { provider: 'x', subject: '1', accountId: id, name: '@neko2', createdAt: BigInt(NOW) },
    ])
    const kept = await database().prisma.account.findUniqueOrThrow({ where: { id } })
    expect(kept).toEqual({
      id,
      name: 'ねこ',
      email: null,
      role: 'contributor',
      passwordHash: null,
      totpSecret: null,
      totpStep: null,
      createdAt: BigInt(NOW),
      closedAt: null,
    })
    // The same number elsewhere is somebody else.
    expect(await signIn('discord')).toMatchObject({ isNew: true })
  })

  it('D34 of two first sign-ins at once one makes the account, and both are it', async () => {
    const { signIn } = house()
    const both = await Promise.all([signIn(), signIn()])
    const ids = both.map((each) => (each.kind === 'signed-in' ? each.account.id : each.said))
    expect(new Set(ids).size).toBe(1)
    expect(await database().prisma.account.count()).toBe(1)
  })

  it('D34 names from elsewhere are cut and cleared of what turns text around; an empty one is the handle, or the platform', async () => {
    const { signIn, here } = house()
    const nameOf = async (name: string, handle: string) => {
      here.person = { subject: `${here.count + 100}`, name, handle }
      const came = await signIn('x', { address: `10.1.0.${here.count}` })
      return came.kind === 'signed-in' ? came.account.name : came.said
    }
    expect(await nameOf('a\u202eb\u0000c\n', '@a')).toBe('abc')
    expect(await nameOf('\u200b \u2066', '@a')).toBe('@a')
    expect(await nameOf('', '\u202e')).toBe('X')
    expect(await nameOf('👩‍🎨'.repeat(40), '@a')).toHaveLength(
      [...'👩‍🎨'.repeat(40)].slice(0, 60).join('').length,
    )
    expect(await nameOf('<script>alert(1)</script>', '@a')).toBe('<script>alert(1)</script>')
  })

  it('D35 an answer counts once, for ten minutes, for the browser and the platform that were asked', async () => {
    const { platforms, begin, visitor, clock } = house()
    const bring = (answer: URLSearchParams, browser: string | null, platform: Platform = 'x') =>
      platforms.answered(platform, answer, { ...visitor, browser })
    const other = await begin()
    const wrong = await begin()
    expect(await bring(wrong.answer, other.browser)).toEqual(said('stale'))
    expect(await bring(wrong.answer, wrong.browser)).toEqual(said('stale'))
    const none = await begin()
    expect(await bring(none.answer, null)).toEqual(said('stale'))
    const elsewhere = await begin()
    expect(await bring(elsewhere.answer, elsewhere.browser, 'discord')).toEqual(said('stale'))
    expect(await bring(new URLSearchParams({ state: 'made-up', code: 'c' }), other.browser)).toEqual(
      said('stale'),
    )
    expect(await bring(other.answer, other.browser)).toMatchObject({ kind: 'signed-in' })
    expect(await bring(other.answer, other.browser)).toEqual(said('stale'))
    const late = await begin()
    clock.at = NOW + 10 * MINUTE + 1
    expect(await bring(late.answer, late.browser)).toEqual(said('stale'))
    expect(await platforms.begin('google', HOME)).toBeNull()
    expect(platforms.open()).toEqual(['x', 'discord'])
  })

  it('D36 an account links one of each platform; one that is somebody’s here stays theirs', async () => {
    const { link, signIn, here, begin, platforms, sessionOf, visitor } = house()
    await Promise.all([account('hana'), account('ren')])
    expect(await link('hana')).toEqual(said('linked'))
    expect(await link('hana')).toEqual(said('linked'))
    expect(await signIn()).toMatchObject({ account: { id: 'hana' }, isNew: false })
    expect(await link('ren')).toEqual(said('taken'))
    here.person = { ...NEKO, subject: '2' }
    expect(await link('hana')).toEqual(said('one-each'))
    expect(await link('hana', 'discord')).toEqual(said('linked'))
    expect(await identities()).toMatchObject([
      { provider: 'x', subject: '1', accountId: 'hana' },
      { provider: 'discord', subject: '2', accountId: 'hana' },
    ])
    // Begun by one, brought by another, or by nobody: nothing is linked.
    here.person = { ...NEKO, subject: '3' }
    const ren = await sessionOf('ren')
    const hana = await sessionOf('hana')
    for (const who of [hana, null]) {
      const { browser, answer } = await begin({ kind: 'link', session: ren.session })
      expect(await platforms.answered('x', answer, { ...visitor, who, browser })).toEqual(said('stale'))
    }
    expect(await identities()).toHaveLength(2)
  })

  it('D37 owners and producers do not come in by an account elsewhere alone; who is shut out stays out', async () => {
    const { link, signIn } = house()
    await account('hana', { role: 'producer' })
    await link('hana')
    expect(await signIn()).toEqual(said('second-proof'))
    const { prisma } = database()
    await prisma.account.update({ where: { id: 'hana' }, data: { role: 'owner' } })
    expect(await signIn()).toEqual(said('second-proof'))
    // As with a password: where only this machine can reach the house.
    expect(await signIn('x', { far: false })).toMatchObject({ account: { role: 'owner' } })
    await prisma.account.update({ where: { id: 'hana' }, data: { role: 'reviewer', closedAt: 1n } })
    expect(await signIn()).toEqual(said('closed'))
  })

  it('D38 new accounts are limited by address, and in all; who is known comes in all the same', async () => {
    const { signIn, here } = house()
    const newcomer = (subject: string, address: string) => {
      here.person = { ...NEKO, subject }
      return signIn('x', { address })
    }
    for (let n = 0; n < 10; n += 1) expect(await newcomer(`a${n}`, '10.0.0.1')).toMatchObject({ isNew: true })
    expect(await newcomer('a10', '10.0.0.1')).toEqual(said('too-many'))
    expect(await newcomer('a3', '10.0.0.1')).toMatchObject({ kind: 'signed-in', isNew: false })
    expect(await newcomer('a10', '10.0.0.2')).toMatchObject({ isNew: true })
    expect(await database().prisma.account.count()).toBe(11)
  })

  it('D33 nothing of an answer is in the log but its fault', async () => {
    const { told, signIn, here } = house()
    await signIn()
    here.person = { subject: '9', handle: '@secret-person', name: 'secret-person' }
    await signIn()
    expect(told.join()).not.toMatch(/secret-person|state-|code/)
  })
})
