import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/**
 * A server that speaks Twitch's IRC over WebSocket, as far as reading a chat needs it. Written after
 * dev.twitch.tv/docs/chat/irc (messages, tags, commands, capabilities); it shares no code with the adapter.
 */
export type TwitchSaid = {
  id: string
  text: string
  userId?: string
  displayName?: string
  /** Further tags, or others in place of the usual ones. */
  tags?: Record<string, string>
}

type Options = {
  channel?: string
  /** How a JOIN is answered: with the room, with silence (there is no such channel), or with this `msg-id`. */
  onJoin?: 'room' | 'silence' | 'msg_channel_suspended' | 'msg_room_not_found' | 'tos_ban'
  /** How a login is answered. */
  onLogin?: 'welcome' | 'silence' | 'Login unsuccessful' | 'Improperly formatted auth'
}

/** One connection of a client, and what is being done to it. */
type Client = {
  socket: WebSocket
  nick: string
  capabilities: Set<string>
  joined: boolean
  /** Nothing is read and nothing sent; what is to be sent waits here. */
  stalled: { frame: string | Buffer; ids: readonly string[] }[] | null
}

const ROOM_ID = '12345678'
const SUSPENDED = 'This channel does not exist or has been suspended.'

/** IRCv3: what may not stand in a tag's value. */
const escapeTag = (value: string): string =>
  value.replace(
    /[;\s\\]/g,
    (sign) => ({ ';': '\\:', ' ': '\\s', '\\': '\\\\', '\r': '\\r', '\n': '\\n' })[sign] ?? sign,
  )
const tagsOf = (tags: Record<string, string>): string =>
  `@${Object.entries(tags)
    .map(([name, value]) => `${name}=${escapeTag(value)}`)
    .join(';')}`

export type TwitchServer = Awaited<ReturnType<typeof startTwitchServer>>

export const startTwitchServer = async (options: Options = {}) => {
  const { channel = 'yosegaki' } = options
  const room = `#${channel}`
  const behaviour: Required<Omit<Options, 'channel'>> = {
    onJoin: options.onJoin ?? 'room',
    onLogin: options.onLogin ?? 'welcome',
  }
  const http = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await new Promise<void>((done) => http.once('listening', () => done()))
  const clients = new Set<Client>()
  /** Commands of all clients, in order. */
  const received: string[] = []
  const roomState: Record<string, string> = {
    'emote-only': '0',
    'followers-only': '-1',
    r9k: '0',
    'room-id': ROOM_ID,
    slow: '0',
    'subs-only': '0',
  }
  /** Ids of what was said while somebody was there to hear it, in the order it was sent first. */
  const sent: string[] = []
  let connections = 0
  let clock = Date.now()

  const noteSent = (ids: readonly string[]) => {
    for (const id of ids) if (!sent.includes(id)) sent.push(id)
  }
  /** `ids` of what is said in the frame, kept in `sent` when it goes out. */
  const put = (client: Client, frame: string | Buffer, ids: readonly string[] = [], binary = false): void => {
    if (client.socket.readyState !== client.socket.OPEN) return
    if (client.stalled !== null) return void client.stalled.push({ frame, ids })
    client.socket.send(frame, { binary })
    noteSent(ids)
  }
  const lines = (...each: string[]) => each.map((line) => `${line}\r\n`).join('')

  const welcome = (client: Client) => {
    const { nick } = client
    const numeric = (code: string, words: string) => `:tmi.twitch.tv ${code} ${nick} :${words}`
    put(
      client,
      lines(
        numeric('001', 'Welcome, GLHF!'),
        numeric('002', 'Your host is tmi.twitch.tv'),
        numeric('003', 'This server is rather new'),
        numeric('004', '-'),
        numeric('375', '-'),
        numeric('372', 'You are in a maze of twisty passages, all alike.'),
        numeric('376', '>'),
      ),
    )
  }
  const notice = (client: Client, target: string, words: string, id?: string) =>
    put(
      client,
      lines(
        `${id === undefined ? '' : `${tagsOf({ 'msg-id': id })} `}:tmi.twitch.tv NOTICE ${target} :${words}`,
      ),
    )

  const join = (client: Client, wanted: string) => {
    if (behaviour.onJoin === 'silence' || wanted !== room) return
    if (behaviour.onJoin !== 'room') return notice(client, wanted, SUSPENDED, behaviour.onJoin)
    const { nick } = client
    client.joined = true
    put(
      client,
      lines(
        `:${nick}!${nick}@${nick}.tmi.twitch.tv JOIN ${room}`,
        `:${nick}.tmi.twitch.tv 353 ${nick} = ${room} :${nick}`,
        `:${nick}.tmi.twitch.tv 366 ${nick} ${room} :End of /NAMES list`,
        `${tagsOf(roomState)} :tmi.twitch.tv ROOMSTATE ${room}`,
      ),
    )
  }

  const obey = (client: Client, line: string) => {
    received.push(line)
    const [command, ...rest] = line.split(' ')
    const argument = rest.join(' ').replace(/^:/, '')
    if (command === 'CAP') {
      const asked = argument.replace(/^REQ :?/, '')
      for (const each of asked.split(' ')) client.capabilities.add(each)
      put(client, lines(`:tmi.twitch.tv CAP * ACK :${asked}`))
    } else if (command === 'NICK') {
      client.nick = argument
      if (!/^justinfan\d+$/.test(argument)) notice(client, '*', 'Improperly formatted auth')
      else if (behaviour.onLogin === 'welcome') welcome(client)
      else if (behaviour.onLogin !== 'silence') notice(client, '*', behaviour.onLogin)
    } else if (command === 'JOIN') join(client, argument)
    else if (command === 'PING') put(client, lines(`:tmi.twitch.tv PONG tmi.twitch.tv :${argument}`))
  }

  http.on('connection', (socket) => {
    connections += 1
    const client: Client = { socket, nick: '', capabilities: new Set(), joined: false, stalled: null }
    clients.add(client)
    socket.on('close', () => clients.delete(client))
    socket.on('error', () => {})
    socket.on('message', (data) => {
      if (client.stalled !== null) return
      for (const line of String(data).split('\r\n').filter(Boolean)) obey(client, line)
    })
  })

  const joined = () => [...clients].filter((client) => client.joined && client.socket.readyState === 1)
  const toAll = (frame: string, ids: readonly string[] = []): void => {
    for (const client of joined()) put(client, frame, ids)
  }
  const lineOf = ({ id, text, userId = 'u1', displayName = 'ねこ', tags = {} }: TwitchSaid): string => {
    const all = {
      'badge-info': '',
      badges: '',
      color: '#0D4200',
      'display-name': displayName,
      emotes: '',
      id,
      mod: '0',
      'room-id': ROOM_ID,
      subscriber: '0',
      'tmi-sent-ts': String(clock++),
      'user-id': userId,
      'user-type': '',
      ...tags,
    }
    return `${tagsOf(all)} :v${userId}!v${userId}@v${userId}.tmi.twitch.tv PRIVMSG ${room} :${text}`
  }

  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    behaviour,
    received,
    sent,
    connections: () => connections,
    /** Connections that are in the room now. */
    present: () => joined().length,
    /** What one message looks like on the wire, without its line's end. */
    lineOf,
    /**
     * Says messages, all in one frame, each line ended by `lineEnd`. They are in `sent` once they went out to anybody; one
     * said again keeps its first place.
     */
    say(messages: readonly TwitchSaid[], lineEnd = '\r\n'): void {
      const frame = messages.map((each) => lineOf(each) + lineEnd).join('')
      toAll(
        frame,
        messages.map(({ id }) => id),
      )
    },
    /** Any frame, as it is. */
    raw(frame: string | Buffer, binary = false): void {
      for (const client of joined()) put(client, frame, [], binary)
    },
    /** `command` with tags, as CLEARCHAT, CLEARMSG and USERNOTICE have them. */
    tell(command: string, tags: Record<string, string>, words?: string): void {
      toAll(
        lines(
          `${tagsOf({ 'room-id': ROOM_ID, 'tmi-sent-ts': String(clock++), ...tags })} :tmi.twitch.tv ${command} ${room}${words === undefined ? '' : ` :${words}`}`,
        ),
      )
    },
    /** Changes the room's settings: told as Twitch does, only what changed. */
    setRoom(changed: Record<string, string>): void {
      Object.assign(roomState, changed)
      toAll(lines(`${tagsOf({ 'room-id': ROOM_ID, ...changed })} :tmi.twitch.tv ROOMSTATE ${room}`))
    },
    ping: () => toAll(lines('PING :tmi.twitch.tv')),
    /** Asks everybody who is here now to connect anew; `leave` then drops the connections that were asked. */
    reconnect(): { leave(): void } {
      const asked = joined()
      for (const client of asked) put(client, lines(':tmi.twitch.tv RECONNECT'))
      return { leave: () => void asked.map(({ socket }) => socket.close()) }
    },
    /** Every connection ends: with a goodbye, or with its stream cut off. What was sent before still arrives. */
    drop(how: 'goodbye' | 'cut' = 'cut'): void {
      for (const client of clients) {
        const { socket } = client
        client.joined = false
        if (how === 'goodbye') socket.close()
        else (socket as unknown as { _socket: { end(): void } })._socket.end()
      }
    },
    /** Nothing is read from or said to those who are here now until `resume`; what they asked meanwhile stays unanswered. */
    stall(): { resume(): void; gone(): boolean } {
      const held = [...clients]
      for (const client of held) client.stalled ??= []
      return {
        gone: () => held.every((client) => !clients.has(client)),
        resume() {
          for (const client of held) {
            const waiting = client.stalled ?? []
            client.stalled = null
            for (const { frame, ids } of waiting) put(client, frame, ids)
          }
        },
      }
    },
    async close(): Promise<void> {
      for (const { socket } of clients) socket.terminate()
      await new Promise<void>((done) => http.close(() => done()))
    },
  }
}
