import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { keyedNoise } from '../noise/gaussian.ts'
import { createScheduler } from './create-scheduler.ts'
import type { Scheduler, SchedulerStep } from './scheduler.ts'

type Call = { modelOutput: number[]; noise?: number[] }
type Walk = { steps: number; from?: number; initialSample: number[]; calls: Call[] }
type Config = { name: string; config: Record<string, unknown>; mu?: number; walks: Walk[] }

const folder = new URL('../../../../tests/vectors/schedulers/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return JSON.parse(text) as { className: string; configs: Config[] }
  })
/** [class, config name, config, walk] */
const walks = files.flatMap(({ className, configs }) =>
  configs.flatMap((config) => config.walks.map((walk) => [className, config.name, config, walk] as const)),
)
const sevens = walks.filter(([, , , { steps, from }]) => steps === 7 && from === undefined)

function scheduled({ config, mu }: Config, { steps, from = 0 }: Walk): Scheduler {
  const scheduler = createScheduler(config)
  scheduler.setTimesteps(steps, mu === undefined ? { from } : { from, mu })
  return scheduler
}

/** Calls `begin` and on. */
function goOn(scheduler: Scheduler, walk: Walk, begin: number, first: Float32Array): SchedulerStep[] {
  let sample = first
  return walk.calls.slice(begin).map(({ modelOutput, noise }, n) => {
    const fresh = noise && Float32Array.from(noise)
    const step = scheduler.step(Float32Array.from(modelOutput), begin + n, sample, fresh)
    sample = step.prevSample
    return step
  })
}

describe('P19: a walk that was broken off after any call goes on bit by bit as the unbroken one', () => {
  test.each(sevens)('%s, %s', (_className, _name, config, walk) => {
    const unbroken = goOn(scheduled(config, walk), walk, 0, Float32Array.from(walk.initialSample))
    const first = scheduled(config, walk)
    let sample: Float32Array = Float32Array.from(walk.initialSample)
    for (let i = 0; i < walk.calls.length; i += 1) {
      const one = { ...walk, calls: walk.calls.slice(0, i + 1) }
      sample = goOn(first, one, i, sample)[0]!.prevSample
      const saved = structuredClone({ state: first.state(), sample })
      expect(saved.state.calls).toBe(i + 1)
      const second = scheduled(config, walk)
      second.restore(saved.state)
      expect(goOn(second, walk, i + 1, saved.sample)).toEqual(unbroken.slice(i + 1))
    }
  })
})

/** Solver steps from 0, `calls` of them in each of the first steps, and one in all others. */
function expectedSteps(
  className: string,
  { skip_prk_steps }: Record<string, unknown>,
  steps: number,
): number[] {
  const calls = (step: number) => {
    if (className === 'HeunDiscreteScheduler') return step < steps - 1 ? 2 : 1
    if (className !== 'PNDMScheduler') return 1
    if (skip_prk_steps) return step === 0 && steps > 1 ? 2 : 1
    return step < 3 ? 4 : 1
  }
  return Array.from({ length: steps }, (_, step) => Array<number>(calls(step)).fill(step)).flat()
}

test.each(walks)('P33: the solver step of every call (%s, %s)', (className, _name, config, walk) => {
  const steps = walk.steps - (walk.from ?? 0)
  expect([...scheduled(config, walk).solverSteps]).toEqual(expectedSteps(className, config.config, steps))
})

describe('noise', () => {
  const noisy = walks.filter(([, , , { calls }]) => calls.some(({ noise }) => noise))

  test.each(walks)('is asked for exactly where it changes what diffusers gives (%s, %s)', (...row) => {
    const [, , config, walk] = row
    const scheduler = scheduled(config, walk)
    const asked = walk.calls.map((_, i) => scheduler.addsNoise(i))
    expect(asked).toEqual(walk.calls.map(({ noise }) => noise !== undefined))
  })

  test('is asked for by every class that has any', () => {
    expect([...new Set(noisy.map(([className]) => className))].sort()).toEqual([
      'DDPMScheduler',
      'DPMSolverMultistepScheduler-sde',
      'EulerAncestralDiscreteScheduler',
      'FlowMatchEulerDiscreteScheduler',
      'LCMScheduler',
    ])
  })

  test.each(noisy)('that is missing is a RangeError (%s, %s)', (_className, _name, config, walk) => {
    const scheduler = scheduled(config, walk)
    for (const [i, { modelOutput, noise }] of walk.calls.entries()) {
      if (!noise) continue
      const output = Float32Array.from(modelOutput)
      expect(() => scheduler.step(output, i, output)).toThrow(RangeError)
    }
  })
})

test('P7: walks of leading spacing fall strictly from solver step to solver step, and stay finite', () => {
  // Flow matching has no spacing.
  const classes = files.map(({ className }) => className).filter((name) => !/^Flow|-sde$/.test(name))
  const configs = fc.record({
    _class_name: fc.constantFrom(...classes),
    num_train_timesteps: fc.integer({ min: 50, max: 1000 }),
    beta_schedule: fc.constantFrom('linear', 'scaled_linear', 'squaredcos_cap_v2'),
    prediction_type: fc.constantFrom('epsilon', 'v_prediction'),
    steps_offset: fc.constantFrom(0, 1),
    skip_prk_steps: fc.boolean(),
    set_alpha_to_one: fc.boolean(),
    algorithm_type: fc.constantFrom('dpmsolver++', 'sde-dpmsolver++'),
    solver_order: fc.integer({ min: 1, max: 3 }),
    lower_order_final: fc.boolean(),
    clip_sample: fc.boolean(),
  })
  const draw = keyedNoise(5)
  let walked = 0
  fc.assert(
    fc.property(configs, fc.integer({ min: 1, max: 40 }), (config, steps) => {
      let scheduler: Scheduler
      try {
        scheduler = createScheduler({ ...config, timestep_spacing: 'leading' })
        scheduler.setTimesteps(steps)
      } catch (error) {
        // Some options do not go together, and some schedules have not that many steps.
        expect(error).toBeInstanceOf(ModelError)
        return
      }
      walked += 1
      const { timesteps, solverSteps, initNoiseSigma } = scheduler
      expect([...new Set(solverSteps)]).toEqual(Array.from({ length: steps }, (_, step) => step))
      const begun = [...timesteps].filter((_, i) => i === 0 || solverSteps[i] !== solverSteps[i - 1])
      expect(begun.every((t, step) => step === 0 || t < begun[step - 1]!)).toBe(true)
      let sample: Float32Array = draw('initial', 0, 4).map((value) => value * initNoiseSigma)
      for (let i = 0; i < timesteps.length; i += 1) {
        const output = scheduler.scaleModelInput(sample, i).map((value) => value * 0.5)
        sample = scheduler.step(output, i, sample, draw('step', i, 4)).prevSample
        expect(sample.every(Number.isFinite)).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
  expect(walked).toBeGreaterThan(100)
})
