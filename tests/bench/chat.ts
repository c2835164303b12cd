/**
 * How fast chat is read: normalise, moderate, vote, Japanese analysis, themes, board, options, on one core; lines of which none
 * is repeated, then a chat as repetitive as real ones. Then a running house is talked to over its sockets. Last line: JSON.
 */
import { parseArgs } from 'node:util'
import { loadAnalyser } from '../../server/src/adapters/chat/analyser.ts'
import { loadAttackModel } from '../../server/src/adapters/chat/attack-model-file.ts'
import { readReplayLog } from '../../server/src/adapters/chat/replay-log.ts'
import { createReader, hearReading } from '../../server/src/domain/chat/hear-line.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import { top } from '../../server/src/domain/chat/rank-themes.ts'
import { createThemeBoard, hear } from '../../server/src/domain/chat/theme-board.ts'
import { makeLines, repeatLines } from '../support/chat-lines.ts'
import { loadKuromoji } from '../support/kuromoji.ts'
import { talkLive } from '../support/live-chat.ts'

const LINES = 40_000
const WARM_UP = 15_000
/** Different lines of the repetitive chat. */
const ZIPF_RANKS = 20_000
const VIEWERS = 3_000
/** Lines between changing over from the whole path to the analyser alone. */
const TURN = 2_000
/** A ballot's options are proposed again after this many lines (about once a second on a busy chat). */
const LINES_PER_TOP = 200

/** How long the house is talked to over its sockets: `--live 600` is the ten minutes that it must stand. */
const LIVE_LINES_PER_SECOND = 2_000
const { values } = parseArgs({ options: { live: { type: 'string', default: '5' } } })
const liveSeconds = Number(values.live)

const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const round = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits

const log = await readReplayLog(new URL('../../server/rehearsal/evening.jsonl', import.meta.url).pathname)
if (!log.ok) throw new Error(log.message.en)
const loading = performance.now()
const analyser = await loadAnalyser()
const kuromoji = await loadKuromoji()
console.log(`dictionaries loaded in ${round(performance.now() - loading)} ms`)

// A 10 kB line is the flood's affair; here it would only make the average look odd.
const recorded = log.lines.map(({ text }) => text).filter((text) => text.length <= 200)
const lines = makeLines(2 * (WARM_UP + LINES), recorded)
const options = [
  ['夜の海', 'sea at night'],
  ['森', 'forest'],
  ['草原', 'meadow'],
  ['お城', 'castle'],
]
const read = createReader({ analyser, attacks: await loadAttackModel() })
const kinds = { vote: 0, wish: 0, talk: 0, rejected: 0 }

const board = createThemeBoard({ halfLife: 60_000 })
const tally = new Map<string, number>()
let heardLines = 0

const readAll = (batch: readonly string[], times: Float64Array | null): void => {
  batch.forEach((text, index) => {
    const begun = times === null ? 0 : performance.now()
    heardLines += 1
    const viewer = `v${heardLines % VIEWERS}`
    const at = heardLines * 5
    // A ballot is open half of the time.
    const heard = hearReading(read(text), heardLines % 2_000 < 1_000 ? options : [])
    if (heard.kind === 'vote') tally.set(viewer, heard.option)
    if (heard.kind === 'wish') hear(board, { viewer, themes: heard.themes, at, line: `${heardLines}` })
    if (heardLines % LINES_PER_TOP === 0) top(board, { most: 4, now: at })
    if (times !== null) {
      times[index] = performance.now() - begun
      kinds[heard.kind] += 1
    }
  })
}

const analyseAll = (batch: readonly string[]): void => {
  let tokens = 0
  for (const text of batch) tokens += analyser.analyse(text).length
  if (tokens === 0) throw new Error('the analyser found no word')
}

/** The same by the library that is underneath, as it is published. */
const tokenizeAll = (batch: readonly string[]): void => {
  let tokens = 0
  for (const text of batch) tokens += kuromoji.tokenize(text).length
  if (tokens === 0) throw new Error('kuromoji found no word')
}

const ready = (batch: readonly string[]): string[] => batch.map((text) => normalise(text).text)
/** Seconds this thread was at work, so that what else the machine does is not counted. */
const secondsFor = (work: () => void): number => {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1e6
}

readAll(lines.slice(0, WARM_UP), null)
analyseAll(ready(lines.slice(WARM_UP, 2 * WARM_UP)))
tokenizeAll(ready(lines.slice(WARM_UP, 2 * WARM_UP)))

// Path and analysers take turns, so that what else the machine does weighs on all alike, and none is ever given a line that
// anything has seen before. The analysers get their lines ready made, votes and rejected ones too. `overAnalyser` holds the path
// against kuromoji by itself, which stays what it is. Ours is kuromoji with a quicker search and its words kept; against that,
// `overOwnAnalyser`, all else seems to cost the more the quicker it becomes. Kuromoji has no memory of lines, so it is given those
// of ours again.
const times = new Float64Array(LINES)
let seconds = 0
let analyserSeconds = 0
let kuromojiSeconds = 0
for (let from = 0; from < LINES; from += TURN) {
  const at = 2 * (WARM_UP + from)
  seconds += secondsFor(() => readAll(lines.slice(at, at + TURN), times.subarray(from)))
  const prepared = ready(lines.slice(at + TURN, at + 2 * TURN))
  analyserSeconds += secondsFor(() => analyseAll(prepared))
  kuromojiSeconds += secondsFor(() => tokenizeAll(prepared))
}
times.sort()
console.log(`${LINES} different lines: ${JSON.stringify(kinds)}`)

const repeated = repeatLines(makeLines(ZIPF_RANKS, recorded), WARM_UP + LINES)
readAll(repeated.slice(0, WARM_UP), null)
const zipfSeconds = secondsFor(() => readAll(repeated.slice(WARM_UP), null))

const live = await talkLive(repeatLines(makeLines(ZIPF_RANKS, recorded), 100_000), {
  perSecond: LIVE_LINES_PER_SECOND,
  seconds: liveSeconds,
})
console.log(
  `over sockets: ${live.lines} lines in ${liveSeconds} s, ${live.refused} refused, the house's memory ${live.rssMb.join(' ')} MB`,
)

console.log(
  JSON.stringify({
    linesPerSecond: round(LINES / seconds),
    zipfLinesPerSecond: round(LINES / zipfSeconds),
    overAnalyser: round(seconds / kuromojiSeconds, 3),
    overOwnAnalyser: round(seconds / analyserSeconds, 3),
    p50Ms: round(live.p50Ms, 2),
    p99Ms: round(live.p99Ms, 2),
    rssMb: live.rssMb.at(-1),
    ownAnalyserLinesPerSecond: round(LINES / analyserSeconds),
    kuromojiLinesPerSecond: round(LINES / kuromojiSeconds),
    lineP50Ms: round(quantile(times, 0.5), 4),
    lineP99Ms: round(quantile(times, 0.99), 4),
  }),
)
