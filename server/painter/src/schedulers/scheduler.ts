import type { SchedulerName } from '../types.ts'

export type SchedulerStep = {
  /** The sample one model call further, [same length]. */
  prevSample: Float32Array
  /** The finished latents as predicted at this call (x0), [same length]. */
  predOriginalSample: Float32Array
}

/** What a scheduler must remember besides the latents. Its arrays are never changed afterwards. */
export type SchedulerState = {
  /** Model calls taken since `setTimesteps`. */
  readonly calls: number
  /** Earlier outputs, for the schedulers that look back; none for DDIM, DDPM, Euler, LCM. */
  readonly history: readonly Float32Array[]
}

export type TimestepOptions = {
  /** Walk only the solver steps from this one on: index 0 is then its first model call (SDEdit). Default 0. */
  from?: number
  /** Time shift of a flow schedule with `use_dynamic_shifting`, as diffusers' `mu`. */
  mu?: number
}

/**
 * Walks from noise to picture. Index `i` counts the model calls of the present `setTimesteps`; all arrays are one
 * picture's latents, flat. Arithmetic is float32 wherever diffusers' is.
 */
export interface Scheduler {
  readonly name: SchedulerName
  /** Plan a walk of `steps` solver steps and forget all history. Throws a ModelError when the schedule has not that many. */
  setTimesteps(steps: number, options?: TimestepOptions): void
  /** What the model is told at each call: training timesteps, fractional for some schedules. [calls] */
  readonly timesteps: Float32Array
  /** The solver step that each call belongs to: rising from 0. Heun and PNDM call the model more than once in some. [calls] */
  readonly solverSteps: Uint16Array
  /** Standard deviation of the first sample. */
  readonly initNoiseSigma: number
  /** Order of the solver as diffusers states it: 2 for Heun, else 1. */
  readonly order: number
  scaleModelInput(sample: Float32Array, i: number): Float32Array
  /** Whether `step` at call `i` adds fresh noise and so must be given some. */
  addsNoise(i: number): boolean
  /**
   * `noise` [same length]: fresh normals, where `addsNoise(i)`; ignored elsewhere.
   * Throws a RangeError where noise is needed and missing, or `i` is no call of this walk.
   */
  step(modelOutput: Float32Array, i: number, sample: Float32Array, noise?: Float32Array): SchedulerStep
  /** Clean latents brought back to the noise level at call `i`. */
  addNoise(sample: Float32Array, noise: Float32Array, i: number): Float32Array
  state(): SchedulerState
  /** Goes on from a state of the same walk (same config, same `setTimesteps`). */
  restore(state: SchedulerState): void
}
