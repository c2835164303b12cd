/**
 * The overlays without a server behind them: serves `dist` and speaks the contract with views written here.
 *
 *   node demo.ts [port]     then open /overlay/WIDGET?token=SCENE or /overlay/rehearsal?token=SCENE
 *
 * SCENE is one of SCENES below, or `play`, which runs through a whole artwork from the connection on (`play8`: eight times as fast), or
 * `refused`.
 */
import { createReadStream } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import {
  type BallotView,
  EMPTY_SHOW,
  type FrameView,
  LINK_REFUSED,
  PROTOCOL_VERSION,
  SHOW_NAMESPACE,
  type ShowClientToServer,
  type ShowServerToClient,
  type ShowView,
  sameText,
  sectionChanges,
  type Text,
  type ThemeView,
  Widget,
} from '@yosegaki/contract'
import sharp from 'sharp'
import { Server } from 'socket.io'

const port = Number(process.argv[2] ?? 5299)
const dist = join(import.meta.dirname, 'dist')
const STEPS = 40

const text = (ja: string, en: string): Text => ({ ja, en })
const soon = (seconds: number) => Date.now() + seconds * 1000

const ASKS = [
  text('何を描く？', 'What to paint?'),
  text('どこで？', 'Where?'),
  text('どんな構図？', 'Which composition?'),
  text('どんな色と気分？', 'Which colours and mood?'),
  text('何を足す？', 'What to add?'),
]
const DECIDED = [
  text('りんご', 'apple'),
  text('夜の海', 'the sea at night'),
  sameText('まんなかに大きく'),
  text('あたたかい色', 'warm colours'),
  text('小さな船', 'a little boat'),
]

const THEMES: ThemeView[] = [
  ['りんご', 42, 1],
  ['夜の海', 31, 0.82],
  ['cat', 18, 0.6],
  ['宇宙を飛ぶねこ', 12, 0.5],
  ['lighthouse', 9, 0.42],
  ['さくら', 8, 0.4],
  ['ラーメン', 5, 0.3],
  ['a very small boat on a very large ocean under the moon', 4, 0.26],
  ['雪だるま', 3, 0.2],
  ['dragon', 2, 0.15],
  ['<b>太字</b>', 1, 0.1],
  ['きのこの森', 1, 0.08],
  ['sunset', 1, 0.06],
].map(([words, viewers, weight]) => ({
  text: String(words),
  viewers: Number(viewers),
  weight: Number(weight),
}))

const MODEL = {
  id: 'starter-1',
  title: text('はじめてのモデル', 'Starter model'),
  credit: text(
    'Open Clipart のパブリックドメイン作品から学びました',
    'Learned from public-domain works of Open Clipart',
  ),
  licence: 'CC0-1.0',
}

const WHERE: [Text, number, 'chat' | 'plan'][] = [
  [text('夜の海', 'the sea at night'), 23, 'chat'],
  [sameText('宇宙'), 14, 'chat'],
  [text('森の中', 'in the forest'), 9, 'plan'],
  [sameText('a very very long wish of somebody who likes to write a lot'), 2, 'chat'],
]

function ballot(
  state: BallotView['state'],
  options: [Text, number, 'chat' | 'plan'][],
  seconds: number,
): BallotView {
  const voters = options.reduce((sum, [, votes]) => sum + votes, 0)
  const most = Math.max(...options.map(([, votes]) => votes))
  const leading =
    voters > 0 ? options.findIndex(([, votes]) => votes === most) + 1 : state === 'closed' ? 2 : null
  return {
    round: 1,
    ask: ASKS[1] ?? text('', ''),
    state,
    options: options.map(([words, votes, from], index) => ({
      number: index + 1,
      text: words,
      votes,
      share: voters > 0 ? votes / voters : leading === index + 1 ? 1 : 0,
      from,
    })),
    voters,
    at: soon(seconds),
    leading,
    decidedBy: state === 'closed' ? (voters > 0 ? 'votes' : 'painter') : null,
  }
}

function artwork(phase: NonNullable<ShowView['artwork']>['phase'], round: number, step: number) {
  return {
    id: 'demo',
    number: 12,
    seed: 7,
    phase,
    round,
    rounds: ASKS.map((ask, index) => ({
      id: `round-${index}`,
      ask,
      decided: index <= round ? (DECIDED[index] ?? null) : null,
      steps: Math.floor(STEPS / (ASKS.length + 1)),
      redone: 0,
    })),
    take: 0,
    step,
    steps: STEPS,
    endsAt: soon(83),
    held: false,
    title: phase === 'published' ? text('夜の海のりんご', 'An apple on the sea at night') : null,
    licence: { id: 'CC0-1.0', name: sameText('CC0 1.0') },
  }
}

const frame = (step: number, final = false): FrameView => ({
  url: `/frames/demo-${step}${final ? '-final' : ''}.webp`,
  artworkId: 'demo',
  take: 0,
  step,
  final,
  width: final ? 512 : 64,
  height: final ? 512 : 64,
})

const BASE: ShowView = {
  ...EMPTY_SHOW,
  stream: { id: 'stream', title: '金曜夜の寄せ描き Friday night drawing', startedAt: Date.now() - 600_000 },
  themes: THEMES,
  model: MODEL,
}

const nobody = WHERE.map(([words, , from]): [Text, number, 'chat' | 'plan'] => [words, 0, from])
const nine = [...WHERE, ...WHERE, ...WHERE].slice(0, 9)

/** Everything as long as the contract lets it be: nothing may run over its place. */
const MUCH = {
  ja: 'とても長いことばがどこまでも続いて終わらない'.repeat(17).slice(0, 400),
  en: '<img src=x onerror=alert(1)> a wish without an end '.repeat(9).slice(0, 400),
}
function long(): ShowView {
  const open = ballot('open', WHERE, 4000)
  const work = artwork('painting', 1, 123)
  return {
    ...BASE,
    stream: { id: 'stream', title: MUCH.en.slice(0, 120), startedAt: 0 },
    artwork: {
      ...work,
      number: 123456,
      steps: 1000,
      title: MUCH,
      endsAt: soon(50_000),
      rounds: Array.from({ length: 16 }, (_, i) => ({
        id: `r${i}`,
        ask: MUCH,
        decided: i < 9 ? MUCH : null,
        steps: 60,
        redone: i % 2,
      })),
    },
    ballot: {
      ...open,
      ask: MUCH,
      voters: 1_234_567,
      options: open.options.map((option) => ({ ...option, text: MUCH, votes: option.votes * 9876 })),
    },
    themes: Array.from({ length: 24 }, (_, i) => ({
      text: `${i} ${i % 2 ? MUCH.en : MUCH.ja}`.slice(0, 80),
      viewers: 10 ** (i % 6),
      weight: 1 - i / 24,
    })),
    frame: frame(12),
    model: { ...MODEL, title: MUCH, credit: MUCH, licence: MUCH.en.slice(0, 80) },
  }
}

const SCENES: Record<string, () => ShowView> = {
  empty: () => EMPTY_SHOW,
  between: () => ({ ...BASE, themes: [] }),
  calling: () => ({ ...BASE, artwork: artwork('calling', -1, 0) }),
  quiet: () => ({ ...BASE, artwork: artwork('calling', -1, 0), themes: [] }),
  voting: () => ({
    ...BASE,
    artwork: artwork('voting', -1, 0),
    ballot: { ...ballot('open', WHERE, 21), round: 0, ask: ASKS[0] ?? text('', '') },
  }),
  asking: () => ({
    ...BASE,
    artwork: artwork('painting', 0, 3),
    ballot: ballot('asking', [], 12),
    frame: frame(3),
  }),
  painting: () => ({
    ...BASE,
    artwork: artwork('painting', 0, 6),
    ballot: ballot('open', WHERE, 34),
    frame: frame(6),
  }),
  fresh: () => ({
    ...BASE,
    artwork: artwork('painting', 0, 6),
    ballot: ballot('open', nobody, 60),
    frame: frame(6),
  }),
  nine: () => ({
    ...BASE,
    artwork: artwork('painting', 0, 6),
    ballot: ballot('open', nine, 34),
    frame: frame(6),
  }),
  closed: () => ({
    ...BASE,
    artwork: artwork('painting', 1, 8),
    ballot: ballot('closed', WHERE, -2),
    frame: frame(8),
  }),
  unvoted: () => ({
    ...BASE,
    artwork: artwork('painting', 1, 8),
    ballot: ballot('closed', nobody, -2),
    frame: frame(8),
  }),
  held: () => ({
    ...BASE,
    artwork: { ...artwork('painting', 2, 20), held: true, endsAt: null },
    ballot: { ...ballot('open', WHERE, 34), at: null },
    frame: frame(20),
    notice: text('絵描きがひと休みしています', 'The painter is taking a short rest'),
  }),
  touching: () => ({ ...BASE, artwork: artwork('touching-up', 4, 38), frame: frame(38) }),
  finishing: () => ({ ...BASE, artwork: artwork('finishing', 4, 40), frame: frame(40) }),
  published: () => ({
    ...BASE,
    artwork: { ...artwork('published', 4, 40), endsAt: null },
    frame: frame(40, true),
  }),
  long,
  'long-told': () => ({
    ...long(),
    artwork: { ...artwork('published', 15, 40), ...{ rounds: long().artwork?.rounds ?? [], title: MUCH } },
  }),
  abandoned: () => ({ ...BASE, artwork: { ...artwork('abandoned', 1, 9), endsAt: null }, frame: frame(9) }),
}

/** What has been wished for by then: more and more by more and more viewers, as a chat does it, so that every weight moves all the time. */
function wishedAt(at: number): ThemeView[] {
  const wished = THEMES.map(({ text, viewers }, index) => {
    const since = at - index * 1.2
    const grown = Math.min(1, since / 30) * (1 + 0.3 * Math.sin(since / 5 + index))
    return { text, viewers: since < 0 ? 0 : Math.max(1, Math.round(viewers * grown)) }
  }).filter(({ viewers }) => viewers > 0)
  const most = Math.max(1, ...wished.map(({ viewers }) => viewers))
  return wished
    .map((theme) => ({ ...theme, weight: theme.viewers / most }))
    .toSorted((a, b) => b.weight - a.weight)
}

/** A whole artwork in about 100 seconds, then the next. `instant`: when a second of the play is, in real time. */
function playAt(second: number, instant: (second: number) => number): ShowView {
  const at = second % 110
  const pass = Math.floor(second / 110)
  const ends = (left: number): number => instant(Math.floor(second + left))
  const fixed = (view: BallotView, left: number): BallotView => ({ ...view, at: ends(left) })
  const mine = <T extends ShowView>(view: T): ShowView => ({
    ...view,
    artwork: view.artwork && {
      ...view.artwork,
      id: `demo-${pass}`,
      number: 9 + pass,
      endsAt: view.artwork.phase === 'published' || view.artwork.held ? null : ends(20 - (at % 20)),
    },
    frame: view.frame && { ...view.frame, artworkId: `demo-${pass}` },
  })
  const base = { ...BASE, themes: wishedAt(at) }
  if (at < 10) return mine({ ...base, artwork: artwork('calling', -1, 0) })
  const votes = WHERE.map(([words, count, from], index): [Text, number, 'chat' | 'plan'] => [
    words,
    Math.floor((count * (at % 20)) / (10 + index)),
    from,
  ])
  if (at < 20)
    return mine({
      ...base,
      artwork: artwork('voting', -1, 0),
      ballot: fixed(ballot('open', votes, 0), 20 - at),
    })
  if (at > 100) return mine({ ...base, artwork: artwork('published', 4, 40), frame: frame(40, true) })
  if (at > 98) return mine({ ...base, artwork: artwork('finishing', 4, 40), frame: frame(40) })
  const step = Math.min(STEPS, Math.floor((at - 20) / 2))
  if (at > 94) return mine({ ...base, artwork: artwork('touching-up', 4, step), frame: frame(step) })
  const round = Math.min(4, Math.floor(step / 8))
  const inRound = at % 20
  const state = inRound < 4 ? 'closed' : inRound < 10 ? 'asking' : 'open'
  const next = {
    ...ballot(state, state === 'asking' ? [] : votes, 0),
    round: round + 1,
    ask: ASKS[(round + 1) % 5] ?? text('', ''),
  }
  const held = at > 72 && at < 76
  return mine({
    ...base,
    artwork: { ...artwork('painting', round, step), held },
    ballot: held ? { ...next, at: null } : fixed(next, state === 'asking' ? 10 - inRound : 20 - inRound),
    frame: step > 0 ? frame(step) : null,
    ...(held && { notice: text('絵描きがひと休みしています', 'The painter is taking a short rest') }),
  })
}

/** 1 for `play`, 8 for `play8`, null for what is no play. */
const paceOf = (token: string): number | null =>
  /^play\d{0,2}$/.test(token) ? Number(token.slice(4) || 1) : null
const playNow = (pace: number, began: number): ShowView =>
  playAt(((Date.now() - began) / 1000) * pace, (second) => began + (second / pace) * 1000)

/** A picture that comes into being: blurred colour first, then shapes. */
async function drawn(step: number, size: number): Promise<Buffer> {
  const t = step / STEPS
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1d2f5e"/>
    <stop offset=".55" stop-color="#4a6aa3"/><stop offset=".56" stop-color="#21436f"/><stop offset="1" stop-color="#0f2340"/></linearGradient></defs>
    <rect width="100" height="100" fill="url(#sky)"/>
    <circle cx="76" cy="20" r="9" fill="#f7e9b0"/>
    <path d="M0 66 q10 -4 20 0 t20 0 t20 0 t20 0 t20 0 v34 h-100z" fill="#1a3a63"/>
    <path d="M0 80 q12 -5 25 0 t25 0 t25 0 t25 0 v20 h-100z" fill="#16304f"/>
    <path d="M50 36 c-16 -10 -30 4 -27 22 c3 18 16 28 27 22 c11 6 24 -4 27 -22 c3 -18 -11 -32 -27 -22z" fill="#c8321f"/>
    <path d="M34 44 c-5 5 -6 12 -4 19" stroke="#f0a08c" stroke-width="4" fill="none" stroke-linecap="round"/>
    <path d="M50 38 c0 -8 2 -12 6 -16" stroke="#5b3a1d" stroke-width="3" fill="none" stroke-linecap="round"/>
    <path d="M55 27 c8 -9 18 -8 22 -4 c-6 8 -15 9 -22 4z" fill="#6b8e4e"/>
    <path d="M12 74 h16 l-4 7 h-9z M20 60 v13 M20 60 l8 11 h-8z" fill="#ece6da" stroke="#ece6da" stroke-width=".8"/></svg>`
  const picture = sharp(Buffer.from(svg)).resize(size, size)
  const blur = (1 - t) * size * 0.13
  return (blur > 0.4 ? picture.blur(blur) : picture).webp({ quality: 90 }).toBuffer()
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

async function sendFrame(path: string, response: ServerResponse): Promise<void> {
  const [, step, final] = path.match(/demo-(\d+)(-final)?\.webp$/) ?? []
  if (step === undefined) return void response.writeHead(404).end()
  const bytes = await drawn(Number(step), final ? 512 : 64)
  response
    .writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'max-age=31536000, immutable' })
    .end(bytes)
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://demo')
  if (pathname.startsWith('/frames/')) return void sendFrame(pathname, response)
  if (!pathname.startsWith('/overlay/')) return void response.writeHead(404).end()
  const name = normalize(pathname.slice('/overlay/'.length))
  const page = Widget.safeParse(name).success ? 'overlay' : name
  const file = join(dist, extname(page) ? page : `${page}.html`)
  if (!file.startsWith(dist)) return void response.writeHead(404).end()
  const stream = createReadStream(file)
  stream.on('error', () => response.writeHead(404).end())
  stream.on('open', () => {
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    stream.pipe(response)
  })
})

const io = new Server<ShowClientToServer, ShowServerToClient>(server)
const shows = io.of(SHOW_NAMESPACE)

shows.use((socket, next) => {
  const token = String(socket.handshake.auth.token)
  next(paceOf(token) || SCENES[token] ? undefined : new Error(LINK_REFUSED))
})

shows.on('connection', (socket) => {
  const token = String(socket.handshake.auth.token)
  const pace = paceOf(token)
  const began = Date.now()
  const look = () => (pace ? playNow(pace, began) : SCENES[token]?.()) ?? EMPTY_SHOW
  let seq = 1
  let view = look()
  const snapshot = () =>
    socket.emit('show:snapshot', { protocol: PROTOCOL_VERSION, seq, at: Date.now(), view })
  snapshot()
  socket.on('show:resync', snapshot)
  socket.on('line:said', (line, reply) => {
    const number = Number(line.text.normalize('NFKC').trim())
    if (/ばか|stupid/.test(line.text)) {
      return reply({
        ok: false,
        what: 'abuse',
        reason: { ja: '攻撃的な言葉が含まれています', en: 'It contains abusive words.' },
      })
    }
    if (Number.isInteger(number) && view.ballot?.options[number - 1]) {
      return reply({ ok: true, heardAs: 'vote', detail: String(number) })
    }
    if (/[wｗ笑]$/.test(line.text)) return reply({ ok: true, heardAs: 'talk', detail: '' })
    reply({ ok: true, heardAs: 'wish', detail: line.text.slice(0, 40) })
  })
  if (!pace) return
  const timer = setInterval(
    () => {
      const next = look()
      const changes = sectionChanges(view, next)
      if (!changes) return
      seq += 1
      view = next
      socket.emit('show:changed', { seq, at: Date.now(), changes })
    },
    1000 / Math.min(10, pace + 1),
  )
  socket.on('disconnect', () => clearInterval(timer))
})

server.listen(port, '127.0.0.1', () => {
  console.warn(`Overlays with made-up shows on port ${port}. Open /overlay/stage?token=play`)
  console.warn(`Scenes: play, refused, ${Object.keys(SCENES).join(', ')}`)
})
