import { twitchChannelOf } from '@yosegaki/contract'
import type { ChatListener, ChatSource } from '../../domain/chat/line.ts'
import { type HealthTeller, handOver, tellHealth, waitFor } from './source-health.ts'
import { type Link, type LinkEnd, openLink } from './twitch-link.ts'
import { readChat, tellsOfChat } from './twitch-messages.ts'
import { AWAY, createRoom, NO_CHANNEL, NOT_A_CHANNEL, UNANSWERED } from './twitch-notices.ts'
import type { TwitchMessage } from './twitch-wire.ts'

/** Milliseconds, all of them. */
export type TwitchPace = {
  /** Before trying again after a first fault, doubling to `longest`. */
  first: number
  longest: number
  /** A connection that was live so long was a good one: the next is opened at once. */
  settled: number
  /** Twitch has so long to answer. */
  answer: number
  /** After so long without a word it is asked whether it is there. Its own PING comes every five minutes. */
  silence: number
}

export type TwitchOptions = {
  /** A channel's name or address. */
  channel: string
  /** Where Twitch's IRC is spoken over WebSocket. */
  url: string
  id?: string
  /** Epoch milliseconds. */
  now?: () => number
  pace?: Partial<TwitchPace>
  /** Hears how many messages could not be read so far, with each of them. */
  onUnreadable?: (count: number) => void
}

const PACE: TwitchPace = { first: 1_000, longest: 60_000, settled: 30_000, answer: 10_000, silence: 60_000 }
/** Keys remembered, to count a message once although connections overlap or Twitch repeats itself. */
const REMEMBERED = 20_000
/** Messages held back while an old connection says its last; more than that are let through. */
const MOST_HELD = 5_000
/** Twitch says nothing at all to who joins a channel that never was; so often it may have been a slip. */
const MOST_UNANSWERED = 3

type Ears = { hear(message: TwitchMessage): void; unreadable(): void; live(): void }

/** Hands over each message once; what it remembers outlives one `listen`. */
const createReader = (options: { id: string; now: () => number }) => {
  const seen = new Set<string>()
  return (message: TwitchMessage, listener: ChatListener, counted: () => void): boolean => {
    const reading = readChat(message, options.id, options.now())
    if (reading === null) return false
    if (seen.has(reading.key) || (reading.line === null && reading.events.length === 0)) return true
    seen.add(reading.key)
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!)
    if (reading.line !== null) {
      counted()
      handOver(listener, reading.line)
    }
    for (const event of reading.events) listener.event?.(event)
    return true
  }
}

/**
 * Holds what a new connection says until the ones before it, which Twitch asked us to leave, have said their last: nothing
 * is lost in between, and the order is kept, however soon Twitch asks again.
 */
const createHandover = (ears: Ears) => {
  type Speaker = { link: Link; held: TwitchMessage[]; isGone: boolean }
  /** The first speaks, the others wait for their turn. */
  let queue: Speaker[] = []
  const advance = () => {
    while (queue[0]?.isGone) {
      queue.shift()
      for (const message of queue[0]?.held.splice(0) ?? []) ears.hear(message)
    }
  }
  const before = (link: Link) =>
    queue.slice(
      0,
      queue.findIndex((speaker) => speaker.link === link),
    )
  return {
    add(link: Link) {
      const speaker: Speaker = { link, held: [], isGone: false }
      queue.push(speaker)
      void link.gone.then(() => {
        speaker.isGone = true
        advance()
      })
    },
    live(link: Link) {
      for (const older of before(link)) older.link.drain()
    },
    hear(link: Link, message: TwitchMessage) {
      if (queue[0]?.link === link) return ears.hear(message)
      const held = queue.find((speaker) => speaker.link === link)?.held
      held?.push(message)
      if ((held?.length ?? 0) > MOST_HELD) for (const older of before(link)) older.link.close()
    },
    close() {
      const left = queue
      queue = []
      for (const { link } of left) link.close()
    },
  }
}

/** Keeps one connection after another until the signal aborts or the channel cannot be read (its health says why). */
const follow = async (
  place: { url: string; channel: string; pace: TwitchPace },
  ears: Ears,
  { health, signal }: { health: HealthTeller; signal: AbortSignal },
): Promise<void> => {
  const { url, channel, pace } = place
  const handover = createHandover(ears)
  signal.addEventListener('abort', handover.close, { once: true })
  for (let faults = 0, unanswered = 0; !signal.aborted; ) {
    let liveSince = Number.POSITIVE_INFINITY
    const link: Link = openLink(
      { url, channel, answer: pace.answer, silence: pace.silence },
      {
        live() {
          liveSince = performance.now()
          handover.live(link)
          ears.live()
        },
        message: (message) => handover.hear(link, message),
        unreadable: ears.unreadable,
      },
    )
    handover.add(link)
    const end: LinkEnd = await link.ended
    if (signal.aborted) break
    if (end.why === 'refused') {
      health.to('failed', end.detail)
      break
    }
    if (end.why !== 'moving') health.to('waiting', end.why === 'unanswered' ? UNANSWERED : AWAY)
    unanswered = end.why === 'unanswered' ? unanswered + 1 : 0
    if (unanswered >= MOST_UNANSWERED) {
      health.to('failed', NO_CHANNEL)
      break
    }
    if (performance.now() - liveSince >= pace.settled) faults = 0
    else await waitFor(Math.min(pace.longest, pace.first * 2 ** Math.min(faults++, 20)), signal)
  }
  signal.removeEventListener('abort', handover.close)
  handover.close()
}

/**
 * The chat of a Twitch channel, read anonymously over IRC. Counts every message once, also over overlapping connections, and
 * goes on by itself after a break; what was said while nobody was connected Twitch does not say again. A channel's chat
 * never ends: `listen` goes on until its signal aborts, or until Twitch says that there is no such channel.
 */
export const createTwitchSource = (given: TwitchOptions): ChatSource => {
  const channel = twitchChannelOf(given.channel)
  const { id = `twitch-${channel ?? 'unknown'}`, now = Date.now, onUnreadable = () => {} } = given
  const pace = { ...PACE, ...given.pace }
  const read = createReader({ id, now })
  let unreadable = 0
  return {
    id,
    kind: 'twitch',
    async listen(listener, signal) {
      const health = tellHealth(listener, now)
      health.to('connecting')
      if (channel === null) return health.to('failed', NOT_A_CHANNEL)
      const room = createRoom()
      let isLive = false
      const ears: Ears = {
        unreadable: () => onUnreadable(++unreadable),
        live() {
          isLive = true
          health.to('live', room.detail())
        },
        hear(message) {
          if (message.command === 'ROOMSTATE') {
            room.update(message)
            if (isLive) health.to('live', room.detail())
          } else if (tellsOfChat(message) && !read(message, listener, health.counted)) ears.unreadable()
        },
      }
      await follow({ url: given.url, channel, pace }, ears, { health, signal })
      if (signal.aborted) health.to('ended')
    },
  }
}
