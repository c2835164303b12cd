import type { Clock, LateWriter, Logger } from '../../ports.ts'

/** So long whoever waits for an answer waits for the database. */
const SOON_MS = 300
const AGAIN_MS = 2_000
/** More than a producer can press in a long night without a database. */
const MOST = 1_000

type Late = { what: string; write: () => Promise<void>; tried: PromiseWithResolvers<boolean> }

/** Writes in order, each again and again until the database takes it; lost only with the process. */
export function createLateWriter(
  clock: Clock,
  logger: Logger,
): LateWriter & {
  /** Gives up what still waits. */
  close(): void
} {
  const waiting: Late[] = []
  const closing = new AbortController()
  let working = false

  const work = async (): Promise<void> => {
    if (working) return
    working = true
    let away = false
    for (let late = waiting[0]; late !== undefined && !closing.signal.aborted; late = waiting[0]) {
      const fault = await late.write().then(
        () => null,
        (error: unknown) => String(error),
      )
      late.tried.resolve(fault === null)
      if (fault === null) waiting.shift()
      else {
        if (!away) logger.error('late:not-written', { what: late.what, fault })
        away = true
        await clock.sleep(AGAIN_MS, closing.signal)
      }
    }
    working = false
    if (away && waiting.length === 0) logger.info('late:written')
  }

  return {
    async write(what, write) {
      if (waiting.length >= MOST) {
        logger.error('late:lost', { what })
        return false
      }
      const tried = Promise.withResolvers<boolean>()
      waiting.push({ what, write, tried })
      void work()
      return Promise.race([tried.promise, clock.sleep(SOON_MS).then(() => false)])
    },
    close() {
      closing.abort()
      if (waiting.length > 0) logger.error('late:lost', { what: waiting.map(({ what }) => what) })
    },
  }
}
