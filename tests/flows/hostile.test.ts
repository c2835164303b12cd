import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { ACCESS, CONTROL_NAMESPACE, type Health, SHOW_NAMESPACE, type ShowView } from '@yosegaki/contract'
import { io, Manager } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/accounts.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  OWNER,
  type Producer,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
} from '../support/house.ts'
import { PATIENCE_MS } from '../support/patience.ts'

let house: TestHouse
let owner: Producer
let dataDir: string
let secret: string

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir })
  owner = await signIn(house)
  secret = (await readFile(join(dataDir, 'secret'), 'utf8')).trim()
})

afterAll(async () => {
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

const stands = async (): Promise<void> => expect((await house.get<Health>('/healthz')).ok).toBe(true)

/** Sends bytes as they are, bit by bit, and gives all that comes back until the house hangs up. */
function raw(parts: readonly string[], pauseMs = 0): Promise<string> {
  const { port } = new URL(house.url)
  return new Promise((done, fail) => {
    let heard = ''
    const connection: Socket = connect({ host: '127.0.0.1', port: Number(port) }, async () => {
      for (const part of parts) {
        connection.write(part)
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    })
    connection.on('data', (chunk) => {
      heard += chunk.toString('latin1')
    })
    connection.on('close', () => done(heard))
    connection.on('error', (error) => (heard === '' ? fail(error) : done(heard)))
  })
}
const get = (path: string): Promise<string> =>
  raw([`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`])

const changing = Object.keys(ACCESS).filter((door) => /^(POST|DELETE) /.test(door))

describe('another site', () => {
  it.each(changing)('T10 %s', async (door) => {
    const [method = '', path = ''] = door.split(' ')
    const elsewhere = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${house.url}.evil.example` },
      { origin: house.url, 'sec-fetch-site': 'cross-site' },
      { origin: house.url, 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of elsewhere) {
      const response = await ask(house, method, path.replaceAll(/:\w+/g, 'x'), {
        cookie: owner.cookie,
        headers,
        ...(method === 'POST' ? { body: {} } : {}),
      })
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('other-origin')
    }
  })

  it.each([SHOW_NAMESPACE, CONTROL_NAMESPACE])('T10 socket %s', async (namespace) => {
    const token = new URL(house.overlayUrl).searchParams.get('token')
    const socket = io(`${house.url}${namespace}`, {
      auth: { token },
      extraHeaders: { cookie: owner.cookie, origin: 'https://evil.example' },
      transports: ['websocket'],
      reconnection: false,
    })
    await new Promise((refused) => socket.once('connect_error', refused))
    expect(socket.connected).toBe(false)
    socket.disconnect()
  })

  it('T10 a form of another site changes nothing', async () => {
    const response = await fetch(`${house.url}/api/commands/stream:stop`, {
      method: 'POST',
      headers: {
        cookie: owner.cookie,
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'a=b',
    })
    expect(response.status).toBe(403)
    await expect.poll(() => house.output()).toMatch(/"event":"http:refused","what":"other-origin"/)
  })
})

describe('one connection for both namespaces', () => {
  it('T10 what it began with is forgotten once it is let into the show, so the control room asks for a connection of its own', async () => {
    const token = new URL(house.overlayUrl).searchParams.get('token')
    const manager = new Manager(house.url, {
      extraHeaders: { cookie: owner.cookie, origin: house.url },
      transports: ['websocket'],
      reconnection: false,
    })
    const show = manager.socket(SHOW_NAMESPACE, { auth: { token } })
    await new Promise((joined) => show.once('connect', () => joined(null)))
    const control = manager.socket(CONTROL_NAMESPACE)
    const refused = await new Promise<Error>((done) => control.once('connect_error', done))
    expect(refused.message).toBe('sign-in-needed')
    await stands()
    expect(show.connected).toBe(true)
    show.disconnect()
  })
})

describe('paths', () => {
  const OUT = [
    '/frames/../secret',
    '/frames/..%2fsecret',
    '/frames/%2e%2e/secret',
    '/frames/..%5csecret',
    '/frames/%252e%252e%252fsecret',
    '/pictures/....//secret',
    '/pictures/%00/../secret',
    '/overlay/assets/../../../package.json',
    '/overlay/assets/..%2f..%2f..%2fpackage.json',
    '/overlay/../../../../etc/passwd',
    '//etc/passwd',
    '/frames//etc/passwd',
    '/.env',
    '/secret',
    '/db/PG_VERSION',
  ]
  it.each(OUT)('T14 %s leads nowhere', async (path) => {
    const answer = await get(path)
    expect(answer).toMatch(/^HTTP\/1\.1 (3\d\d|4\d\d) /)
    for (const told of [secret, 'root:x', '"workspaces"']) expect(answer).not.toContain(told)
  })

  const ROUND = [
    '/api/accounts/',
    '/API/Accounts',
    '//api/accounts',
    '/api//accounts',
    '/api/./accounts',
    '/api/works/../accounts',
    '/api/works/..%2faccounts',
    '/api/%61ccounts',
    '/api/accounts;x=1',
    '/api/accounts%00',
    '/api/accounts?token=x',
    '/api/audit/.',
  ]
  it.each(ROUND)('T14 %s is no way round the guard', async (path) => {
    const answer = await get(path)
    expect(answer).toMatch(/^HTTP\/1\.1 (308|400|401|404) /)
    expect(answer).not.toContain('owner@example.org')
  })

  it('T14 an address that cannot be read is refused', async () => {
    expect(await get('/api/works/%')).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await get('/%E0%A4%A')).toMatch(/^HTTP\/1\.1 4\d\d /)
    await stands()
  })
})

describe('a NUL, which no database takes', () => {
  const key = { id: '\0', rawId: '\0', type: 'public-key', response: {} }
  const proof = { kind: 'password', password: 'a good password' }
  it.each<[string, string, object?]>([
    ['DELETE', '/api/invitations/%00'],
    ['DELETE', '/api/account/sessions/%00'],
    ['DELETE', '/api/account/passkeys/%00'],
    ['POST', '/api/accounts/%00/closed', { closed: true }],
    ['POST', '/api/accounts/%00/way-back', {}],
    ['GET', '/api/accounts?find=%00'],
    ['GET', '/api/works/%00'],
    ['POST', '/api/invitations', { role: 'reviewer', note: 'a\0b' }],
    ['POST', '/api/invitations/accept', { token: '\0', name: '\0', email: 'a@example.org', proof }],
    ['POST', '/api/account/passkeys', { name: 'a\0b', answer: { ...key, id: 'a', rawId: 'a' } }],
    ['POST', '/api/sign-in/passkey', { id: '\0', answer: key }],
  ])('T14 is refused by %s %s', async (method, path, body) => {
    const answer = await ask(house, method, path, {
      cookie: owner.cookie,
      ...(body === undefined ? {} : { body }),
    })
    expect([400, 404, 410, 429]).toContain(answer.status)
    await stands()
  })
})

describe('bodies', () => {
  const post = (path: string, length: number, extra: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n${extra}Content-Length: ${length}\r\n\r\n`

  it('T14 too large: refused and logged, and unread where nobody is signed in', async () => {
    const body = JSON.stringify({ label: 'x'.repeat(70_000), kind: 'overlay' })
    const large = (cookie?: string) =>
      fetch(`${house.url}/api/overlay-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
        body,
      })
    expect((await large(owner.cookie)).status).toBe(413)
    expect((await large()).status).toBe(401)
    await expect
      .poll(() => house.output())
      .toMatch(/"what":"bad-request","method":"POST","path":"\/api\/overlay-tokens"/)
    expect(await raw([`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`])).toMatch(
      / 431 /,
    )
    await stands()
  })

  it('T14 deeply nested, or not what it says it is', async () => {
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    for (const body of [nested, '{"__proto__":{"role":"owner"}}', '{"label":', '\u0000', '"text"']) {
      const response = await fetch(`${house.url}/api/overlay-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: owner.cookie },
        body,
      })
      expect(response.status).toBe(400)
    }
    await stands()
  })

  it('T14 a body, or headers, sent letter by letter end in time', async () => {
    const slowly = [
      raw([post('/api/sign-in/password', 1_000, ''), ...'{"email":"slow'.split('')], 1_500),
      raw(['GET /api/show HTTP/1.1\r\n', ...'X-Slow: yes yes yes'.split('')], 1_500),
    ]
    for (const answer of await Promise.all(slowly)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    await expect.poll(() => house.output()).toMatch(/"what":"too-slow"/)
    await stands()
  })

  it('T14 what is no request at all', async () => {
    for (const noise of ['\u0016\u0003\u0001\u0002\u0000', 'HELLO\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'])
      expect(await raw([noise])).toMatch(/^HTTP\/1\.1 [45]\d\d /)
    await expect.poll(() => house.output()).toMatch(/"what":"no-request"/)
    await stands()
  })
})

it('T6 script in titles, names and chat is words on every page', async () => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(1)>'
  const settings = { title: script, planId: 'quick', sources: [{ kind: 'rehearsal' }] }
  await mustBeOk(await owner.command('stream:start', settings))
  await waitFor(async () => (await house.get<ShowView>('/api/show')).stream !== null, 'the stream')
  const token = new URL(house.rehearsalUrl).searchParams.get('token')
  const chat = io(`${house.url}${SHOW_NAMESPACE}`, { auth: { token }, transports: ['websocket'] })
  const said = { viewerId: 'v', name: script.slice(0, 40), text: script }
  expect(await chat.timeout(PATIENCE_MS).emitWithAck('line:said', said)).toHaveProperty('ok')
  chat.disconnect()
  for (const path of [
    '/',
    '/works',
    '/schedule',
    '/control',
    '/account',
    '/account/audit',
    '/account/people',
  ]) {
    const page = await ask(house, 'GET', path, { cookie: owner.cookie })
    expect([path, page.status]).toEqual([path, 200])
    const html = await page.text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  }
})

it('T13 no token, password or cookie is in the log', async () => {
  const told = [
    new URL(house.setupUrl ?? '').searchParams.get('token') ?? '',
    owner.cookie.split('=')[1] ?? '',
    'correct horse battery',
  ]
  const log = house
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n')
  for (const secret of told) expect(log).not.toContain(secret)
})

it('D22 sign-in is limited by address, which a header cannot change', async () => {
  // In a house of its own: tries are counted by the minute, from the first on.
  const folder = await aFolder()
  const other = await startHouse({ dataDir: folder })
  await signIn(other)
  const statuses: number[] = []
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const headers = { 'x-forwarded-for': `9.9.9.${attempt}`, forwarded: `for=8.8.8.${attempt}` }
    const body = { email: 'nobody@example.org', password: 'wrong' }
    statuses.push((await ask(other, 'POST', '/api/sign-in/password', { headers, body })).status)
  }
  expect(statuses.at(-1)).toBe(429)
  const { email, password } = OWNER
  const right = await ask(other, 'POST', '/api/sign-in/password', { body: { email, password } })
  expect(right.status).toBe(429)
  await other.kill('SIGTERM')
  await drop(folder)
})
