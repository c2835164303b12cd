import { cp, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CONTROL_NAMESPACE, type Health, type SaidReply, SHOW_NAMESPACE } from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyTinyModel, poisonWeights } from '../../server/painter/src/testing/tiny-model.ts'
import {
  aFolder,
  drop,
  houseEnv,
  mustBeOk,
  type Producer,
  quickPlan,
  signIn,
  spawnHouse,
  startHouse,
  type TestHouse,
  TINY_MODEL,
  waitFor,
} from '../support/house.ts'
import { PATIENCE_MS } from '../support/patience.ts'

const folders: string[] = []
const folder = async (): Promise<string> => {
  const made = await aFolder()
  folders.push(made)
  return made
}
afterAll(() => Promise.all(folders.map(drop)))

/** Start, expect it to end by itself, and return what it said. */
async function refusalOf(env: Record<string, string>): Promise<string> {
  const { gone, output, child } = spawnHouse(await houseEnv({ dataDir: await folder(), env }))
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  expect(await gone).toBe(1)
  clearTimeout(timer)
  return output()
}

describe('a start that cannot be', () => {
  it('E2: a wrong and an unknown setting are named, without a stack', async () => {
    const words = await refusalOf({ PORT: 'eighty', YOSEGAKI_MODLE: 'x' })
    expect(words).toMatch(/PORT: /)
    expect(words).toMatch(/YOSEGAKI_MODLE: there is no such setting/)
    expect(words).not.toMatch(/ at .*\.ts:\d+/)
  })

  it('E4: a port that is taken is named, with what to do', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as AddressInfo
    const words = await refusalOf({ PORT: String(port) })
    other.close()
    expect(words).toContain(`Port ${port}`)
    expect(words).toMatch(/Set PORT/)
    expect(words).not.toMatch(/ at .*\.ts:\d+/)
  })

  it('E5: show plans that do not fit are told by file and field', async () => {
    const file = join(await folder(), 'plans.json')
    await writeFile(file, '[{"id":"x"}]')
    const words = await refusalOf({ YOSEGAKI_PLANS: file })
    expect(words).toContain('plans.json')
    expect(words).toMatch(/rounds/)
  })
})

describe('a model that cannot be', () => {
  it('E6: a missing folder: the house stands, says so, and refuses to start a stream', async () => {
    const house = await startHouse({ dataDir: await folder(), env: { YOSEGAKI_MODEL: '/nowhere/at-all' } })
    const health = await house.get<Health>('/healthz')
    expect(health).toMatchObject({ ok: true, painter: 'failed', model: null })
    expect(health.problems[0]?.en).toContain('/nowhere/at-all')
    const { command } = await signIn(house)
    const answer = await command('stream:start', {
      title: 'x',
      planId: 'quick',
      sources: [{ kind: 'rehearsal' }],
    })
    expect(answer.status).toBe(409)
    await house.kill()
  })

  it('E6: a broken file: the message names it', async () => {
    const model = await folder()
    await cp(TINY_MODEL, model, { recursive: true })
    await truncate(join(model, 'unet/model.onnx'), 1000)
    const house = await startHouse({ dataDir: await folder(), env: { YOSEGAKI_MODEL: model } })
    expect((await house.get<Health>('/healthz')).problems[0]?.en).toContain('unet/model.onnx')
    await house.kill()
  })
})

describe('a model that fails while it paints', () => {
  it('E8: the picture is given up with a reason that names file and field, and the stream goes on to the next', async () => {
    await using model = await copyTinyModel()
    await model.replace('unet/model.onnx', poisonWeights)
    const plan = quickPlan({ touchUp: null })
    const house = await startHouse({ dataDir: await folder(), plan, env: { YOSEGAKI_MODEL: model.folder } })
    const { command } = await signIn(house)
    const settings = { title: 'x', planId: 'quick', continuous: true, sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await command('stream:start', settings))
    const shown = async () => (await house.get<{ artwork: { number: number } | null }>('/api/show')).artwork
    await waitFor(async () => ((await shown())?.number ?? 0) >= 3, 'the artwork after the next')
    expect(house.output()).toContain(
      'unet/model.onnx: out_sample holds numbers that are not finite at step 1 of 6',
    )
    expect(await house.get<Health>('/healthz')).toMatchObject({ ok: true, stream: 'live' })
    await house.kill()
  })
})

describe('a running house', () => {
  let house: TestHouse
  let producer: Producer
  const sockets: Socket[] = []

  beforeAll(async () => {
    house = await startHouse({ dataDir: await folder() })
    producer = await signIn(house)
    const settings = { title: 'x', planId: 'quick', continuous: false, sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', settings))
  })
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect()
    await house.kill('SIGTERM')
  })

  const connect = (namespace: string, auth: object, headers: Record<string, string> = {}): Socket => {
    const socket = io(`${house.url}${namespace}`, {
      auth,
      extraHeaders: headers,
      transports: ['websocket'],
      reconnection: false,
    })
    sockets.push(socket)
    return socket
  }
  const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''
  const refusal = (socket: Socket): Promise<string> =>
    new Promise((done) => socket.once('connect_error', (error) => done(error.message)))
  const said = (socket: Socket, line: unknown): Promise<SaidReply> =>
    socket.timeout(PATIENCE_MS).emitWithAck('line:said', line)
  const viewer = { viewerId: 'viewer-1', name: 'あん' }

  it('T1: a wrong, a forged and a missing overlay token are refused', async () => {
    const real = tokenOf(house.overlayUrl)
    for (const token of ['wrong', `${real.split('.')[0]}.AAAA`, `${real}x`, '']) {
      expect(await refusal(connect(SHOW_NAMESPACE, { token }))).toBe('link-refused')
    }
    expect(await refusal(connect(SHOW_NAMESPACE, {}))).toBe('link-refused')
  })

  it('T2: an overlay token only reads, and opens no control room', async () => {
    const overlay = connect(SHOW_NAMESPACE, { token: tokenOf(house.overlayUrl) })
    expect(await said(overlay, { ...viewer, text: '1' })).toMatchObject({ ok: false, what: 'read-only' })
    expect(await refusal(connect(CONTROL_NAMESPACE, { token: tokenOf(house.overlayUrl) }))).toBe(
      'sign-in-needed',
    )
  })

  it('T3: a revoked link is dropped at once and refused from then on', async () => {
    const headers = { cookie: producer.cookie, 'content-type': 'application/json', origin: house.url }
    const make = { method: 'POST', headers, body: JSON.stringify({ label: '2', kind: 'overlay' }) }
    const link = (await (await mustBeOk(await fetch(`${house.url}/api/overlay-tokens`, make))).json()) as {
      id: string
      url: string
    }
    const overlay = connect(SHOW_NAMESPACE, { token: tokenOf(link.url) })
    await new Promise((done) => overlay.once('show:snapshot', done))
    const dropped = new Promise((done) => overlay.once('disconnect', done))
    await mustBeOk(await fetch(`${house.url}/api/overlay-tokens/${link.id}`, { method: 'DELETE', headers }))
    await dropped
    expect(await refusal(connect(SHOW_NAMESPACE, { token: tokenOf(link.url) }))).toBe('link-refused')
  })

  it('T11: a link for some overlays opens no other; its token is told once', async () => {
    const headers = { cookie: producer.cookie, 'content-type': 'application/json', origin: house.url }
    const body = JSON.stringify({ label: 'votes', kind: 'overlay', widgets: ['ballot', 'progress'] })
    const made = await mustBeOk(
      await fetch(`${house.url}/api/overlay-tokens`, { method: 'POST', headers, body }),
    )
    const { url } = (await made.json()) as { url: string }
    expect(url).toContain('/overlay/ballot?token=')
    const token = tokenOf(url)
    const ballot = connect(SHOW_NAMESPACE, { token, widget: 'ballot' })
    await new Promise((done) => ballot.once('show:snapshot', done))
    expect(await refusal(connect(SHOW_NAMESPACE, { token, widget: 'canvas' }))).toBe('link-refused')
    expect(await refusal(connect(SHOW_NAMESPACE, { token }))).toBe('link-refused')
    const list = await (await fetch(`${house.url}/api/overlay-tokens`, { headers })).text()
    expect(list).toContain('votes')
    expect(list).not.toContain(token)
  })

  it('T4: no session, no command; another site, no command', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${house.url}/api/commands/stream:stop`, { method: 'POST', headers })
    expect((await post({})).status).toBe(401)
    expect((await post({ cookie: producer.cookie, origin: 'https://elsewhere.example' })).status).toBe(403)
    expect(await refusal(connect(CONTROL_NAMESPACE, {}))).toBe('sign-in-needed')
    expect((await house.get<Health>('/healthz')).stream).toBe('live')
  })

  it('T5: a body that does not fit is refused with its fields; an unreadable one too', async () => {
    const answer = await producer.command('artwork:start', { seed: -1 })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('seed')
    const headers = { cookie: producer.cookie, 'content-type': 'application/json' }
    const broken = await fetch(`${house.url}/api/commands/artwork:start`, {
      method: 'POST',
      headers,
      body: '{',
    })
    expect(broken.status).toBe(400)
    expect(await broken.text()).not.toMatch(/\.ts|node_modules/)
  })

  it('C1: a 10 kB line, HTML, and control characters are heard as chat, and the house goes on', async () => {
    const chat = connect(SHOW_NAMESPACE, { token: tokenOf(house.rehearsalUrl) })
    const lines = [
      'ねこ'.repeat(2500),
      '<script>alert(1)</script>',
      `a\u0000\u001b[31m\u202e\u200d${'\u0301'.repeat(300)}`,
    ]
    for (const [index, text] of lines.entries()) {
      expect(await said(chat, { ...viewer, viewerId: `viewer-${index}`, text })).toHaveProperty('ok')
    }
    expect(await said(chat, { ...viewer, text: 'x'.repeat(20_000) })).toMatchObject({ ok: false })
    expect(await said(chat, { text: 5 })).toMatchObject({
      ok: false,
      what: 'does-not-fit',
      reason: { en: expect.stringContaining('viewerId') },
    })
    expect((await house.get<Health>('/healthz')).ok).toBe(true)
  })

  it('A13: a command that does not fit the moment is refused with a reason', async () => {
    const answer = await producer.command('artwork:skip')
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({
      error: { message: { ja: expect.any(String), en: expect.any(String) } },
    })
  })

  it('E7: YouTube without a key says what to set', async () => {
    await mustBeOk(await producer.command('stream:stop'))
    await waitFor(async () => (await house.get<Health>('/healthz')).stream === 'none', 'the stream to end')
    const sources = [{ kind: 'youtube', video: 'dQw4w9WgXcQ' }]
    const answer = await producer.command('stream:start', { title: 'x', planId: 'quick', sources })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('YOUTUBE_API_KEY')
  })
})
