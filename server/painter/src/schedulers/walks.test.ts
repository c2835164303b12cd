import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { keyedNoise } from '../noise/gaussian.ts'
import { createScheduler } from './create-scheduler.ts'
import type { Scheduler } from './scheduler.ts'

const LENGTH = 12

const flag = fc.boolean()
const spacing = fc.constantFrom('leading', 'trailing', 'linspace')
const base = {
  num_train_timesteps: fc.constantFrom(1000, 257, 60),
  beta_schedule: fc.constantFrom('linear', 'scaled_linear', 'squaredcos_cap_v2'),
  timestep_spacing: spacing,
  prediction_type: fc.constantFrom('epsilon', 'v_prediction'),
}
const zeroSnr = { rescale_betas_zero_snr: flag }
const clip = { clip_sample: flag, thresholding: flag, sample_max_value: fc.constantFrom(1, 2) }
const layout = {
  layout: fc.constantFrom('none', 'none', 'use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas'),
}
const final = { final_sigmas_type: fc.constantFrom('zero', 'sigma_min') }
const order = { solver_order: fc.constantFrom(1, 2, 3), lower_order_final: flag }

/** Options of each class, as far as they decide how a walk goes. */
const CLASSES = {
  DDIMScheduler: { ...base, ...zeroSnr, ...clip, set_alpha_to_one: flag },
  DDPMScheduler: {
    ...base,
    ...zeroSnr,
    ...clip,
    variance_type: fc.constantFrom('fixed_small', 'fixed_small_log', 'fixed_large'),
  },
  PNDMScheduler: { ...base, skip_prk_steps: flag, set_alpha_to_one: flag },
  EulerDiscreteScheduler: { ...base, ...zeroSnr, ...layout, ...final },
  EulerAncestralDiscreteScheduler: { ...base, ...zeroSnr },
  HeunDiscreteScheduler: { ...base, ...layout, clip_sample: flag },
  DPMSolverMultistepScheduler: {
    ...base,
    ...zeroSnr,
    ...layout,
    ...final,
    ...order,
    algorithm_type: fc.constantFrom('dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++'),
    solver_type: fc.constantFrom('midpoint', 'heun'),
    thresholding: flag,
    use_lu_lambdas: flag,
  },
  UniPCMultistepScheduler: {
    ...base,
    ...zeroSnr,
    ...layout,
    ...final,
    ...order,
    solver_type: fc.constantFrom('bh1', 'bh2'),
    predict_x0: flag,
    disable_corrector: fc.constantFrom([], [0], [1, 2]),
  },
  LCMScheduler: { ...base, ...zeroSnr, ...clip, original_inference_steps: fc.constantFrom(50, 60) },
  FlowMatchEulerDiscreteScheduler: {
    ...layout,
    shift: fc.constantFrom(1, 3),
    use_dynamic_shifting: flag,
    stochastic_sampling: flag,
    time_shift_type: fc.constantFrom('exponential', 'linear'),
  },
} as const

type ClassName = keyof typeof CLASSES
type Walk = { className: ClassName; config: Record<string, unknown>; steps: number; from: number }

function walks(className: ClassName): fc.Arbitrary<Walk> {
  const options: Record<string, fc.Arbitrary<unknown>> = CLASSES[className]
  return fc
    .record({ config: fc.record(options), steps: fc.integer({ min: 1, max: 20 }), from: fc.nat(19) })
    .map(({ config: { layout: flagName, ...config }, steps, from }) => ({
      className,
      config: {
        _class_name: className,
        ...config,
        ...(flagName && flagName !== 'none' ? { [String(flagName)]: true } : {}),
      },
      steps,
      from: from % steps,
    }))
}

/** The scheduler with its walk set; undefined where it says that these options do not go together. */
function scheduled({ config, steps, from }: Walk): Scheduler | undefined {
  try {
    const scheduler = createScheduler(config)
    scheduler.setTimesteps(steps, { from, mu: 0.8 })
    return scheduler
  } catch (error) {
    if (error instanceof ModelError) return undefined
    throw error
  }
}

const draw = keyedNoise(11)

/** One call, with a model that makes of its input half of it and a fixed pattern. */
function call(scheduler: Scheduler, i: number, sample: Float32Array, noise = draw('step', i, LENGTH)) {
  const pattern = draw('initial', i + 1, LENGTH)
  const output = scheduler.scaleModelInput(sample, i).map((value, n) => 0.5 * value + 0.5 * pattern[n]!)
  return scheduler.step(output, i, sample, scheduler.addsNoise(i) ? noise : undefined)
}

function first(scheduler: Scheduler): Float32Array {
  return draw('initial', 0, LENGTH).map((value) => value * scheduler.initNoiseSigma)
}

/** Checks every walk that the options allow, and that they allow at least a fifth of them. */
function every(className: ClassName, check: (scheduler: Scheduler, walk: Walk) => void): void {
  let [tried, allowed] = [0, 0]
  const property = fc.property(walks(className), (walk) => {
    tried += 1
    const scheduler = scheduled(walk)
    if (!scheduler) return
    allowed += 1
    check(scheduler, walk)
  })
  fc.assert(property, { numRuns: 60 })
  expect(allowed / tried).toBeGreaterThan(0.2)
}

describe.each(Object.keys(CLASSES) as ClassName[])('%s, whatever its options', (className) => {
  test('P7: it walks as many steps as were asked, downwards, and its numbers stay finite', () => {
    every(className, (scheduler, { steps, from }) => {
      const { timesteps, solverSteps } = scheduler
      expect(solverSteps.length).toBe(timesteps.length)
      expect([...new Set(solverSteps)]).toEqual(Array.from({ length: steps - from }, (_, k) => k))
      expect([...solverSteps]).toEqual([...solverSteps].sort((a, b) => a - b))
      expect([...timesteps]).toEqual([...timesteps].sort((a, b) => b - a))
      let sample = first(scheduler)
      for (let i = 0; i < timesteps.length; i += 1) {
        const { prevSample, predOriginalSample } = call(scheduler, i, sample)
        expect([...prevSample, ...predOriginalSample].every(Number.isFinite)).toBe(true)
        sample = prevSample
      }
    })
  })

  test('P37: a state taken after any call goes on with the very same numbers', () => {
    every(className, (scheduler, walk) => {
      let sample = first(scheduler)
      for (let i = 0; i + 1 < scheduler.timesteps.length; i += 1) {
        sample = call(scheduler, i, sample).prevSample
        const state = structuredClone(scheduler.state())
        expect(state.calls).toBe(i + 1)
        const other = scheduled(walk)!
        other.restore(state)
        const expected = call(scheduler, i + 1, sample)
        expect(call(other, i + 1, sample)).toEqual(expected)
        expect(other.state()).toEqual(scheduler.state())
        // Back again, so that the loop takes the call that it is at.
        scheduler.restore(state)
      }
    })
  })

  test('P37: a state is never changed afterwards, whatever becomes of the arrays that were given and returned', () => {
    every(className, (scheduler) => {
      const sample = first(scheduler)
      const output = draw('initial', 1, LENGTH)
      const noise = scheduler.addsNoise(0) ? draw('step', 0, LENGTH) : undefined
      const step = scheduler.step(output, 0, sample, noise)
      const before = structuredClone(scheduler.state())
      for (const values of [sample, output, step.prevSample, step.predOriginalSample]) values.fill(7)
      expect(scheduler.state()).toEqual(before)
      const state = scheduler.state()
      if (scheduler.timesteps.length > 1) call(scheduler, 1, draw('initial', 2, LENGTH))
      expect(state).toEqual(before)
    })
  })

  test('P7: noise changes the result at exactly the calls that ask for it', () => {
    every(className, (scheduler, { config }) => {
      // Zero-SNR noise predictions are infinite, and clipped drown all noise.
      if (config.rescale_betas_zero_snr && config.prediction_type === 'epsilon') return
      // Next to nothing in, so that even the least noise shows.
      const nothing = new Float32Array(LENGTH).fill(1e-12)
      for (let i = 0; i < scheduler.timesteps.length; i += 1) {
        const before = scheduler.state()
        const noisy = scheduler.addsNoise(i)
        if (noisy) {
          expect(() => scheduler.step(nothing, i, nothing)).toThrow(RangeError)
          const results = [3, 4].map((seed) => {
            scheduler.restore(before)
            return scheduler.step(nothing, i, nothing, draw('step', seed, LENGTH)).prevSample
          })
          expect(results[0], JSON.stringify(config)).not.toEqual(results[1])
        } else {
          const given = scheduler.step(nothing, i, nothing, draw('step', 3, LENGTH)).prevSample
          scheduler.restore(before)
          expect(scheduler.step(nothing, i, nothing).prevSample).toEqual(given)
        }
      }
    })
  })

  test('P18: a walk from a later step begins as a plain one that is joined there', () => {
    if (className === 'PNDMScheduler') return
    every(className, (scheduler, walk) => {
      const plain = scheduled({ ...walk, from: 0 })
      if (!plain) return
      const i = walk.from * plain.order
      const sample = first(plain)
      expect(scheduler.timesteps).toEqual(plain.timesteps.slice(i))
      expect(scheduler.initNoiseSigma).toBe(plain.initNoiseSigma)
      const noise = draw('touchUp', 0, LENGTH)
      expect(scheduler.addNoise(sample, noise, 0)).toEqual(plain.addNoise(sample, noise, i))
      const output = draw('initial', 1, LENGTH)
      const step = (one: Scheduler, at: number) =>
        one.step(output, at, sample, one.addsNoise(at) ? noise : undefined)
      expect(step(scheduler, 0)).toEqual(step(plain, i))
    })
  })
})
