/** A contender in a process of its own: `node serve.ts NAME EAGER`. Told over IPC what to do; answers each request once. */
import type { AddressInfo } from 'node:net'
import { CONTENDERS, type ContenderName } from './contenders.ts'
import { viewAt } from './feed.ts'
import { answerRequests } from './requests.ts'

export type ServeRequests = {
  listen: { ask: Record<string, never>; answer: { port: number } }
  memory: { ask: Record<string, never>; answer: Memory }
  /** `rate` events a second; 0: each as soon as the one before is out. */
  feed: { ask: { events: number; rate: number }; answer: Fed }
  truth: { ask: Record<string, never>; answer: { json: string } }
}
/** Bytes after collecting: of the whole process, and of what lives in it. The first moves by megabytes from run to run. */
export type Memory = { rss: number; heap: number }
/** Monotonic milliseconds at which each event was shown, and processor seconds of the whole feed. */
export type Fed = { shownAt: number[]; cpuSeconds: number }

const [name = 'ours', eager = 'no'] = process.argv.slice(2)
const contender = CONTENDERS[name as ContenderName](eager === 'eager')
let shown = 0

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function feed({ events, rate }: ServeRequests['feed']['ask']): Promise<Fed> {
  const shownAt: number[] = []
  const before = process.cpuUsage()
  const begun = performance.now()
  for (let n = 0; n < events; n += 1) {
    if (rate > 0) await wait(Math.max(0, begun + (n * 1000) / rate - performance.now()))
    // Two turns of the loop, a timer's included: whatever a contender puts off is out before the next.
    else await wait(1).then(() => new Promise(setImmediate))
    shown += 1
    shownAt.push(Number(process.hrtime.bigint()) / 1e6)
    contender.show(viewAt(shown, Date.now()))
  }
  await wait(300)
  const { user, system } = process.cpuUsage(before)
  return { shownAt, cpuSeconds: (user + system) / 1e6 }
}

async function memory(): Promise<Memory> {
  for (let pass = 0; pass < 3; pass += 1) {
    globalThis.gc?.()
    await wait(200)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed + external }
}

answerRequests<ServeRequests>({
  listen: () =>
    new Promise((done) =>
      contender.http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
        done({ port: (contender.http.address() as AddressInfo).port }),
      ),
    ),
  memory,
  feed,
  truth: async () => ({ json: JSON.stringify(contender.truth()) }),
})
