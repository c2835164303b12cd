/** Many overlays in a process of their own, told over IPC what to do. */
import { applyDelta, type Delta, type Followed, type ShowView, type Snapshot } from '@yosegaki/contract'
import { type Client, openClient } from './client.ts'
import { answerRequests } from './requests.ts'

export type LoadRequests = {
  connect: { ask: Where & { clients: number }; answer: { seconds: number } }
  /** Forget what was counted so far. */
  reset: { ask: Record<string, never>; answer: Record<string, never> }
  /** What came in, given when each event was shown; `lastAt`: when the last of it did. */
  received: { ask: { shownAt: number[] }; answer: { latencies: Float32Array; lastAt: number } }
  /** Every client loses its network for `awayMs` at once, then comes back as pages do, within a second. */
  drop: { ask: { awayMs: number }; answer: { toTruthMs: Float32Array } }
  /** How many clients hold exactly this state. */
  holding: { ask: { json: string }; answer: { clients: number } }
}
type Where = { port: number; path: string; token: string | null }

/** How many connect at a time: a crowd, not a flood. */
const AT_A_TIME = 100

type Overlay = {
  client: Client
  state: Followed<ShowView> | null
  told: (() => void) | null
  joinedAt: number
}

const overlays: Overlay[] = []
let where: Where = { port: 0, path: '/', token: null }
let arrivals = new Map<number, number[]>()
let folding = false
let toTruth: number[] = []

/** The same event is the same bytes for everyone: read once. */
const parsed = new Map<number, Delta<ShowView>>()
const seqOf = (body: Buffer): number => Number(/"seq":(\d+)/.exec(body.toString('latin1', 0, 80))?.[1])

function readDelta(seq: number, body: Buffer): Delta<ShowView> {
  const known = parsed.get(seq)
  if (known) return known
  const delta: Delta<ShowView> = JSON.parse(body.toString('utf8', '42/show,'.length))[1]
  parsed.set(seq, delta)
  return delta
}

function open(overlay: Overlay): void {
  overlay.client = openClient(where.port, where, (packet, body, at) => {
    if (packet === 'joined') overlay.joinedAt = at
    if (packet === 'snapshot') {
      if (folding) {
        const { seq, view }: Snapshot<ShowView> = JSON.parse(body.toString('utf8', '42/show,'.length))[1]
        overlay.state = { seq, view }
        toTruth.push(at - overlay.joinedAt)
      }
      overlay.told?.()
    }
    if (packet !== 'changed') return
    const seq = seqOf(body)
    const those = arrivals.get(seq)
    if (those) those.push(at)
    else arrivals.set(seq, [at])
    if (!folding || overlay.state === null) return
    const after = applyDelta(overlay.state, readDelta(seq, body))
    if (after !== 'gap') overlay.state = after
  })
}

const connected = (overlay: Overlay): Promise<void> =>
  new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('a client had no snapshot after 60 s')), 60_000)
    overlay.told = () => {
      clearTimeout(late)
      overlay.told = null
      done()
    }
    open(overlay)
  })

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const none = async (): Promise<Record<string, never>> => ({})

answerRequests<LoadRequests>({
  async connect({ clients, ...to }) {
    where = to
    const begun = performance.now()
    let left = clients
    const next = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        const overlay: Overlay = { client: { cut: () => undefined }, state: null, told: null, joinedAt: 0 }
        overlays.push(overlay)
        await connected(overlay)
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, next))
    return { seconds: (performance.now() - begun) / 1000 }
  },
  reset() {
    arrivals = new Map()
    return none()
  },
  async received({ shownAt }) {
    const latencies: number[] = []
    let lastAt = 0
    // The n-th number of those that came is the n-th that was shown: every client starts from a snapshot before it.
    const seqs = [...arrivals.keys()].sort((a, b) => a - b)
    seqs.forEach((seq, n) => {
      for (const at of arrivals.get(seq) ?? []) {
        latencies.push(at - (shownAt[n] ?? at))
        lastAt = Math.max(lastAt, at)
      }
    })
    return { latencies: Float32Array.from(latencies), lastAt }
  },
  async drop({ awayMs }) {
    folding = true
    toTruth = []
    for (const { client } of overlays) client.cut()
    await wait(awayMs)
    await Promise.all(overlays.map((overlay) => wait(Math.random() * 1000).then(() => connected(overlay))))
    return { toTruthMs: Float32Array.from(toTruth) }
  },
  async holding({ json }) {
    return { clients: overlays.filter(({ state }) => state && JSON.stringify(state.view) === json).length }
  },
})
