import type { FaultName } from './youtube-server-wire.ts'

/** Faults by chance, from one seed: the same seed and the same requests meet the same ones. */

/** Before an answer: an error of Google's, a page that is no answer, a connection that breaks. */
export type Planned = FaultName | 'html' | 'drop'
/** In an answer that comes: broken off in the middle, silent, closed, an error inside, or told in a strange way. */
export type Twist = 'cut' | 'stall' | 'close' | 'error' | 'quota' | 'repeat' | 'shuffle' | 'twice' | 'snake'

export type Chaos = {
  /** What to answer instead; null: the answer. */
  instead(call: 'list' | 'stream'): Planned | null
  /** What happens to the next page; null: nothing. */
  twist(call: 'list' | 'stream'): Twist | null
  /** 0 .. 1 */
  random(): number
  /** How often each fault struck. */
  readonly struck: ReadonlyMap<string, number>
}

const INSTEAD = {
  list: ['backendError', 'rateLimitExceeded', 'tooManyRequests', 'pageTokenInvalid', 'html', 'drop'],
  stream: [
    'backendError',
    'rateLimitExceeded',
    'pageTokenInvalid',
    'html',
    'drop',
    'notFound',
    'notImplemented',
  ],
} as const satisfies Record<string, readonly Planned[]>
const TWISTS = {
  list: ['cut', 'repeat', 'shuffle', 'twice', 'snake'],
  stream: ['cut', 'stall', 'close', 'error', 'quota', 'repeat', 'shuffle', 'twice', 'snake'],
} as const satisfies Record<string, readonly Twist[]>

/** `rate`: the share of answers and pages that a fault strikes. */
export const createChaos = (seed: number, rate: number): Chaos => {
  // mulberry32 (Tommy Ettinger, public domain): small, and good enough to mix faults.
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const struck = new Map<string, number>()
  const pick = <T extends string>(call: string, from: readonly T[]): T | null => {
    if (random() >= rate) return null
    const one = from[Math.floor(random() * from.length)]!
    struck.set(`${call}:${one}`, (struck.get(`${call}:${one}`) ?? 0) + 1)
    return one
  }
  return {
    instead: (call) => pick<Planned>(call, INSTEAD[call]),
    twist: (call) => pick<Twist>(call, TWISTS[call]),
    random,
    struck,
  }
}
