import type { SchedulerName } from '../types.ts'
import type { Scheduler, SchedulerState, SchedulerStep, TimestepOptions } from './scheduler.ts'

/** What `setTimesteps` works out; every algorithm adds what it needs. */
export type Plan = { timesteps: Float32Array; solverSteps: Uint16Array; initNoiseSigma: number }

/** One model call's worth of work. */
export type Call<P extends Plan> = SchedulerState & {
  plan: P
  i: number
  modelOutput: Float32Array
  sample: Float32Array
  /** Fresh normals where `addsNoise`, else undefined. */
  noise: Float32Array | undefined
}

/** An algorithm, all of it pure: what it must remember from call to call is the history that it is given and returns. */
export type Solver<P extends Plan> = {
  name: SchedulerName
  order: number
  plan(steps: number, options: TimestepOptions): P
  /** Default: the sample as it is. */
  scaleModelInput?(plan: P, i: number, sample: Float32Array): Float32Array
  /** Default: never. */
  addsNoise?(plan: P, i: number): boolean
  step(call: Call<P>): SchedulerStep & { history?: readonly Float32Array[] }
  addNoise(plan: P, i: number, sample: Float32Array, noise: Float32Array): Float32Array
}

const NONE: Float32Array = new Float32Array(0)

/** A solver with its place in a walk: the one part of a scheduler that changes. */
export function walkScheduler<P extends Plan>(solver: Solver<P>): Scheduler {
  let plan: P | undefined
  let past: SchedulerState = { calls: 0, history: [] }

  const planned = (i: number): P => {
    if (plan === undefined || !(i >= 0 && i < plan.timesteps.length)) {
      const calls = plan?.timesteps.length ?? 0
      throw new RangeError(`there is no model call ${i}: the walk that was set has ${calls}`)
    }
    return plan
  }
  const addsNoise = (i: number) => solver.addsNoise?.(planned(i), i) ?? false

  return {
    name: solver.name,
    order: solver.order,
    get timesteps() {
      return plan?.timesteps ?? NONE
    },
    get solverSteps() {
      return plan?.solverSteps ?? new Uint16Array(0)
    },
    get initNoiseSigma() {
      return plan?.initNoiseSigma ?? 1
    },
    setTimesteps(steps, options = {}) {
      const { from = 0 } = options
      if (!Number.isSafeInteger(steps) || steps < 1)
        throw new RangeError(`steps must be a whole number of at least 1, is ${steps}`)
      if (!Number.isSafeInteger(from) || from < 0 || from >= steps)
        throw new RangeError(`from must be one of the ${steps} steps, is ${from}`)
      plan = solver.plan(steps, options)
      past = { calls: 0, history: [] }
    },
    scaleModelInput: (sample, i) => solver.scaleModelInput?.(planned(i), i, sample) ?? sample,
    addsNoise,
    step(modelOutput, i, sample, noise) {
      const fresh = addsNoise(i)
      if (fresh && noise === undefined) throw new RangeError(`call ${i} adds noise and was given none`)
      const call = { plan: planned(i), i, ...past, modelOutput, sample, noise: fresh ? noise : undefined }
      const { history = [], ...step } = solver.step(call)
      past = { calls: past.calls + 1, history: kept(history, past.history) }
      return step
    },
    addNoise: (sample, noise, i) => solver.addNoise(planned(i), i, sample, noise),
    state: () => past,
    restore({ calls, history }) {
      past = { calls, history: kept(history, []) }
    },
  }
}

/** Arrays that were not remembered before are copied: the caller may use them again. */
function kept(history: readonly Float32Array[], before: readonly Float32Array[]): Float32Array[] {
  return history.map((values) => (before.includes(values) ? values : values.slice()))
}

/** One model call a step. */
export function singleCalls(steps: number): Uint16Array {
  return Uint16Array.from({ length: steps }, (_, i) => i)
}
