import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createScheduler } from './create-scheduler.ts'
import type { Scheduler } from './scheduler.ts'

type Call = {
  modelOutput: number[]
  noise?: number[]
  scaledInput?: number[]
  prevSample: number[]
  predOriginalSample?: number[]
}
type Walk = {
  steps: number
  from?: number
  timesteps: number[]
  initNoiseSigma: number
  order: number
  initialSample: number[]
  calls: Call[]
}
type Config = {
  name: string
  config: Record<string, unknown>
  mu?: number
  walks: Walk[]
  addNoise: {
    steps: number
    original: number[]
    noise: number[]
    results: { call: number; noisy: number[] }[]
  }
}
type VectorFile = { className: string; configs: Config[] }

const folder = new URL('../../../../tests/vectors/schedulers/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as VectorFile)
const rows = files.flatMap(({ className, configs }) => configs.map((config) => ({ className, ...config })))
const walks = rows.flatMap(({ walks, ...row }) =>
  walks.map((walk) => ({ ...row, walk, place: walk.from ? `${walk.steps} from ${walk.from}` : walk.steps })),
)

/** Largest difference over the largest magnitude: relative to the tensor, as one value may well be zero. */
function difference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY
  const scale = Math.max(...theirs.map(Math.abs), 1e-6)
  const largest = Math.max(...theirs.map((value, n) => Math.abs(Math.fround(value) - ours[n]!))) / scale
  return Number.isNaN(largest) ? Number.POSITIVE_INFINITY : largest
}

function scheduled({ config, mu }: Pick<Config, 'config' | 'mu'>, steps: number, from = 0): Scheduler {
  const scheduler = createScheduler(config)
  scheduler.setTimesteps(steps, mu === undefined ? { from } : { from, mu })
  return scheduler
}

/** Every number of a walk beside diffusers', each walk going on from its own sample: [what, difference, allowed]. */
function* compare(config: Config, walk: Walk): Generator<[string, number, number]> {
  const scheduler = scheduled(config, walk.steps, walk.from)
  yield ['timesteps', difference(scheduler.timesteps, walk.timesteps), 1e-6]
  yield ['initNoiseSigma', difference([scheduler.initNoiseSigma], [walk.initNoiseSigma]), 1e-6]
  yield ['order', difference([scheduler.order], [walk.order]), 0]
  let sample: Float32Array = Float32Array.from(walk.initialSample)
  let before = walk.initialSample
  for (const [i, expected] of walk.calls.entries()) {
    const scaled = scheduler.scaleModelInput(sample, i)
    yield [`scaledInput ${i}`, difference(scaled, expected.scaledInput ?? before), 1e-5]
    // From diffusers' own sample: the scaling alone, without what the walk has gathered.
    const theirs = scheduler.scaleModelInput(Float32Array.from(before), i)
    yield [`scaling ${i}`, difference(theirs, expected.scaledInput ?? before), 1e-6]
    yield [`addsNoise ${i}`, scheduler.addsNoise(i) === (expected.noise !== undefined) ? 0 : 1, 0]
    const noise = expected.noise && Float32Array.from(expected.noise)
    const step = scheduler.step(Float32Array.from(expected.modelOutput), i, sample, noise)
    if (expected.predOriginalSample)
      yield [
        `predOriginalSample ${i}`,
        difference(step.predOriginalSample, expected.predOriginalSample),
        1e-5,
      ]
    yield [`prevSample ${i}`, difference(step.prevSample, expected.prevSample), 1e-5]
    sample = step.prevSample
    before = expected.prevSample
  }
}

describe('P5: every call agrees with diffusers to 1e-5, walking on from our own samples', () => {
  test.each(walks)('$className, $name, steps: $place', ({ walk, ...row }) => {
    const config = { ...row, walks: [] }
    const apart = [...compare(config, walk)].filter(([, found, allowed]) => !(found <= allowed))
    expect(apart).toEqual([])
  })
})

describe('P6: noise added for a touch-up agrees with diffusers to 1e-5', () => {
  test.each(rows)('$className, $name', (row) => {
    const { steps, original, noise, results } = row.addNoise
    const scheduler = scheduled(row, steps)
    for (const { call, noisy } of results) {
      const ours = scheduler.addNoise(Float32Array.from(original), Float32Array.from(noise), call)
      expect(difference(ours, noisy), `call ${call}`).toBeLessThan(1e-5)
    }
  })
})

test('P5: every class has eight configs and more, and all step counts', () => {
  expect(files.length).toBe(11)
  for (const { className, configs } of files) {
    expect(configs.length, className).toBeGreaterThanOrEqual(8)
    const counts = configs.flatMap(({ walks }) => walks.map(({ steps }) => steps))
    expect(new Set(counts), className).toEqual(new Set([1, 2, 7, 50]))
  }
})

/** `YOSEGAKI_WORST=1`: the largest difference of every class, for people. */
test.runIf(process.env.YOSEGAKI_WORST)('worst differences', () => {
  for (const { className, configs } of files) {
    const found = configs.flatMap((config) =>
      config.walks.flatMap((walk) =>
        [...compare(config, walk)].map(([what, apart]) => ({ config: config.name, walk, what, apart })),
      ),
    )
    const rows = ['timesteps', 'initNoiseSigma', 'scaling', 'prevSample', 'predOriginalSample'].map(
      (kind) => {
        const ofKind = found.filter(({ what }) => what.split(' ')[0] === kind)
        const worst = ofKind.sort((a, b) => b.apart - a.apart)[0]
        if (!worst) return `  ${kind} not compared`
        const place = `${worst.config}, ${worst.walk.steps} steps, ${worst.what}`
        return `  ${kind} ${worst.apart.toExponential(1)} (${place})`
      },
    )
    console.error([className, ...rows].join('\n'))
  }
})
