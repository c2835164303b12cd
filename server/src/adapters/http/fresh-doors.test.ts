import type { AddressInfo } from 'node:net'
import { ACCESS, mayOpen } from '@yosegaki/contract'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PATIENCE_MS } from '../../../../tests/support/patience.ts'
import { type ApiPorts, createApi } from './api.ts'
import { answerErrors } from './replies.ts'

/** Doors behind which ways to sign in, or who has which role, are changed. */
const CUT = [
  'POST /api/account/password',
  'POST /api/account/passkeys/begin',
  'DELETE /api/account/passkeys/:id',
  'POST /api/account/authenticator/begin',
  'DELETE /api/account/authenticator',
  'POST /api/account/platforms/:platform',
  'DELETE /api/account/platforms/:platform',
  'POST /api/accounts/:id/role',
  'POST /api/accounts/:id/way-back',
  'POST /api/invitations',
]
const changing = Object.keys(ACCESS).filter(
  (door) => /^(POST|DELETE) /.test(door) && !mayOpen('nobody', door as keyof typeof ACCESS),
)

let url = ''
const servers: ReturnType<express.Express['listen']>[] = []
beforeAll(async () => {
  // Behind the doors is nothing: whatever comes through fails there.
  const nothing: unknown = new Proxy(() => nothing, {
    get: (_target, name) => (name === 'then' ? undefined : nothing),
  })
  const session = async () => ({
    id: 'o',
    name: 'o',
    email: null,
    role: 'owner',
    session: 's',
    since: 0,
    expiresAt: 1,
  })
  const stale = {
    read: session,
    isFresh: () => false,
    end: async () => true,
    endAll: async () => [],
    gone: () => '',
  }
  const ports = new Proxy({} as Record<string, unknown>, {
    get: (_target, name) => (name === 'session' ? session : name === 'sessions' ? stale : nothing),
  })
  const app = express()
  app.use(createApi(ports as unknown as ApiPorts))
  app.use(answerErrors({ info: () => {}, warn: () => {}, error: () => {} }))
  const server = app.listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((done) => server.once('listening', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  for (const server of servers) server.close()
})

it.each(changing)('D42 %s of who signed in a while ago', async (door) => {
  const [method = '', path = ''] = door.split(' ')
  const answer = await fetch(`${url}${path.replaceAll(/:\w+/g, 'x')}`, {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const text = await answer.text()
  expect(text.includes('sign-in-again')).toBe(CUT.includes(door))
})
