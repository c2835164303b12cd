/** @yosegaki/painter: reads a diffusers-layout ONNX folder, yields denoising steps. */
export { type Checkpoint, type CheckpointOrigin, readCheckpoint } from './checkpoint.ts'
export { CheckpointError, ModelError, RequestError } from './errors.ts'
export { readModel } from './model/model-folder.ts'
export { openPainter } from './open-painter.ts'
export { createScheduler } from './schedulers/create-scheduler.ts'
export type { Scheduler, SchedulerState, SchedulerStep } from './schedulers/scheduler.ts'
export type * from './types.ts'
