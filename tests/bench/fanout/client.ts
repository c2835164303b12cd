import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type Packet = 'open' | 'joined' | 'snapshot' | 'changed'
type Hear = (packet: Packet, body: Buffer, at: number) => void

const SNAPSHOT = Buffer.from('42/show,["show:snapshot",')
const CHANGED = Buffer.from('42/show,["show:changed",')
const JOINED = Buffer.from('40/show,')

/**
 * One overlay's connection, cheap enough for thousands in a process: a web socket spoken by hand (RFC 6455: the server's frames
 * are unmasked), and of Engine.IO and Socket.IO only what an overlay needs. `at` is monotonic milliseconds.
 */
export function openClient(
  port: number,
  { path, token }: { path: string; token: string | null },
  hear: Hear,
) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let upgraded = false
  let rest: Buffer | null = null
  socket.on('error', () => undefined)
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )

  const take = (body: Buffer, at: number): void => {
    const kind = body[0]
    if (kind === 0x32) socket.write(clientText('3'))
    else if (kind === 0x30) {
      if (token !== null) socket.write(clientText(`40/show,${JSON.stringify({ token })}`))
      hear('open', body, at)
    } else if (startsWith(body, CHANGED)) hear('changed', body, at)
    else if (startsWith(body, SNAPSHOT)) hear('snapshot', body, at)
    else if (startsWith(body, JOINED)) hear('joined', body, at)
  }

  socket.on('data', (chunk) => {
    const at = Number(process.hrtime.bigint()) / 1e6
    let bytes = rest === null ? chunk : Buffer.concat([rest, chunk])
    rest = null
    if (!upgraded) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) {
        rest = bytes
        return
      }
      upgraded = true
      bytes = bytes.subarray(end + 4)
    }
    let from = 0
    for (let frame = frameAt(bytes, from); frame !== null; frame = frameAt(bytes, from)) {
      from = frame.end
      if (frame.opcode === 1) take(bytes.subarray(frame.start, frame.end), at)
    }
    if (from < bytes.length) rest = from === 0 ? bytes : Buffer.from(bytes.subarray(from))
  })
  return {
    /** Gone at once, as when a network fails; no goodbye is sent. */
    cut: (): void => void socket.resetAndDestroy(),
  }
}

export type Client = ReturnType<typeof openClient>

/** The whole frame that begins at `from`, or null where it has not come in yet. */
function frameAt(bytes: Buffer, from: number): { opcode: number; start: number; end: number } | null {
  if (bytes.length < from + 2) return null
  const opcode = (bytes[from] ?? 0) & 0x0f
  const short = (bytes[from + 1] ?? 0) & 0x7f
  const start = from + (short < 126 ? 2 : short === 126 ? 4 : 10)
  if (bytes.length < start) return null
  const length =
    short < 126
      ? short
      : short === 126
        ? bytes.readUInt16BE(from + 2)
        : Number(bytes.readBigUInt64BE(from + 2))
  return bytes.length < start + length ? null : { opcode, start, end: start + length }
}

/** A masked text frame; the mask is zero, which leaves the words as they are. */
function clientText(words: string): Buffer {
  const body = Buffer.from(words)
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, body])
}

const startsWith = (body: Buffer, head: Buffer): boolean =>
  body.length >= head.length && body.compare(head, 0, head.length, 0, head.length) === 0
