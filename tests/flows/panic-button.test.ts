import type { AuditEntry, OverlaysBlanked, ShowView, Snapshot } from '@yosegaki/contract'
import { CONTROL_NAMESPACE, CONTROL_REFUSALS, SHOW_NAMESPACE } from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, cookieOf, invited } from '../support/accounts.ts'
import { startDropProxy } from '../support/drop-proxy.ts'
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
import { type PostgresServer, postgresBinaries, startPostgres } from '../support/postgres-server.ts'

const binaries = postgresBinaries()
const title = 'T17 the panic button'
const name = binaries ? title : `${title} (no Postgres to take away is installed here)`

describe.skipIf(binaries === null)(name, () => {
  let server: PostgresServer
  let network: Awaited<ReturnType<typeof startDropProxy>>
  let dataDir: string
  let env: Record<string, string>
  let house: TestHouse
  let producer: Producer
  const sockets: Socket[] = []

  beforeAll(async () => {
    server = await startPostgres(binaries ?? '')
    network = await startDropProxy(server.port)
    const address = new URL(await server.createDatabase())
    address.port = new URL(network.url).port
    env = { DATABASE_URL: address.href }
    dataDir = await aFolder()
    house = await startHouse({ dataDir, env })
    producer = await signIn(house)
  })
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect()
    await house?.kill()
    await network?.close()
    await server?.stop()
    await drop(dataDir)
  })

  const blank = (on: boolean, cookie = producer.cookie): Promise<Response> =>
    ask(house, 'POST', '/api/overlays/blank', { cookie, body: { on } })
  const signedInAgain = async (): Promise<string> => {
    const { email, password } = OWNER
    const body = { email, password }
    return cookieOf(await mustBeOk(await ask(house, 'POST', '/api/sign-in/password', { body })))
  }
  const done = async (response: Response): Promise<OverlaysBlanked> =>
    (await mustBeOk(response)).json() as Promise<OverlaysBlanked>
  const presses = async (): Promise<unknown[]> => {
    const log = await mustBeOk(await ask(house, 'GET', '/api/audit', { cookie: producer.cookie }))
    return ((await log.json()) as AuditEntry[])
      .filter(({ door }) => door === 'POST /api/overlays/blank')
      .map(({ what, who, unsure }) => [who, what.on, unsure])
  }
  /** What an overlay that was there before shows. */
  const overlay = async (): Promise<() => boolean | undefined> => {
    let shown: boolean | undefined
    const token = new URL(house.overlayUrl).searchParams.get('token')
    const socket = io(`${house.url}${SHOW_NAMESPACE}`, { auth: { token, widget: 'stage' }, forceNew: true })
    sockets.push(socket)
    socket.on('show:snapshot', ({ view }: Snapshot<ShowView>) => {
      shown = view.overlays.blank
    })
    socket.on('show:changed', ({ changes }: { changes: Partial<ShowView> }) => {
      shown = changes.overlays?.blank ?? shown
    })
    await waitFor(() => shown !== undefined, 'the overlay')
    return () => shown
  }
  const controlRoom = async (): Promise<void> => {
    const socket = io(`${house.url}${CONTROL_NAMESPACE}`, {
      extraHeaders: { cookie: producer.cookie },
      forceNew: true,
    })
    sockets.push(socket)
    await new Promise((heard) => socket.once('control:snapshot', heard))
  }

  it('blanks, and takes it back, while the database is away, and says that neither is written; once it is back both are', async () => {
    const contributor = await invited(house, producer, 'contributor')
    const ended = await signedInAgain()
    await mustBeOk(await ask(house, 'POST', '/api/sign-out', { cookie: ended, body: {} }))
    expect(await done(await blank(true))).toEqual({ ok: true, kept: true })
    expect(await done(await blank(false))).toEqual({ ok: true, kept: true })
    await controlRoom()
    const blanked = await overlay()
    const back = network.cut()

    expect(await done(await blank(true))).toEqual({ ok: true, kept: false })
    await waitFor(() => blanked() === true, 'a blank overlay')
    expect(await done(await blank(false))).toEqual({ ok: true, kept: false })
    await waitFor(() => blanked() === false, 'the overlay again')
    expect(await done(await blank(true))).toEqual({ ok: true, kept: false })

    for (const cookie of [contributor, ended, `${producer.cookie.slice(0, -4)}AAAA`])
      expect((await blank(false, cookie)).status).toBe(503)
    const other = await ask(house, 'POST', '/api/overlays/reload', { cookie: producer.cookie, body: {} })
    expect([other.status, await other.json()]).toMatchObject([503, { error: { what: 'database-away' } }])
    expect(blanked()).toBe(true)
    // S8: who comes to a control room now is told why they wait.
    const late = io(`${house.url}${CONTROL_NAMESPACE}`, {
      extraHeaders: { cookie: producer.cookie },
      forceNew: true,
    })
    sockets.push(late)
    const told = await new Promise<Error>((heard) => late.once('connect_error', heard))
    expect(told.message).toBe(CONTROL_REFUSALS.databaseAway)

    back()
    await waitFor(async () => (await presses()).length === 5, 'the log')
    await waitFor(
      async () => (await presses()).every((line) => (line as unknown[])[2] === false),
      'its marks',
    )
    expect(await presses()).toEqual([true, false, true, false, true].map((on) => ['持ち主', on, false]))
    // What was stored last is what was pressed last.
    const restarted = async (): Promise<void> => {
      await house.kill('SIGKILL')
      house = await startHouse({ dataDir, env })
      producer = await signIn(house)
    }
    await waitFor(() => house.output().includes('late:written'), 'all to be written')
    await restarted()
    expect((await overlay())()).toBe(true)
  })

  it('does so too where the database takes what it is asked and does not answer', async () => {
    await controlRoom()
    const blanked = await overlay()
    const before = await presses()
    const goOn = network.hold()
    expect(await done(await blank(false))).toEqual({ ok: true, kept: false })
    await waitFor(() => blanked() === false, 'the overlay again')
    goOn()
    await waitFor(async () => (await presses()).length === before.length + 1, 'the log')
  })
})
