import { WebSocket } from 'ws'
import type { Notice } from '../../domain/chat/line.ts'
import { refusalIn } from './twitch-notices.ts'
import { anonymousName, linesOf, readMessage, type TwitchMessage } from './twitch-wire.ts'

/** Why a connection is no longer ours: `moving` where Twitch asks for another one, `unanswered` where nobody let us join. */
export type LinkEnd = { why: 'closed' | 'moving' | 'unanswered' } | { why: 'refused'; detail: Notice }

export type LinkPlace = {
  url: string
  channel: string
  /** Milliseconds Twitch has to answer. */
  answer: number
  /** Milliseconds of silence after which it is asked whether it is there. */
  silence: number
}

export type LinkEars = {
  /** The channel is joined: from now on what is said is heard. */
  live(): void
  /** A message of the channel, in order. */
  message(message: TwitchMessage): void
  unreadable(): void
}

export type Link = {
  /** Resolves once. A link that is `moving` is heard until it is closed. */
  ended: Promise<LinkEnd>
  /** Resolves when it is closed: nothing is heard after it. */
  gone: Promise<void>
  /** Hears what is under way already, then closes, after `answer` at the latest. */
  drain(): void
  /** Closes at once. */
  close(): void
}

/** Bytes of one frame; Twitch's are below 20 kB. */
const LARGEST_FRAME = 1 << 20
const CAPABILITIES = 'twitch.tv/tags twitch.tv/commands'

/** One anonymous connection to a channel's chat, from the handshake to its end. It leaves no timer and no socket. */
export const openLink = (place: LinkPlace, ears: LinkEars): Link => {
  const ended = Promise.withResolvers<LinkEnd>()
  const closed = Promise.withResolvers<void>()
  const room = `#${place.channel}`
  // Bytes that are no UTF-8 become U+FFFD: one broken message is not worth the connection.
  const socket = new WebSocket(place.url, {
    handshakeTimeout: place.answer,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    skipUTF8Validation: true,
  })
  let stage: 'greeting' | 'joining' | 'live' | 'draining' | 'over' = 'greeting'
  let alarm = setTimeout(() => end({ why: 'closed' }), place.answer)

  const isOver = () => stage === 'over'
  const end = (how: LinkEnd): void => {
    if (isOver()) return
    stage = 'over'
    clearTimeout(alarm)
    socket.terminate()
    ended.resolve(how)
    closed.resolve()
  }
  const alarmIn = (ms: number, then: () => void): void => {
    clearTimeout(alarm)
    alarm = setTimeout(then, ms)
  }
  const send = (line: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(`${line}\r\n`)
  }
  const watch = (): void =>
    alarmIn(place.silence, () => {
      send('PING :yosegaki')
      alarmIn(place.answer, () => end({ why: 'closed' }))
    })

  const hear = (message: TwitchMessage): void => {
    const { command, params } = message
    if (command === 'PING') send(`PONG :${params[0] ?? ''}`)
    else if (command === 'PONG' && stage === 'draining') end({ why: 'closed' })
    else if (command === 'RECONNECT') ended.resolve({ why: 'moving' })
    else if (command === 'CAP' && params[1] === 'NAK') end({ why: 'closed' })
    else if (command === '001' && stage === 'greeting') {
      stage = 'joining'
      alarmIn(place.answer, () => end({ why: 'unanswered' }))
      send(`JOIN ${room}`)
    } else if (command === 'NOTICE') {
      const detail = refusalIn(message)
      if (detail !== null) end({ why: 'refused', detail })
    } else if (params[0] === room) {
      ears.message(message)
      if (command === 'ROOMSTATE' && stage === 'joining') {
        stage = 'live'
        watch()
        ears.live()
      }
    }
  }

  socket.on('open', () => {
    send(`CAP REQ :${CAPABILITIES}`)
    send('PASS SCHMOOPIIE')
    send(`NICK ${anonymousName()}`)
  })
  socket.on('message', (data, isBinary) => {
    if (isOver()) return
    if (stage === 'live') watch()
    if (isBinary) return ears.unreadable()
    for (const line of linesOf(String(data))) {
      if (isOver()) return
      const message = readMessage(line)
      if (message === null) ears.unreadable()
      else hear(message)
    }
  })
  socket.on('error', () => {}) // its words say nothing that 'close', which follows, does not mean
  socket.on('close', () => end({ why: 'closed' }))

  return {
    ended: ended.promise,
    gone: closed.promise,
    drain() {
      if (isOver() || stage === 'draining') return
      stage = 'draining'
      send('PING :yosegaki')
      alarmIn(place.answer, () => end({ why: 'closed' }))
    },
    close: () => end({ why: 'closed' }),
  }
}
