import {
  ACCESS,
  CONTROL_NAMESPACE,
  type Door,
  mayOpen,
  type OverlayLinkMade,
  ROLES,
  SHOW_NAMESPACE,
  type Who,
} from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, cookieOf, invited } from '../support/accounts.ts'
import {
  aFolder,
  drop,
  mustBeOk,
  OWNER,
  type Producer,
  signIn,
  startHouse,
  type TestHouse,
} from '../support/house.ts'
import { PATIENCE_MS } from '../support/patience.ts'

/** Who knocks, what they show, and who that makes them at a route. */
const KNOCKERS = [
  'nobody',
  ...ROLES,
  'an ended session',
  'a forged session',
  'an overlay token',
  'a rehearsal token',
  'a revoked token',
  'a forged token',
] as const
type Knocker = (typeof KNOCKERS)[number]
const isRole = (knocker: Knocker): knocker is (typeof ROLES)[number] =>
  (ROLES as readonly string[]).includes(knocker)
const atRoutes = (knocker: Knocker): Who => (isRole(knocker) ? knocker : 'nobody')
const atSockets = (knocker: Knocker): Who =>
  knocker === 'an overlay token'
    ? 'overlay'
    : knocker === 'a rehearsal token'
      ? 'rehearsal'
      : atRoutes(knocker)

const doors = Object.keys(ACCESS) as Door[]
/** Signing out last: a session is needed for all else. */
const routes = doors
  .filter((door) => !door.startsWith('socket '))
  .sort((a, b) => Number(a === 'POST /api/sign-out') - Number(b === 'POST /api/sign-out'))
const REFUSED = ['sign-in-needed', 'not-allowed']

let house: TestHouse
let owner: Producer
let dataDir: string
const sessions = new Map<Knocker, string>()
const tokens = new Map<Knocker, string>()
const open: Socket[] = []

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir })
  owner = await signIn(house)
  sessions.set('owner', owner.cookie)
  for (const role of ROLES) if (role !== 'owner') sessions.set(role, await invited(house, owner, role))
  const { email, password } = OWNER
  const second = await mustBeOk(
    await ask(house, 'POST', '/api/sign-in/password', { body: { email, password } }),
  )
  const cookie = cookieOf(second)
  await mustBeOk(await ask(house, 'POST', '/api/sign-out', { cookie, body: {} }))
  sessions.set('an ended session', cookie)
  sessions.set('a forged session', `${owner.cookie.slice(0, -4)}AAAA`)

  const make = async (kind: OverlayLinkMade['kind']) => {
    const body = { label: kind, kind }
    const made = await mustBeOk(
      await ask(house, 'POST', '/api/overlay-tokens', { cookie: owner.cookie, body }),
    )
    const link = (await made.json()) as OverlayLinkMade
    return { id: link.id, token: new URL(link.url).searchParams.get('token') ?? '' }
  }
  const overlay = (await make('overlay')).token
  tokens.set('an overlay token', overlay)
  tokens.set('a rehearsal token', (await make('rehearsal')).token)
  tokens.set('a forged token', `${overlay.slice(0, -4)}AAAA`)
  const revoked = await make('rehearsal')
  tokens.set('a revoked token', revoked.token)
  await mustBeOk(await ask(house, 'DELETE', `/api/overlay-tokens/${revoked.id}`, { cookie: owner.cookie }))
})

afterAll(async () => {
  for (const socket of open) socket.disconnect()
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** The status and reason; a door that lets somebody in then finds the body empty and the id unknown, and changes nothing. */
async function knock(door: Door, knocker: Knocker): Promise<{ refused: boolean; status: number }> {
  const [method = '', path = ''] = door.split(' ')
  const token = tokens.get(knocker)
  const cookie = sessions.get(knocker) ?? (token === undefined ? undefined : `yosegaki-session=${token}`)
  const asked = path.replace('/*', '/nothing').replaceAll(/:\w+/g, 'nothing')
  const response = await ask(house, method, token === undefined ? asked : `${asked}?token=${token}`, {
    ...(cookie === undefined ? {} : { cookie }),
    ...(method === 'POST' ? { body: {} } : {}),
    headers: {
      // A scraper on this machine may read the metrics; whoever came through a proxy is not on this machine.
      ...(path === '/metrics' ? { 'x-forwarded-for': '203.0.113.7' } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  })
  const text = await response.text()
  const what = text.startsWith('{"error"') ? (JSON.parse(text) as { error: { what: string } }).error.what : ''
  return { refused: REFUSED.includes(what), status: response.status }
}

/** Connected, or null where the namespace refuses. */
function connect(namespace: string, knocker: Knocker): Promise<Socket | null> {
  const cookie = sessions.get(knocker)
  const socket = io(`${house.url}${namespace}`, {
    auth: { token: tokens.get(knocker) ?? 'none' },
    ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  open.push(socket)
  return new Promise((done) => {
    socket.once('connect', () => done(socket))
    socket.once('connect_error', () => done(null))
  })
}

describe.each([
  [SHOW_NAMESPACE, 'show'],
  [CONTROL_NAMESPACE, 'control'],
] as const)('T9 socket %s', (namespace, name) => {
  it.each(KNOCKERS)('%s', async (knocker) => {
    const who = atSockets(knocker)
    const socket = await connect(namespace, knocker)
    expect(socket !== null).toBe(mayOpen(who, `socket ${namespace}`))
    if (socket === null) return
    const again = new Promise((heard) => socket.once(`${name}:snapshot`, heard))
    socket.emit(`${name}:resync`)
    await again
    if (namespace === SHOW_NAMESPACE) {
      const said = { viewerId: 'v', name: 'v', text: '猫' }
      const answer = (await socket.timeout(PATIENCE_MS).emitWithAck('line:said', said)) as { what?: string }
      expect(answer.what !== 'read-only').toBe(mayOpen(who, 'socket /show line:said'))
    }
    await expect(socket.timeout(300).emitWithAck('no:such-event', {})).rejects.toThrow()
  })
})

describe.each(routes)('T9 %s', (door) => {
  it.each(KNOCKERS)('%s', async (knocker) => {
    const { refused, status } = await knock(door, knocker)
    const expected = mayOpen(atRoutes(knocker), door)
    expect({ letIn: !refused, status }).toEqual({ letIn: expected, status: expect.any(Number) })
    if (!expected) expect(status).toBe(atRoutes(knocker) === 'nobody' || door === 'GET /metrics' ? 401 : 403)
    expect(status).toBeLessThan(500)
  })
})
