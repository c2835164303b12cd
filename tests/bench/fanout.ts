/**
 * Overlays by the thousand on one node: our own server beside plain Socket.IO and bare ws, which send the same bytes. Clients
 * live in other processes. Each is connected to, fed at a show's real rate, then as fast as it goes; ours also loses every client
 * for 2 s, and all of them must hold the true state afterwards. Last line: JSON.
 *
 *   npm run bench -- fanout [--sizes 1000,5000,10000] [--rate 4] [--seconds 10] [--passes 2]
 */
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { CONTENDERS, type ContenderName, TOKEN } from './fanout/contenders.ts'
import type { LoadRequests } from './fanout/load.ts'
import { type Child, startChild } from './fanout/requests.ts'
import type { ServeRequests } from './fanout/serve.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,5000,10000' },
    /** State events a second. */
    rate: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '10' },
    passes: { type: 'string', default: '2' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const rate = Number(values.rate)
const seconds = Number(values.seconds)
const passes = Number(values.passes)
const LOADS = 2
/** Deliveries of the flat-out feed, whatever the number of clients. */
const FLAT_OUT = 200_000
const DROP_MS = 2_000
/** Connections made before memory is weighed. */
const WARM_UP = 100

type Result = {
  bytesPerConnection: number
  heapPerConnection: number
  p50: number
  p99: number
  delivered: number
  cpuMicrosPerDelivery: number
  perSecond: number
}
const MORE_IS_BETTER = new Set<keyof Result>(['perSecond', 'delivered'])
type Running = { server: Child<ServeRequests>; loads: Child<LoadRequests>[]; size: number }

checkLimit(Math.max(...sizes))
const names = Object.keys(CONTENDERS) as ContenderName[]
const table = []
for (const size of sizes) {
  const results: Record<ContenderName, Result[]> = { ours: [], 'socket.io': [], ws: [] }
  for (let pass = 0; pass < passes; pass += 1)
    for (const name of pass % 2 === 0 ? names : names.toReversed()) {
      const result = await measure(name, size)
      results[name].push(result)
      console.log(
        `${size} on ${name}: p99 ${result.p99} ms, ${result.perSecond} deliveries/s, ${result.bytesPerConnection} B a connection`,
      )
    }
  const drops = await dropAll(size)
  console.log(`${size} dropped for 2 s: ${drops.trueState * 100} % hold the true state`)
  const [ours, socketIo, ws] = names.map((name) => summed(results[name]))
  table.push({ connections: size, ours, 'socket.io': socketIo, ws, drops })
}
console.log(
  JSON.stringify({ bench: 'fanout', rate, seconds, passes, cores: availableParallelism(), sizes: table }),
)

/** Ours beside the others: the same phases, a fresh process each. */
async function measure(name: ContenderName, size: number): Promise<Result> {
  const running = await start(name, 'real', size)
  const { server } = running
  // What is loaded and compiled for the first ones is not what a connection costs.
  await connect({ ...running, size: WARM_UP }, name)
  const before = await server.ask('memory', {})
  await connect({ ...running, size: size - WARM_UP }, name)
  const after = await server.ask('memory', {})
  // What is compiled at the first events is not what a show costs.
  await fed(running, { events: rate * 2, rate })
  const calm = await fed(running, { events: rate * seconds, rate })
  await end(running)

  const rushed = await start(name, 'eager', size)
  await connect(rushed, name)
  await fed(rushed, { events: 5, rate: 0 })
  const rush = await fed(rushed, { events: Math.max(5, Math.round(FLAT_OUT / size)), rate: 0 })
  await end(rushed)
  return {
    bytesPerConnection: Math.round((after.rss - before.rss) / (size - WARM_UP)),
    heapPerConnection: Math.round((after.heap - before.heap) / (size - WARM_UP)),
    p50: round(calm.p50),
    p99: round(calm.p99),
    delivered: calm.delivered,
    cpuMicrosPerDelivery: round(calm.cpuMicrosPerDelivery),
    perSecond: Math.round(rush.perSecond),
  }
}

/** Every client of ours loses its network while the show goes on. */
async function dropAll(size: number): Promise<{ trueState: number; toTruthMsP99: number }> {
  const running = await start('ours', 'real', size)
  await connect(running, 'ours')
  const feeding = running.server.ask('feed', { events: rate * 8, rate })
  const back = await Promise.all(running.loads.map((load) => load.ask('drop', { awayMs: DROP_MS })))
  await feeding
  await new Promise((done) => setTimeout(done, 1_000))
  const truth = await running.server.ask('truth', {})
  const holding = await Promise.all(running.loads.map((load) => load.ask('holding', truth)))
  await end(running)
  const waits = Float32Array.from(back.flatMap(({ toTruthMs }) => [...toTruthMs])).sort()
  return {
    trueState: holding.reduce((sum, { clients }) => sum + clients, 0) / size,
    toTruthMsP99: round(quantile(waits, 0.99)),
  }
}

async function start(
  name: ContenderName,
  clock: 'real' | 'eager',
  size: number,
): Promise<Running & { port: number }> {
  const server = startChild<ServeRequests>('./serve.ts', [name, clock])
  const { port } = await server.ask('listen', {})
  const loads = Array.from({ length: LOADS }, () => startChild<LoadRequests>('./load.ts', []))
  return { server, loads, size, port }
}

async function connect(
  { loads, size, port }: Running & { port: number },
  name: ContenderName,
): Promise<void> {
  const bare = name === 'ws'
  const where = {
    port,
    path: bare ? '/' : '/socket.io/?EIO=4&transport=websocket',
    token: bare ? null : TOKEN,
  }
  const share = Math.floor(size / LOADS)
  await Promise.all(
    loads.map((load, index) =>
      load.ask('connect', { ...where, clients: index === 0 ? size - share * (LOADS - 1) : share }),
    ),
  )
}

async function end({ server, loads }: Running): Promise<void> {
  await Promise.all([server, ...loads].map((child) => child.end()))
}

async function fed({ server, loads, size }: Running, feed: { events: number; rate: number }) {
  await Promise.all(loads.map((load) => load.ask('reset', {})))
  const { shownAt, cpuSeconds } = await server.ask('feed', feed)
  // Whatever is still under way comes in: half a second without anything new is the end.
  const all = size * feed.events
  let received = await collect(loads, shownAt)
  for (let still = 0; still < 120 && received.latencies.length < all; still += 1) {
    await new Promise((done) => setTimeout(done, 500))
    const again = await collect(loads, shownAt)
    if (again.latencies.length === received.latencies.length) break
    received = again
  }
  const { latencies, lastAt } = received
  latencies.sort()
  return {
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    delivered: latencies.length / all,
    cpuMicrosPerDelivery: (cpuSeconds * 1e6) / latencies.length,
    perSecond: latencies.length / ((lastAt - (shownAt[0] ?? 0)) / 1000),
  }
}

async function collect(loads: Child<LoadRequests>[], shownAt: number[]) {
  const parts = await Promise.all(loads.map((load) => load.ask('received', { shownAt })))
  const latencies = new Float32Array(parts.reduce((sum, part) => sum + part.latencies.length, 0))
  let from = 0
  for (const part of parts) {
    latencies.set(part.latencies, from)
    from += part.latencies.length
  }
  return { latencies, lastAt: Math.max(...parts.map((part) => part.lastAt)) }
}

/** Of each figure its best pass (what else the machine did only ever makes it worse) and its middle one. */
function summed(results: Result[]): { best: Result; median: Result } {
  const best = { ...results[0]! }
  const median = { ...results[0]! }
  for (const figure of Object.keys(best) as (keyof Result)[]) {
    const sorted = Float64Array.from(results, (result) => result[figure]).sort()
    best[figure] = sorted.at(MORE_IS_BETTER.has(figure) ? -1 : 0) ?? 0
    median[figure] = quantile(sorted, 0.5)
  }
  return { best, median }
}

/** A connection is an open file, on the server's side and on the clients'. */
function checkLimit(most: number): void {
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim())
  const needed = most + 200
  if (Number.isNaN(limit) || limit >= needed) return
  console.error(
    `${most} connections need ${needed} open files, and this machine allows ${limit} (ulimit -Hn). ` +
      `Raise it (as root: ulimit -n ${needed}; npm run bench -- fanout), or ask for fewer: --sizes ${Math.max(100, limit - 300)}`,
  )
  process.exit(2)
}

function quantile(sorted: Float32Array | Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
