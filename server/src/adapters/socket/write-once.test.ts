import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Namespace, Server } from 'socket.io'
import { type Socket as Client, io as connect } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeOnce } from './write-once.ts'

let http: HttpServer
let io: Server
let show: Namespace
let clients: Client[]

beforeEach(async () => {
  http = createServer()
  io = new Server(http)
  show = io.of('/show')
  writeOnce(show)
  clients = []
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
})

afterEach(async () => {
  for (const client of clients) client.disconnect()
  await io.close()
})

/** Heard: what came, in its order. */
async function listen(transports: string[]): Promise<{ client: Client; heard: unknown[] }> {
  const { port } = http.address() as AddressInfo
  const client = connect(`http://127.0.0.1:${port}/show`, { transports, forceNew: true, reconnection: false })
  clients.push(client)
  const heard: unknown[] = []
  client.on('said', (what) => heard.push(what))
  await new Promise<void>((done, fail) => {
    client.on('connect', done)
    client.on('connect_error', fail)
  })
  return { client, heard }
}

const all = (heard: unknown[], last: unknown): Promise<void> => expect.poll(() => heard.at(-1)).toEqual(last)

describe('S1, S2: a broadcast that is written at once', () => {
  it.each([
    ['a web socket', ['websocket']],
    ['polling', ['polling']],
    ['polling that becomes a web socket', ['polling', 'websocket']],
  ])('comes whole and in order between what is told to one alone, by %s', async (_, transports) => {
    const one = await listen(transports)
    const other = await listen(['websocket'])
    const numbers = Array.from({ length: 300 }, (_, index) => index)
    for (const number of numbers) {
      for (const socket of show.sockets.values()) socket.emit('said', `alone ${number}`)
      show.emit('said', number)
      show.emit('said', `again ${number}`)
      if (number % 20 === 0) await new Promise((done) => setTimeout(done, 5))
    }
    const wanted = numbers.flatMap((number) => [`alone ${number}`, number, `again ${number}`])
    for (const { heard } of [one, other]) {
      await all(heard, wanted.at(-1))
      expect(heard).toEqual(wanted)
    }
  })

  it.each([0, 100, 125, 126, 60_000, 70_000])('whatever its length: %i letters', async (letters) => {
    const { heard } = await listen(['websocket'])
    const words = `猫🐈${'a'.repeat(letters)}`
    show.emit('said', words)
    await all(heard, words)
  })

  it('goes to those it is meant for only', async () => {
    const [one, other] = [await listen(['websocket']), await listen(['websocket'])]
    show.sockets.get(one.client.id!)?.join('room')
    show.to('room').emit('said', 'to the room')
    show.except('room').emit('said', 'to the rest')
    show.emit('said', 'to all')
    await all(one.heard, 'to all')
    await all(other.heard, 'to all')
    expect(one.heard).toEqual(['to the room', 'to all'])
    expect(other.heard).toEqual(['to the rest', 'to all'])
  })

  it('one whose network breaks takes nothing from the others', async () => {
    const [one, other] = [await listen(['websocket']), await listen(['websocket'])]
    // biome-ignore lint/suspicious/noExplicitAny: the client's own web socket is nowhere public
    ;(one.client.io.engine.transport as any).ws.terminate?.()
    for (let number = 0; number < 100; number += 1) show.emit('said', number)
    await all(other.heard, 99)
    await expect.poll(() => show.sockets.size).toBe(1)
    show.emit('said', 'after')
    await all(other.heard, 'after')
  })
})
