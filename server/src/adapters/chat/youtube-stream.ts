import { errorIn, type Fault, faultOf, UNREACHABLE, UNREADABLE } from './youtube-faults.ts'
import { createObjectCutter } from './youtube-json.ts'
import { callAs, type Session } from './youtube-session.ts'
import { AnyCase, type Page } from './youtube-wire.ts'

/** How one stream ended: `pages` it gave, and what was wrong; null where it just closed, or was told to stop. */
export type StreamEnd = { pages: number; fault: Fault | null }

type Connection = {
  readonly signal: AbortSignal
  /** True where it ended because nothing was heard of it. */
  readonly silent: boolean
  alive(most: number): void
  close(): void
}

/** Ends with the session, when told to, or when nothing was heard of it for as long as it last said. */
const connection = (outer: AbortSignal): Connection => {
  const own = new AbortController()
  const close = () => own.abort()
  let timer: NodeJS.Timeout | undefined
  let silent = false
  let heard = 0
  outer.addEventListener('abort', close, { once: true })
  if (outer.aborted) close()
  return {
    signal: own.signal,
    get silent() {
      return silent
    },
    alive(most) {
      clearTimeout(timer)
      heard += 1
      const then = heard
      // A process that was held up finds the timer first and what came in the meantime after it: that is looked at first.
      const check = () => {
        if (heard !== then) return
        silent = true
        close()
      }
      timer = setTimeout(() => setImmediate(check), most)
    },
    close() {
      clearTimeout(timer)
      outer.removeEventListener('abort', close)
      close()
    },
  }
}

/** `onPage` says whether to read on; `onQuota` hears that the units are gone while the stream goes on. */
type Reader = { token: string | null; onOpen(): void; onPage(page: Page): boolean; onQuota(): void }

/** Reads the objects of a chunk. `end`: read no further. */
const readObjects = (
  objects: readonly Record<string, unknown>[],
  reader: Reader,
): { pages: number; end: { fault: Fault | null } | null } => {
  let pages = 0
  for (const object of objects) {
    const error = errorIn(object)
    if (error !== null) {
      const fault = faultOf(error.code ?? 500, error)
      if (fault.act !== 'quota') return { pages, end: { fault } }
      // An open answer costs nothing more: it is read for as long as it lives.
      reader.onQuota()
      continue
    }
    const page = AnyCase.page.safeParse(object)
    if (!page.success) return { pages, end: { fault: UNREADABLE } }
    pages += 1
    if (!reader.onPage(page.data)) return { pages, end: { fault: null } }
  }
  return { pages, end: null }
}

/**
 * Opens `liveChat.messages.stream` and reads it page by page until it closes, breaks, falls silent or is told to stop. The
 * units are spent once, at the connect.
 */
export const readStream = async (session: Session, chat: string, reader: Reader): Promise<StreamEnd> => {
  const { api, options } = session
  const open = connection(session.signal)
  let pages = 0
  try {
    const opened = await callAs(session, { call: 'stream' }, (settings) => {
      open.alive(options.callMs)
      return api.youtube.v3.liveChat.messages.stream(
        {
          liveChatId: chat,
          part: ['id', 'snippet', 'authorDetails'],
          ...(reader.token === null ? {} : { pageToken: reader.token }),
        },
        { ...settings, responseType: 'stream', retry: false, signal: open.signal },
      )
    })
    if (!opened.ok) return { pages, fault: opened.fault }
    const { data, headers } = opened.value
    // Typed as a plain object, and in truth whatever gaxios fetched with: any of them makes a Headers.
    const kind = new Headers(headers as unknown as HeadersInit).get('content-type')
    if (!kind?.includes('json')) return { pages, fault: UNREADABLE }
    reader.onOpen()
    const cut = createObjectCutter()
    // A thin budget wants few connects: then silence is borne for longer.
    const silence = () => Math.min(Math.max(options.stallMs, options.quota.plan().interval), 2 ** 31 - 1)
    open.alive(silence())
    for await (const chunk of data) {
      open.alive(silence())
      const read = readObjects(cut(chunk), reader)
      pages += read.pages
      if (read.end !== null) return { pages, fault: read.end.fault }
    }
    return { pages, fault: null }
  } catch (thrown) {
    // A quiet chat looks like a dead connection: opening again tells them apart, and is no fault.
    if (open.silent && pages > 0) return { pages, fault: null }
    const strange = thrown instanceof SyntaxError || thrown instanceof RangeError
    return { pages, fault: strange ? UNREADABLE : UNREACHABLE }
  } finally {
    open.close()
  }
}
