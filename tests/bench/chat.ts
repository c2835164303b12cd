/**
 * How fast chat is read: normalise, moderate, vote, Japanese analysis, themes, board, options, on one core. No line is
 * repeated: they are made from templates and from the rehearsal log, each with words of its own. Last line: JSON.
 */
import { loadAnalyser } from '../../server/src/adapters/chat/analyser.ts'
import { readReplayLog } from '../../server/src/adapters/chat/replay-log.ts'
import { hearLine } from '../../server/src/domain/chat/hear-line.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import { createThemeBoard, hear, top } from '../../server/src/domain/chat/theme-board.ts'

const LINES = 40_000
const WARM_UP = 15_000
const VIEWERS = 3_000
/** Lines between changing over from the whole path to the analyser alone. */
const TURN = 2_000
/** A ballot's options are proposed again after this many lines (about once a second on a busy chat). */
const LINES_PER_TOP = 200

/** Mulberry32: the same lines on every machine. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const words = (text: string): string[] => text.split(' ')
const THINGS = words(
  '猫 犬 鳥 魚 りんご きのこ お城 家 船 月 星 蝶 花 木 車 ペンギン うさぎ 雪だるま 帽子 気球 ロボット ドラゴン 桜 傘',
)
const PLACES = words('夜の海 森 草原 雪山 湖 街 星空 砂浜 川 庭 洞窟 雲の上 夕焼け空 竹林 港')
const LOOKS = words('赤い 青い 小さな 大きな かわいい 光る ふわふわの 静かな 黒い 白い 丸い 古い 優しい')
const ENDS = words('が見たい を描いて がいいな でお願いします 希望! をもっと増やして がほしいです 追加で')
const TALK = words(
  '今日は仕事で疲れた さっき来たところです 音が少し小さいかも 明日テストなのにまだ見てる だんだん見えてきたね みんなで見てます 昨日の続きかな 犬の散歩に行ってくる',
)
const NAMES = words('haruka kenta mio sota yui ren aoi taiga hinata koharu noah emma liam olivia')
const EN = words(
  'cat|a red dragon over the sea|small house by the lake|glowing mushrooms|two birds|castle at night|blue butterfly|sailboat|stars and moon'.replaceAll(
    ' ',
    '_',
  ),
)
  .flatMap((row) => row.split('|'))
  .map((row) => row.replaceAll('_', ' '))

type Pick = <T>(from: readonly T[]) => T
type Make = (pick: Pick, mark: string) => string

/** Weighted by repetition: mostly wishes and talk, some votes, some noise. */
const MAKERS: readonly Make[] = [
  (pick, mark) => `${pick(LOOKS)}${pick(THINGS)}${pick(ENDS)} ${mark}`,
  (pick, mark) => `${pick(PLACES)}の${pick(THINGS)}${pick(ENDS)}${mark}`,
  (pick, mark) => `${pick(NAMES)}さん、${pick(TALK)}${mark}`,
  (pick, mark) => `${pick(TALK)} ${pick(THINGS)}${mark}ｗｗｗ`,
  (pick, mark) => `${pick(THINGS)}と${pick(THINGS)}と${pick(PLACES)}!!! ${mark}`,
  (pick, mark) => `please draw ${pick(EN)} ${mark}`,
  (pick, mark) => `i think ${pick(EN)} looks great today ${mark}`,
  (pick, mark) =>
    `${pick(words('1 2 3 4 １ ② 三番 やっぱり2'))}${pick(words('で がいい ! です 一択'))} ${mark}`,
]

/** Every line has a mark of its own: a short word that no other has, in kana or Latin. */
const markOf = (index: number, japanese: boolean): string => {
  const letters = japanese ? 'かきくけこさしすせそたちつてとなにぬねの' : 'bcdfghjklmnpqrstvwxz'
  let mark = ''
  for (let rest = index; rest > 0; rest = Math.floor(rest / letters.length))
    mark += letters[rest % letters.length]
  return mark
}

const makeLines = (count: number, recorded: readonly string[]): string[] => {
  const next = random(7)
  const pick: Pick = (from) => from[Math.floor(next() * from.length)]!
  const lines = new Set<string>()
  for (let index = 0; lines.size < count; index++) {
    const make = pick(MAKERS)
    const text =
      next() < 0.15 ? `${pick(recorded)} ${markOf(index, true)}` : make(pick, markOf(index, next() < 0.7))
    lines.add(text)
  }
  return [...lines]
}

const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const round = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits

const log = await readReplayLog(new URL('../../server/rehearsal/evening.jsonl', import.meta.url).pathname)
if (!log.ok) throw new Error(log.message.en)
const loading = performance.now()
const analyser = await loadAnalyser()
console.log(`dictionaries loaded in ${round(performance.now() - loading)} ms`)

// A 10 kB line is the flood's affair; here it would only make the average look odd.
const recorded = log.lines.map(({ text }) => text).filter((text) => text.length <= 200)
const lines = makeLines(WARM_UP + LINES, recorded)
const options = [
  ['夜の海', 'sea at night'],
  ['森', 'forest'],
  ['草原', 'meadow'],
  ['お城', 'castle'],
]
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
    const heard = hearLine({ text }, { analyser, openOptions: heardLines % 2_000 < 1_000 ? options : [] })
    if (heard.kind === 'vote') tally.set(viewer, heard.option)
    if (heard.kind === 'wish') hear(board, { viewer, themes: heard.themes, at, line: `${heardLines}` })
    if (heardLines % LINES_PER_TOP === 0) top(board, 4, at)
    if (times !== null) {
      times[index] = performance.now() - begun
      kinds[heard.kind] += 1
    }
  })
}

const analyseAll = (batch: readonly string[]): number => {
  const begun = performance.now()
  let tokens = 0
  for (const text of batch) tokens += analyser.analyse(text).length
  const seconds = (performance.now() - begun) / 1_000
  if (tokens === 0) throw new Error('the analyser found no word')
  return seconds
}

const ready = (batch: readonly string[]): string[] => batch.map((text) => normalise(text).text)
readAll(lines.slice(0, WARM_UP), null)
analyseAll(ready(lines.slice(0, WARM_UP)))

// Path and analyser take turns on the same lines, so that what else the machine does weighs on both alike. The analyser
// gets every line ready made, votes and rejected ones too.
const times = new Float64Array(LINES)
let seconds = 0
let analyserSeconds = 0
let cpu = 0
for (let from = WARM_UP; from < lines.length; from += TURN) {
  const batch = lines.slice(from, from + TURN)
  const prepared = ready(batch)
  const before = process.cpuUsage()
  const begun = performance.now()
  readAll(batch, times.subarray(from - WARM_UP))
  seconds += (performance.now() - begun) / 1_000
  const used = process.cpuUsage(before)
  cpu += (used.user + used.system) / 1e6
  analyserSeconds += analyseAll(prepared)
}
times.sort()
console.log(`${LINES} different lines: ${JSON.stringify(kinds)}`)
console.log(
  JSON.stringify({
    linesPerSecond: round(LINES / seconds),
    linesPerCpuSecond: round(LINES / cpu),
    p50Ms: round(quantile(times, 0.5), 4),
    p99Ms: round(quantile(times, 0.99), 4),
    analyserLinesPerSecond: round(LINES / analyserSeconds),
    overAnalyser: round(seconds / analyserSeconds, 3),
    rssMb: round(process.memoryUsage().rss / 1e6),
  }),
)
