import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { createScheduler, createSchedulerNamed } from './create-scheduler.ts'

type Vector = {
  name: string
  scheduler: 'ddim' | 'euler'
  config: Record<string, unknown>
  steps: number
  timesteps: number[]
  sigmas?: number[]
  initNoiseSigma: number
  initialSample: number[]
  trace: {
    scaledInput: number[]
    modelOutput: number[]
    prevSample: number[]
    predOriginalSample: number[]
  }[]
  addNoise: { original: number[]; noise: number[]; results: { index: number; noisy: number[] }[] }
}

const file = new URL('../../../../tests/vectors/schedulers.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

/** Largest difference over the largest magnitude: relative to the tensor, as one value may well be zero. */
function difference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length)
  const scale = Math.max(...theirs.map(Math.abs), 1e-6)
  return Math.max(...theirs.map((value, n) => Math.abs(value - ours[n]!))) / scale
}

describe('P5: every step agrees with diffusers to 1e-5', () => {
  test.each(vectors)('$name', (vector) => {
    const scheduler = createSchedulerNamed(vector.scheduler, vector.config)
    scheduler.setTimesteps(vector.steps)
    expect(difference(scheduler.timesteps, vector.timesteps)).toBeLessThan(1e-6)
    expect(difference([scheduler.initNoiseSigma], [vector.initNoiseSigma])).toBeLessThan(1e-6)
    let sample: Float32Array = Float32Array.from(vector.initialSample)
    for (const [i, expected] of vector.trace.entries()) {
      expect(difference(scheduler.scaleModelInput(sample, i), expected.scaledInput)).toBeLessThan(1e-5)
      const step = scheduler.step(Float32Array.from(expected.modelOutput), i, sample)
      expect(difference(step.predOriginalSample, expected.predOriginalSample)).toBeLessThan(1e-5)
      expect(difference(step.prevSample, expected.prevSample)).toBeLessThan(1e-5)
      sample = step.prevSample
    }
  })
})

describe('P6: noise added for a touch-up agrees with diffusers to 1e-5', () => {
  test.each(vectors)('$name', (vector) => {
    const scheduler = createSchedulerNamed(vector.scheduler, vector.config)
    scheduler.setTimesteps(vector.steps)
    const { original, noise, results } = vector.addNoise
    for (const { index, noisy } of results) {
      const ours = scheduler.addNoise(Float32Array.from(original), Float32Array.from(noise), index)
      expect(difference(ours, noisy)).toBeLessThan(1e-5)
    }
  })
})

describe('P7: what would change numbers and is not known is an error naming it', () => {
  test.each([
    [{ _class_name: 'IPNDMScheduler' }, '_class_name is "IPNDMScheduler"'],
    [{}, '_class_name must be a string'],
    [{ _class_name: 'DDIMScheduler', beta_schedule: 'sigmoid' }, 'beta_schedule is "sigmoid"'],
    [{ _class_name: 'DDIMScheduler', prediction_type: 'flow' }, 'prediction_type is "flow"'],
    [{ _class_name: 'DDIMScheduler', beta_start: 'low' }, 'beta_start must be a number'],
    [{ _class_name: 'DDIMScheduler', clip_sample: 1 }, 'clip_sample must be true or false'],
    [{ _class_name: 'DDIMScheduler', wobble: 3 }, 'wobble is not an option'],
    [
      { _class_name: 'EulerDiscreteScheduler', use_beta_sigmas: true, use_karras_sigmas: true },
      'use_beta_sigmas and use_karras_sigmas exclude each other',
    ],
    [{ _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'even' }, 'timestep_spacing is "even"'],
  ])('%j', (config, message) => {
    expect(() => createScheduler(config)).toThrow(ModelError)
    expect(() => createScheduler(config)).toThrow(`scheduler/scheduler_config.json: ${message}`)
  })

  test('more steps than the schedule has', () => {
    const scheduler = createScheduler({ _class_name: 'DDIMScheduler' })
    expect(() => scheduler.setTimesteps(1001)).toThrow('num_train_timesteps is 1000: 1001 steps do not fit')
  })

  test('options that only other classes have are ignored, as diffusers does', () => {
    const config = { _class_name: 'EulerDiscreteScheduler', skip_prk_steps: true, set_alpha_to_one: false }
    expect(() => createScheduler(config)).not.toThrow()
  })
})

test('P7: every step count gives as many timesteps', () => {
  const wrong: [string, number, number][] = []
  for (const timestep_spacing of ['leading', 'trailing', 'linspace']) {
    const scheduler = createScheduler({ _class_name: 'DDIMScheduler', timestep_spacing })
    for (let steps = 1; steps <= 1000; steps += 1) {
      scheduler.setTimesteps(steps)
      if (scheduler.timesteps.length !== steps)
        wrong.push([timestep_spacing, steps, scheduler.timesteps.length])
    }
  }
  expect(wrong).toEqual([])
})
