import { setTimeout } from 'node:timers/promises'
import type { Ask, NewAsk } from './ask.ts'
import type { Contestant } from './contestant.ts'
import type { Contestants } from './contestants.ts'
import { round } from './statistics.ts'

/** By name: seconds of each round, and the memory peak of the process. */
export type Rounds = { seconds: Record<string, number[]>; peakMb: Record<string, number> }

/** Of a byte; what float32 rounding in another order may change. */
const MOST_DIFFERENCE = 1

/** Throws where a contestant's picture differs from ours: then it has not done the same work. */
export async function requireSamePicture({ all }: Contestants, ask: Ask): Promise<void> {
  const pictures = new Map<string, Buffer>()
  for (const contestant of all) {
    const { rgb = '' } = await contestant.ask(ask)
    pictures.set(contestant.name, Buffer.from(rgb, 'base64'))
  }
  const own = pictures.get('ours')!
  for (const [name, picture] of pictures) {
    const difference = meanDifference(own, picture)
    console.error(`${name}: mean difference to ours ${difference.toFixed(4)} of 255`)
    if (!(difference <= MOST_DIFFERENCE)) throw new Error(`${name} paints another picture than ours`)
  }
}

function meanDifference(a: Buffer, b: Buffer): number {
  if (a.length === 0 || a.length !== b.length) return Number.NaN
  return a.reduce((sum, value, n) => sum + Math.abs(value - b[n]!), 0) / a.length
}

/** onnxruntime's threads spin for some 30 ms after a run, unless told not to: the next one must not pay for that. */
const PAUSE = 80

type Plan = { rounds: number; called: string }

/** All take turns; each goes first, last and between others equally often. */
export async function measureRounds(
  { all }: Contestants,
  newAsk: NewAsk,
  { rounds, called }: Plan,
): Promise<Rounds> {
  const turns = all.flatMap((contestant): Turn[] => {
    const own: Turn = { name: contestant.name, contestant, changes: {} }
    return contestant.name === 'ours' ? [own, { ...own, name: 'plain', changes: { preview: 'none' } }] : [own]
  })
  const measured: Rounds = { seconds: {}, peakMb: {} }
  for (let n = 0; n < rounds; n += 1) {
    for (const { name, contestant, changes } of orderOf(turns, n)) {
      await setTimeout(PAUSE)
      const { seconds, peakMb } = await contestant.ask(newAsk(changes))
      measured.seconds[name] = [...(measured.seconds[name] ?? []), seconds]
      measured.peakMb[name] = round(peakMb, 1)
    }
    const taken = turns.map(({ name }) => `${name} ${measured.seconds[name]!.at(-1)!.toFixed(3)} s`)
    console.error(`${called} ${n + 1}/${rounds}: ${taken.join(', ')}`)
  }
  return measured
}

type Turn = { name: string; contestant: Contestant; changes: Partial<Ask> }

/** Rotated from round to round, and backwards in every other, so that nobody always follows the same one. */
function orderOf(turns: readonly Turn[], n: number): Turn[] {
  const from = n % turns.length
  const rotated = [...turns.slice(from), ...turns.slice(0, from)]
  return n % 2 === 0 ? rotated : rotated.toReversed()
}
