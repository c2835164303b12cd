import { pollEvery } from '../../domain/chat/quota.ts'
import { UNREACHABLE } from './youtube-faults.ts'
import { readPage } from './youtube-items.ts'
import { CHAT_ENDED, goneButReading, polling, quotaNotice } from './youtube-notices.ts'
import { openPlace, type Place } from './youtube-place.ts'
import { ask, outlast, type Session } from './youtube-session.ts'
import { readStream, type StreamEnd } from './youtube-stream.ts'
import { AnyCase, type Page } from './youtube-wire.ts'

const MOST_PER_PAGE = 2_000
/** Streams in a row that gave nothing before polling takes over; polling tries a stream again after this, doubling. */
const MOST_EMPTY_STREAMS = 3
const STREAM_AGAIN = 60_000
const STREAM_AGAIN_LONGEST = 60 * 60_000
/** Between two streams, where the first closed without a fault. */
const BETWEEN_STREAMS = 1_000
const WRITE_TIME = 300

/** `over`: the chat has ended. `done`: so has this source, its health says why. `faulty`: a fault was waited out. */
type Step = 'on' | 'over' | 'done' | 'faulty'

/** Hands over what is new on a page, in its order. True where the page says that the chat is over. */
const takePage = (session: Session, place: Place, page: Page, atStart: boolean): boolean => {
  const { listener, options, health, signal } = session
  if (signal.aborted) return false
  const { readings, malformed } = readPage(page, options.id, options.now())
  for (let count = 0; count < malformed; count++) options.onSkipped('malformed')
  const done: Promise<unknown>[] = []
  let over = page.offlineAt != null
  for (const reading of readings) {
    // Without a token a page begins somewhere in the past, perhaps before all that is remembered.
    if (atStart && place.isBefore(reading.at)) continue
    if (!place.isNew(reading.key, reading.at)) continue
    if (reading.kind === 'over') over = true
    else if (reading.kind === 'unknown') options.onSkipped(reading.type)
    else {
      if (reading.line !== null) {
        health.counted()
        const heard = listener.line(reading.line)
        if (heard !== undefined) done.push(heard)
      }
      for (const event of reading.events) done.push(Promise.resolve(listener.event?.(event)))
    }
  }
  const token = page.nextPageToken ?? place.token
  if (token !== place.token || readings.length > 0) {
    place.token = token
    place.keep(Promise.allSettled(done))
  }
  return over
}

/** One poll, and the wait after it. */
const pollOnce = async (session: Session, chat: string, place: Place, faults: number): Promise<Step> => {
  const { api, options, health, signal } = session
  const { token } = place
  const asked = await ask(session, 'list', AnyCase.page, (settings) =>
    api.liveChatMessages.list(
      {
        liveChatId: chat,
        part: ['id', 'snippet', 'authorDetails'],
        maxResults: MOST_PER_PAGE,
        ...(token === null ? {} : { pageToken: token }),
      },
      settings,
    ),
  )
  if (signal.aborted) return 'done'
  if (!asked.ok) {
    if (asked.fault.act === 'restart') place.token = null
    return (await outlast(session, asked.fault, faults + 1)) ? 'faulty' : 'done'
  }
  const plan = options.quota.plan()
  const gap = pollEvery(plan, Math.max(options.minPollMs, asked.value.pollingIntervalMillis ?? 0))
  // With nothing left the next call is refused by the book, and waits for the reset with its own words.
  const wait = Number.isFinite(gap) ? gap : options.minPollMs
  const tell = () => health.to('live', polling(plan, wait))
  tell()
  if (takePage(session, place, asked.value, token === null)) return 'over'
  tell()
  await options.wait(wait, signal)
  return 'on'
}

/** One stream from its connect to its end. `lived`: milliseconds. */
const streamOnce = async (
  session: Session,
  chat: string,
  place: Place,
): Promise<{ end: StreamEnd; over: boolean; lived: number }> => {
  const { options, health } = session
  const begun = options.now()
  const atStart = place.token === null
  let over = false
  let quotaTold = false
  const tell = () => {
    const plan = options.quota.plan()
    health.to('live', quotaTold || plan.warning === 'gone' ? goneButReading(plan) : quotaNotice(plan))
  }
  const end = await readStream(session, chat, {
    token: place.token,
    onOpen: tell,
    onPage(page) {
      tell()
      over = takePage(session, place, page, atStart)
      tell()
      return !over && !session.signal.aborted
    },
    onQuota() {
      quotaTold = true
      tell()
    },
  })
  return { end, over, lived: options.now() - begun }
}

/** Which of the two calls reads next: streams, unless they are refused, broken or dear; then polls, until a stream is tried again. */
const chooseWay = ({ options }: Session) => {
  let pollsUntil = 0
  let pause = STREAM_AGAIN
  const toPolls = (): void => {
    pollsUntil = options.now() + pause
    pause = Math.min(STREAM_AGAIN_LONGEST, pause * 2)
  }
  return {
    toPolls,
    streams(): boolean {
      if (options.now() < pollsUntil) return false
      if (options.quota.connectIsDear()) toPolls()
      return options.now() >= pollsUntil
    },
    /** After a stream that gave something. One tried out of polling must outlive the time between two polls to be kept. */
    lived(millis: number): void {
      const long = millis >= options.quota.plan().interval
      if (long) pause = STREAM_AGAIN
      if (long) pollsUntil = 0
      else if (pollsUntil > 0) toPolls()
    },
  }
}

/**
 * Reads a chat to its end, by streams where they work and by polls where not, going on from its place after every break.
 * Resolves when the chat is over, the signal aborts, or nothing more can be done; health says which.
 */
export const follow = async (session: Session, chat: string): Promise<void> => {
  const { options, health, signal } = session
  const place = await openPlace(options.store, `youtube-place/${options.id}`, chat)
  const way = chooseWay(session)
  let faults = 0

  const stream = async (): Promise<Step> => {
    const { end, over, lived } = await streamOnce(session, chat, place)
    if (over) return 'over'
    if (signal.aborted) return 'done'
    const { fault, pages } = end
    if (pages > 0) way.lived(lived)
    if (fault === null && pages > 0) {
      await options.wait(BETWEEN_STREAMS, signal)
      return 'on'
    }
    const before = pages > 0 ? 0 : faults
    // What refuses a stream may let a poll through; the poll has the last word on what cannot be mended.
    if (fault?.act === 'fail' || fault?.act === 'quota' || before + 1 >= MOST_EMPTY_STREAMS) way.toPolls()
    if (fault?.act === 'fail' || fault?.act === 'quota') return 'on'
    if (fault?.act === 'restart') place.token = null
    faults = before
    return (await outlast(session, fault ?? UNREACHABLE, before + 1)) ? 'faulty' : 'done'
  }

  while (!signal.aborted) {
    const step = way.streams() ? await stream() : await pollOnce(session, chat, place, faults)
    faults = step === 'faulty' ? faults + 1 : 0
    if (step === 'over') health.to('ended', CHAT_ENDED)
    if (step === 'over' || step === 'done') break
  }
  await place.written(WRITE_TIME)
}
