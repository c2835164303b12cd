import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type Auth, createAuth } from '../../server/src/adapters/auth/auth.ts'
import { createSetupToken } from '../../server/src/adapters/auth/setup-token.ts'
import { createSettings } from '../../server/src/adapters/store/settings.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'

const OWNER = { name: '持ち主', email: 'Owner@Example.com', password: '正しい馬の電池ホチキス' }
const USER = { id: expect.any(String), name: '持ち主', email: 'owner@example.com', role: 'owner' }

/** Each test asks from its own address, so that none uses up another's tries. */
let client = 0

describeOnEveryDatabase('accounts', (database) => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  /** An empty house that answers on a port. `post` sends as a page of that very host unless headers say otherwise. */
  async function house(baseUrl = 'http://localhost:4000') {
    client += 1
    const address = `10.0.0.${client}`
    const auth = createAuth({ database: database(), secret: 's'.repeat(32), baseUrl, trustedOrigins: [] })
    const setup = createSetupToken({ settings: createSettings(database()), auth })
    server = createServer((request, response) => {
      void auth.handler(Object.assign(request, { ip: address }), response)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${origin}/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...headers },
        body: JSON.stringify(body),
      })
    const signIn = (password: string, headers = {}) =>
      post('/sign-in/email', { email: OWNER.email, password }, headers)
    return { auth, setup, post, signIn }
  }
  const owned = async (auth: Auth) => expect(await auth.createOwner(OWNER)).toEqual({ ok: true, user: USER })
  const cookieOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')

  it('D18 the set-up token makes the owner, once', async () => {
    const { auth, setup } = await house()
    expect(await auth.ownerExists()).toBe(false)
    const token = (await setup.issue()) ?? ''
    expect(await setup.setUpOwner({ token: `${token}x`, ...OWNER })).toMatchObject({ what: 'wrong-token' })
    const both = await Promise.all([1, 2].map(() => setup.setUpOwner({ token, ...OWNER })))
    expect(both.filter((result) => result.ok)).toHaveLength(1)
    expect(await setup.setUpOwner({ token, ...OWNER, email: 'second@example.com' })).toMatchObject({
      ok: false,
      what: 'wrong-token',
    })
    expect(await database().prisma.user.count()).toBe(1)
    expect(await auth.ownerExists()).toBe(true)
    expect(await setup.issue()).toBeNull()
    expect(await auth.createOwner(OWNER)).toEqual({ ok: false, reason: 'owner-exists' })
  })

  it('D18 sign-up is closed', async () => {
    const { auth, post } = await house()
    const signUp = () => post('/sign-up/email', { ...OWNER, email: 'guest@example.com' })
    expect((await signUp()).status).toBe(400)
    await owned(auth)
    expect((await signUp()).status).toBe(400)
    const create = { ...OWNER, email: 'guest@example.com', role: 'owner' }
    expect((await post('/admin/create-user', create)).status).toBe(401)
    expect(await database().prisma.user.count()).toBe(1)
  })

  it('D19 a refused account leaves the token usable, a new start ends it, and only its hash is stored', async () => {
    const { setup } = await house()
    const first = (await setup.issue()) ?? ''
    const token = (await setup.issue()) ?? ''
    expect(await setup.setUpOwner({ token: first, ...OWNER })).toMatchObject({ what: 'wrong-token' })
    expect(await setup.setUpOwner({ token, ...OWNER, password: 'short' })).toMatchObject({
      what: 'bad-password',
    })
    expect(await setup.setUpOwner({ token, ...OWNER, email: 'nowhere' })).toMatchObject({ what: 'bad-email' })
    const stored = await database().prisma.setting.findMany()
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(await setup.setUpOwner({ token, ...OWNER })).toEqual({ ok: true })
    expect(await database().prisma.setting.count()).toBe(0)
  })

  it('D20 the right password signs in, a wrong one and an unknown address get the same refusal', async () => {
    const { auth, post, signIn } = await house()
    await owned(auth)
    const wrong = await signIn('wrong password')
    const unknown = await post('/sign-in/email', { email: 'nobody@example.com', password: OWNER.password })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await unknown.text())
    const right = await signIn(OWNER.password)
    expect(right.status).toBe(200)
    const cookie = cookieOf(right)
    expect(await auth.session({ cookie })).toEqual(USER)
    expect(await auth.session({})).toBeNull()
    expect(await auth.session({ cookie: `${cookie.slice(0, -4)}AAAA` })).toBeNull()
    expect((await post('/sign-out', {}, { cookie })).status).toBe(200)
    expect(await auth.session({ cookie })).toBeNull()
  })

  it('D17 a session lasts thirty days, whatever the time zone of the server', async () => {
    const { auth, signIn } = await house()
    await owned(auth)
    await signIn(OWNER.password)
    const [session] = await database().prisma.session.findMany()
    const days = ((session?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(30, 1)
    const [row] = await database().prisma.$queryRaw<{ days: number }[]>`
      SELECT extract(epoch FROM "expiresAt" - (now() AT TIME ZONE 'UTC'))::float8 / 86400 AS days FROM "Session"`
    expect(row?.days).toBeCloseTo(30, 1)
  })

  it('D21 the cookie is out of reach for scripts and other sites, and for https only where that is', async () => {
    const plain = await house()
    await owned(plain.auth)
    const [cookie] = (await plain.signIn(OWNER.password)).headers.getSetCookie()
    expect(cookie).toMatch(/^yosegaki\.session_token=.*HttpOnly; SameSite=Lax$/)
    server?.close()
    const [secure] = (
      await (await house('https://show.example')).signIn(OWNER.password)
    ).headers.getSetCookie()
    expect(secure).toMatch(/^__Secure-yosegaki\.session_token=.*; Secure/)
  })

  it('D22 sign-in is limited by address, which a header cannot change', async () => {
    const { auth, post, signIn } = await house()
    await owned(auth)
    const statuses: number[] = []
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const headers = { 'x-forwarded-for': `9.9.9.${attempt}`, 'x-yosegaki-address': `8.8.8.${attempt}` }
      statuses.push((await post('/sign-in/email', {}, headers)).status)
    }
    expect(statuses).toEqual([...Array(10).fill(400), 429])
    expect((await signIn(OWNER.password)).status).toBe(429)
    const elsewhere = await house()
    expect((await elsewhere.signIn(OWNER.password)).status).toBe(200)
  })

  it('D23 a page of another origin neither signs in nor out', async () => {
    const { auth, post, signIn } = await house()
    await owned(auth)
    const origin = 'https://evil.example'
    expect((await signIn(OWNER.password, { origin })).status).toBe(403)
    const cookie = cookieOf(await signIn(OWNER.password))
    expect((await post('/sign-out', {}, { cookie, origin })).status).toBe(403)
    expect(await auth.session({ cookie })).toEqual(USER)
    expect((await signIn(OWNER.password, { origin: 'http://localhost:4000' })).status).toBe(200)
  })
})
