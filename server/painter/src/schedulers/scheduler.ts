import type { SchedulerName } from '../types.ts'

export type SchedulerStep = {
  /** The sample one step further, [same length]. */
  prevSample: Float32Array
  /** The finished latents as predicted at this step (x0), [same length]. */
  predOriginalSample: Float32Array
}

/** What a scheduler must remember besides the latents. DDIM and Euler: nothing. */
export type SchedulerState = { readonly history: readonly Float32Array[] }

/**
 * Walks from noise to picture. Index `i` counts solver steps of the present `setTimesteps`; all arrays are one picture's
 * latents, flat. Arithmetic is float32 wherever diffusers' is.
 */
export interface Scheduler {
  readonly name: SchedulerName
  /** Plan a walk of `steps` steps. Throws a ModelError when the schedule has not that many. */
  setTimesteps(steps: number): void
  /** What the model is told at each step: training timesteps, fractional for some Euler schedules. */
  readonly timesteps: Float32Array
  /** Standard deviation of the first sample. */
  readonly initNoiseSigma: number
  /** Model calls a step. */
  readonly order: number
  scaleModelInput(sample: Float32Array, i: number): Float32Array
  /** `noise` [same length]: fresh normals, for the schedulers that add some. DDIM (eta 0) and Euler add none. */
  step(modelOutput: Float32Array, i: number, sample: Float32Array, noise?: Float32Array): SchedulerStep
  /** Clean latents brought back to the noise level at step `i`. */
  addNoise(sample: Float32Array, noise: Float32Array, i: number): Float32Array
  state(): SchedulerState
  restore(state: SchedulerState): void
}
