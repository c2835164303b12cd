import {
  type ChatLine,
  type ChatSource,
  cutText,
  LONGEST_LINE,
  LONGEST_NAME,
  type Notice,
} from '../../domain/chat/line.ts'
import { describeProblem, type LogProblem, type RecordedLine, readReplayLog } from './replay-log.ts'
import { handOver, tellHealth, waitFor } from './source-health.ts'

const SLOWEST_REPLAY = 1
const FASTEST_REPLAY = 50

export type ReplayOptions = {
  /** A recorded chat, JSONL (see replay-log.ts). */
  file: string
  /** 1 to 50 times as fast as it was recorded. */
  speed?: number
  /** Begins again at its end, for ever. */
  loop?: boolean
  id?: string
  /** Epoch milliseconds. */
  now?: () => number
  /** Hears of every unreadable line, once, when the log is opened. */
  onProblem?: (message: Notice) => void
}

export type OpenedReplay =
  | {
      ok: true
      source: ChatSource
      problems: LogProblem[]
      lines: number /** Milliseconds at speed 1. */
      length: number
    }
  | { ok: false; message: Notice }

/** Between two turns of a loop, milliseconds of the recording. */
const GAP_BETWEEN_TURNS = 2_000

const lineOf = (recorded: RecordedLine, source: string, id: string, at: number): ChatLine => ({
  id,
  source,
  viewer: { id: recorded.viewer.id, name: cutText(recorded.viewer.name, LONGEST_NAME) },
  text: cutText(recorded.text, LONGEST_LINE),
  at,
})

const createReplay = (
  lines: readonly RecordedLine[],
  options: Required<Omit<ReplayOptions, 'onProblem' | 'file'>>,
): ChatSource => {
  const { id, speed, loop, now } = options
  return {
    id,
    kind: 'replay',
    async listen(listener, signal) {
      const health = tellHealth(listener, now)
      health.to('connecting')
      const started = now()
      if (!signal.aborted) health.to('live')
      // The time of a line that was recorded out of order is that of the one before it: order is kept, nothing waits for ever.
      let due = started
      for (let turn = 0; !signal.aborted && (turn === 0 || loop); turn++) {
        const begin = turn === 0 ? started : due + GAP_BETWEEN_TURNS / speed
        for (const [index, recorded] of lines.entries()) {
          due = Math.max(due, begin + recorded.t / speed)
          const wait = due - now()
          if (wait > 0) await waitFor(wait, signal)
          if (signal.aborted) break
          const own = recorded.id ?? String(index + 1)
          // A loop says other lines that sound the same: ids stay unique, also from one run to the next.
          handOver(listener, lineOf(recorded, id, `${started.toString(36)}-${turn}-${own}`, Math.round(due)))
          health.counted()
        }
      }
      health.to('ended')
    },
  }
}

/**
 * Opens a recorded chat. A missing file, an empty one or a speed out of range is a value with a message; unreadable lines
 * are told one by one to `onProblem` and skipped.
 */
export const openReplay = async (options: ReplayOptions): Promise<OpenedReplay> => {
  const { file, speed = 1, loop = false, id = 'replay', now = Date.now, onProblem } = options
  if (!(speed >= SLOWEST_REPLAY && speed <= FASTEST_REPLAY))
    return {
      ok: false,
      message: {
        ja: `再生の速さは ${SLOWEST_REPLAY} から ${FASTEST_REPLAY} までです (${speed} と書かれています)`,
        en: `A replay's speed is ${SLOWEST_REPLAY} to ${FASTEST_REPLAY}, not ${speed}`,
      },
    }
  const log = await readReplayLog(file)
  if (!log.ok) return log
  for (const problem of log.problems) onProblem?.(describeProblem(file, problem))
  return {
    ok: true,
    source: createReplay(log.lines, { speed, loop, id, now }),
    problems: log.problems,
    lines: log.lines.length,
    length: log.lines.reduce((longest, line) => Math.max(longest, line.t), 0),
  }
}
