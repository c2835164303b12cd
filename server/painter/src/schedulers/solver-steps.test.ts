import { describe, expect, test } from 'vitest'
import { createScheduler } from './create-scheduler.ts'

describe('the calls of one solver step', () => {
  const plan = (config: Record<string, unknown>, steps: number, from = 0) => {
    const scheduler = createScheduler({ num_train_timesteps: 1000, ...config })
    scheduler.setTimesteps(steps, { from })
    return [[...scheduler.solverSteps], [...scheduler.timesteps]]
  }

  test('P33: Heun calls twice in every step but the last', () => {
    const config = { _class_name: 'HeunDiscreteScheduler', timestep_spacing: 'trailing' }
    expect(plan(config, 4)).toEqual([
      [0, 0, 1, 1, 2, 2, 3],
      [999, 749, 749, 499, 499, 249, 249],
    ])
    expect(plan(config, 4, 2)).toEqual([
      [0, 0, 1],
      [499, 249, 249],
    ])
  })

  test('P33: PNDM without Runge-Kutta calls twice in the first step', () => {
    const config = { _class_name: 'PNDMScheduler', skip_prk_steps: true }
    expect(plan(config, 4)).toEqual([
      [0, 0, 1, 2, 3],
      [750, 500, 500, 250, 0],
    ])
    expect(plan(config, 4, 2)).toEqual([
      [0, 0, 1],
      [250, 0, 0],
    ])
    expect(plan(config, 4, 3)).toEqual([[0], [0]])
  })

  test('P33: PNDM with Runge-Kutta calls four times in each of the first three steps', () => {
    const config = { _class_name: 'PNDMScheduler' }
    expect(plan(config, 5)).toEqual([
      [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4],
      [800, 700, 700, 600, 600, 500, 500, 400, 400, 300, 300, 200, 200, 0],
    ])
    expect(() => plan(config, 5, 2)).toThrow('skip_prk_steps is false, which needs 4 steps: 3 are too few')
  })

  test.each([
    [{ _class_name: 'HeunDiscreteScheduler' }, 1],
    [{ _class_name: 'PNDMScheduler', skip_prk_steps: true }, 1],
    [{ _class_name: 'PNDMScheduler' }, 6],
  ])('P33: a call in the middle of a step that was not begun is a RangeError (%j)', (config, i) => {
    const scheduler = createScheduler(config)
    scheduler.setTimesteps(7)
    const values = new Float32Array(4)
    expect(() => scheduler.step(values, i, values)).toThrow(
      `call ${i} goes on with a step that was not begun`,
    )
  })
})

test('P7: a walk that does not fit is an error, and so is a call outside it', () => {
  const scheduler = createScheduler({ _class_name: 'DPMSolverMultistepScheduler' })
  const values = new Float32Array(4)
  expect(() => scheduler.step(values, 0, values)).toThrow(
    'there is no model call 0: the walk that was set has 0',
  )
  for (const steps of [0, 1.5, -1, Number.NaN])
    expect(() => scheduler.setTimesteps(steps)).toThrow(RangeError)
  for (const from of [-1, 4, 0.5]) expect(() => scheduler.setTimesteps(4, { from })).toThrow(RangeError)
  scheduler.setTimesteps(4, { from: 3 })
  expect(() => scheduler.step(values, 1, values)).toThrow(
    'there is no model call 1: the walk that was set has 1',
  )
  expect(() => scheduler.setTimesteps(1000)).toThrow('num_train_timesteps is 1000: 1000 steps do not fit')
})

test('P7: a schedule that is cut off has as many steps as were asked all the same', () => {
  const config = { timestep_spacing: 'trailing', lambda_min_clipped: -3 }
  const scheduler = createScheduler({ _class_name: 'DPMSolverMultistepScheduler', ...config })
  for (const [steps, from] of [
    [10, 0],
    [10, 9],
    [61, 0],
  ] as const) {
    scheduler.setTimesteps(steps, { from })
    expect(scheduler.timesteps.length).toBe(steps - from)
    expect(scheduler.timesteps.at(-1)).toBeGreaterThan(0)
  }
})
