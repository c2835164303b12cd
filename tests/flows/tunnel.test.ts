import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFolder, drop, OWNER, signIn, startHouse, type TestHouse } from '../support/house.ts'

let house: TestHouse
let dataDir: string
let setupToken: string

beforeAll(async () => {
  dataDir = await aFolder()
  house = await startHouse({ dataDir })
  setupToken = new URL(house.setupUrl ?? '').searchParams.get('token') ?? ''
})

afterAll(async () => {
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** As a tunnel on the house's machine hands a request on: from loopback, with what it adds. */
async function through(headers: Record<string, string>, method: string, path: string, body?: object) {
  const { hostname, port } = new URL(house.url)
  const answer = await new Promise<{ status: number; body: string }>((done, fail) => {
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: { 'content-type': 'application/json', ...headers },
    })
    sent.on('response', async (got) => done({ status: got.statusCode ?? 0, body: await text(got) }))
    sent.on('error', fail)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
  return answer
}

/** What ngrok, cloudflared, nginx, an ssh -R and a page with a name of its own add; none of them is PUBLIC_URL. */
const TUNNELS: [string, Record<string, string>][] = [
  ['ngrok', { host: 'abc.ngrok.example', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }],
  ['cloudflared, the host kept to itself', { 'cf-connecting-ip': '203.0.113.7', 'cf-ray': '1-NRT' }],
  ['nginx', { 'x-real-ip': '203.0.113.7' }],
  ['a proxy after RFC 7239', { forwarded: 'for=203.0.113.7' }],
  ['Caddy', { via: '1.1 Caddy', 'x-forwarded-host': 'show.example' }],
  ['ssh -R', { host: 'relay.example:8080' }],
]

describe('a house on loopback, with a tunnel nobody told it of', () => {
  // One of them: tries are counted by address, and all of these come from this machine (each header: from-here.test.ts).
  it.each(TUNNELS.slice(0, 1))(
    'D39 %s: the first owner’s link asks for more than a password',
    async (_name, headers) => {
      const seen = await through(headers, 'POST', '/api/invitations/look', { token: setupToken })
      expect(JSON.parse(seen.body)).toMatchObject({ role: 'owner', strong: true })
    },
  )

  it('D39 a password alone opens the house to who sits at it, and to nobody who comes through a tunnel', async () => {
    await signIn(house)
    const { email, password } = OWNER
    const at = (headers: Record<string, string>) =>
      through(headers, 'POST', '/api/sign-in/password', { email, password })
    expect((await at({})).status).toBe(200)
    for (const [, headers] of TUNNELS) {
      const refused = await at(headers)
      expect(refused.status).toBe(403)
      expect(refused.body).toContain('second-proof-needed')
    }
  })

  it.each(TUNNELS)('D39 %s: metrics are for who sits at the house', async (_name, headers) => {
    expect((await through({}, 'GET', '/metrics')).status).toBe(200)
    expect((await through(headers, 'GET', '/metrics')).status).toBe(401)
  })

  it('D39 the log says once that there is one, and what to set', async () => {
    await expect.poll(() => house.output().match(/http:proxy-unannounced/g)).toHaveLength(1)
    expect(house.output()).toContain('set PUBLIC_URL')
  })
})
