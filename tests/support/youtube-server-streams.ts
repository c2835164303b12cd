import type { ServerResponse } from 'node:http'
import type { Chaos } from './youtube-server-chaos.ts'
import type { ServerChat } from './youtube-server-chat.ts'
import { errorBody, FAULTS, type FaultName, JSON_TYPE } from './youtube-server-wire.ts'

/** Answers that stay open: an array of pages, written as the chat goes on, and broken as chance or a test wants it. */
type OpenStream = {
  response: ServerResponse
  from: number
  pages: number
  silent: boolean
  chain: Promise<void>
}

export type Disturbance = 'drop' | 'close' | 'stall' | FaultName

export function createServerStreams(chat: ServerChat, chaos: Chaos | undefined) {
  const streams = new Set<OpenStream>()
  let mostPages = Number.POSITIVE_INFINITY

  /** Writes bytes in pieces cut anywhere, each a chunk of its own on the wire. */
  const writeInPieces = async (response: ServerResponse, text: string): Promise<void> => {
    const bytes = Buffer.from(text)
    const cuts = chaos === undefined ? [] : [chaos.random(), chaos.random(), chaos.random()]
    const ends = [
      ...cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b),
      bytes.length,
    ]
    let from = 0
    for (const end of ends) {
      if (end > from && !response.destroyed) response.write(bytes.subarray(from, end))
      from = Math.max(from, end)
      if (ends.length > 1) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const shut = (stream: OpenStream, tail: string | null) => {
    streams.delete(stream)
    if (tail === null) stream.response.socket?.destroy()
    else stream.response.end(tail)
  }

  const writeObject = async (stream: OpenStream, object: object): Promise<void> => {
    const text = `${stream.pages === 0 ? '' : ',\r\n'}${JSON.stringify(object)}`
    stream.pages += 1
    await writeInPieces(stream.response, text)
  }

  /** One page to a stream, as chance twists it. */
  const streamPage = async (stream: OpenStream): Promise<void> => {
    const twist = chaos?.twist('stream') ?? null
    if (twist === 'close') {
      shut(stream, ']')
      return
    }
    if (twist === 'stall') {
      stream.silent = true
      return
    }
    if (twist === 'quota') await writeObject(stream, errorBody(FAULTS.quotaExceeded))
    if (twist === 'error') {
      await writeObject(stream, errorBody(FAULTS.backendError))
      shut(stream, ']')
      return
    }
    const { page, next, last } = chat.pageFrom(stream.from, twist)
    if (twist === 'cut') {
      const text = JSON.stringify(page)
      await writeInPieces(stream.response, text.slice(0, Math.floor(chaos!.random() * text.length)))
      shut(stream, null)
      return
    }
    await writeObject(stream, page)
    stream.from = next
    if (chat.ended === 'error' && last) await writeObject(stream, errorBody(FAULTS.liveChatEnded))
    if ((chat.ended !== null && last) || stream.pages >= mostPages) shut(stream, ']')
  }

  const pump = (stream: OpenStream): void => {
    stream.chain = stream.chain.then(async () => {
      while (
        streams.has(stream) &&
        !stream.silent &&
        !stream.response.destroyed &&
        (stream.pages === 0 || stream.from < chat.said.length || chat.ended !== null)
      )
        await streamPage(stream)
    })
  }

  return {
    get size() {
      return streams.size
    },
    /** Streams close after so many pages. */
    closeAfter(pages: number): void {
      mostPages = pages
    },
    open(start: number, response: ServerResponse): void {
      response.writeHead(200, JSON_TYPE)
      response.write('[')
      const stream: OpenStream = { response, from: start, pages: 0, silent: false, chain: Promise.resolve() }
      streams.add(stream)
      response.once('close', () => streams.delete(stream))
      pump(stream)
    },
    /** The chat has gone on. */
    pump(): void {
      for (const stream of streams) pump(stream)
    },
    disturb(how: Disturbance): void {
      for (const stream of [...streams])
        if (how === 'drop') shut(stream, null)
        else if (how === 'close') shut(stream, ']')
        else if (how === 'stall') stream.silent = true
        else void writeObject(stream, errorBody(FAULTS[how]))
    },
  }
}
