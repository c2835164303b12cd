import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { createScheduler } from './create-scheduler.ts'

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
    [{ _class_name: 'DDPMScheduler', variance_type: 'learned_range' }, 'variance_type is "learned_range"'],
    [{ _class_name: 'PNDMScheduler', prediction_type: 'sample' }, 'prediction_type is "sample"'],
    [
      { _class_name: 'HeunDiscreteScheduler', clip_sample: true, clip_sample_range: 'wide' },
      'clip_sample_range must be a number',
    ],
    [
      { _class_name: 'DPMSolverMultistepScheduler', algorithm_type: 'dpmsolver' },
      'final_sigmas_type "zero" and algorithm_type "dpmsolver" exclude each other',
    ],
    [{ _class_name: 'UniPCMultistepScheduler', solver_type: 'bh3' }, 'solver_type is "bh3"'],
    [
      { _class_name: 'UniPCMultistepScheduler', disable_corrector: [0.5] },
      'disable_corrector must be a list',
    ],
    [{ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 'far' }, 'shift must be a number'],
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

test('P7: a flow schedule that is shifted by the picture needs to know by how much', () => {
  const scheduler = createScheduler({
    _class_name: 'FlowMatchEulerDiscreteScheduler',
    use_dynamic_shifting: true,
  })
  expect(() => scheduler.setTimesteps(4)).toThrow('use_dynamic_shifting is true: setTimesteps needs')
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
