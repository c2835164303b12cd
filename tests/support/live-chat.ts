import { readFile } from 'node:fs/promises'
import { type SaidReply, SHOW_NAMESPACE } from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import { aFolder, drop, mustBeOk, quickPlan, signIn, startHouse } from './house.ts'

/** A crowd that talks to a running house over its sockets, as fast as asked, and how long each line takes to be heard and told. */

export type LiveFigures = {
  p50Ms: number
  p99Ms: number
  lines: number
  refused: number
  rssMb: readonly number[]
}

const CONNECTIONS = 8
/** Enough that none of them talks faster than a viewer may. */
const VIEWERS = 8_000
const TICK_MS = 5
/** How often the house's memory is looked at. */
const MEMORY_EVERY_MS = 10_000

const rssOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_000)
}

const connect = (url: string): Promise<Socket> => {
  const { origin, searchParams } = new URL(url)
  const socket = io(`${origin}${SHOW_NAMESPACE}`, {
    auth: { token: searchParams.get('token') },
    transports: ['websocket'],
    forceNew: true,
  })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** `perSecond` lines for `seconds`: what each took from our socket to the answer that it was heard, counted and told to pages. */
export async function talkLive(
  lines: readonly string[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<LiveFigures> {
  const dataDir = await aFolder()
  const house = await startHouse({
    dataDir,
    plan: quickPlan({ callSeconds: 20, ballotSeconds: 20, roundSeconds: 20 }),
  })
  const times: number[] = []
  const rssMb: number[] = []
  let refused = 0
  try {
    const producer = await signIn(house)
    const start = { title: 'bench', planId: 'quick', sources: [{ kind: 'rehearsal' }] }
    await mustBeOk(await producer.command('stream:start', start))
    const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(house.rehearsalUrl)))
    const say = (index: number): void => {
      const begun = performance.now()
      const viewerId = `v${index % VIEWERS}`
      const line = { viewerId, name: viewerId, text: lines[index % lines.length]! }
      sockets[index % CONNECTIONS]!.emit('line:said', line, (reply: SaidReply) => {
        times.push(performance.now() - begun)
        if (!reply.ok) refused += 1
      })
    }
    const begun = performance.now()
    let said = 0
    let looked = 0
    for (let passed = 0; passed < seconds * 1_000; passed = performance.now() - begun) {
      for (const due = Math.floor((passed * perSecond) / 1_000); said < due; said++) say(said)
      if (passed >= looked) {
        looked += MEMORY_EVERY_MS
        rssMb.push(await rssOf(house.pid))
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS))
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    rssMb.push(await rssOf(house.pid))
    for (const socket of sockets) socket.disconnect()
  } finally {
    await house.kill('SIGTERM')
    await drop(dataDir)
  }
  times.sort((a, b) => a - b)
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99), lines: times.length, refused, rssMb }
}
