/**
 * Lines of chat for the benches: made from templates and from a recorded evening, the same on every machine. None of
 * `makeLines` is repeated; `repeatLines` says them again as real chats do.
 */
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

export const makeLines = (count: number, recorded: readonly string[]): string[] => {
  const next = random(7)
  const pick: Pick = (from) => from[Math.floor(next() * from.length)]!
  const lines = new Set<string>()
  for (let index = 0; lines.size < count; index++) {
    const make = pick(MAKERS)
    const text =
      next() < 0.15 ? `${pick(recorded)} ${markOf(index, true)}` : make(pick, markOf(index, next() < 0.7))
    lines.add(text)
  }
  // As they come off a wire: V8 keeps what a template makes in pieces until somebody reads it.
  return JSON.parse(JSON.stringify([...lines]))
}

/**
 * `count` lines said by a crowd: the rank of what is said next follows Zipf's law with exponent 1, as words and stock phrases
 * of real chats do.
 */
export const repeatLines = (lines: readonly string[], count: number): string[] => {
  const next = random(11)
  const heights: number[] = []
  let sum = 0
  for (let rank = 1; rank <= lines.length; rank++) {
    sum += 1 / rank
    heights.push(sum)
  }
  const rankOf = (height: number): number => {
    let low = 0
    let high = heights.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (heights[middle]! < height) low = middle + 1
      else high = middle
    }
    return low
  }
  return Array.from({ length: count }, () => lines[rankOf(next() * sum)]!)
}
