import { divide, f32 } from './arithmetic.ts'
import { type OptionReader, wrong } from './options.ts'

/** A predicted x0, brought back into bounds; the array given where it is within them anyway. */
export type Bound = (predOriginalSample: Float32Array) => Float32Array

const AS_IT_IS: Bound = (values) => values

/** For classes that may clip: `clip_sample` and its range. */
export function readClip(options: OptionReader, fallback: boolean): Bound {
  if (!options.flag('clip_sample', fallback)) return AS_IT_IS
  const range = options.number('clip_sample_range', 1)
  return (values) => clamp(values, range)
}

/** For classes that may threshold, which then wins over clipping, as in diffusers. */
export function readThreshold(options: OptionReader, otherwise: Bound = AS_IT_IS): Bound {
  if (!options.flag('thresholding', false)) return otherwise
  const ratio = options.number('dynamic_thresholding_ratio', 0.995, 0)
  if (ratio > 1) throw wrong('dynamic_thresholding_ratio', `must be at most 1, is ${ratio}`)
  const maximum = options.number('sample_max_value', 1)
  return (values) => threshold(values, ratio, maximum)
}

/** Saharia et al. 2022: clamp to a high percentile of |x0| and scale that back to 1. */
function threshold(values: Float32Array, ratio: number, maximum: number): Float32Array {
  const limit = f32(Math.min(Math.max(quantile(values.map(Math.abs), ratio), 1), maximum))
  return divide(clamp(values, limit), limit)
}

function clamp(values: Float32Array, limit: number): Float32Array {
  const clamped = new Float32Array(values.length)
  for (let n = 0; n < values.length; n += 1) clamped[n] = Math.min(Math.max(values[n]!, -limit), limit)
  return clamped
}

/** torch.quantile: linear between neighbours, in float32. */
function quantile(values: Float32Array, ratio: number): number {
  const sorted = values.sort()
  const at = f32(f32(ratio) * (sorted.length - 1))
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return f32(sorted[below]! + f32(sorted[above]! - sorted[below]!) * f32(at - below))
}

/** Whether even infinite predictions end within bounds. `fallback`: the class's default for `clip_sample`. */
export function clips(options: OptionReader, fallback: boolean): boolean {
  return options.flag('clip_sample', fallback) && !options.flag('thresholding', false)
}
