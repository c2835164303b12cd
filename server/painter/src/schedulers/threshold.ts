import type { OptionReader } from './options.ts'

/** Brings a predicted x0 back into bounds, in place. */
export type Bound = (predOriginalSample: Float32Array) => void

/** `thresholding` (dynamic, Imagen) wins over `clip_sample`, as in diffusers. */
export function readBound(options: OptionReader): Bound {
  const ratio = options.number('dynamic_thresholding_ratio', 0.995, 0)
  const maximum = options.number('sample_max_value', 1)
  const range = options.number('clip_sample_range', 1)
  if (options.flag('thresholding', false)) return (values) => threshold(values, ratio, maximum)
  if (options.flag('clip_sample', true)) return (values) => clamp(values, range)
  return () => {}
}

/** Saharia et al. 2022: clamp to a high percentile of |x0| and scale that back to 1. */
function threshold(values: Float32Array, ratio: number, maximum: number): void {
  const limit = Math.fround(Math.min(Math.max(quantile(values.map(Math.abs), ratio), 1), maximum))
  clamp(values, limit)
  for (let n = 0; n < values.length; n += 1) values[n] = values[n]! / limit
}

function clamp(values: Float32Array, limit: number): void {
  for (let n = 0; n < values.length; n += 1) values[n] = Math.min(Math.max(values[n]!, -limit), limit)
}

/** torch.quantile: linear between neighbours, in float32. */
function quantile(values: Float32Array, ratio: number): number {
  const sorted = values.sort()
  const at = Math.fround(Math.fround(ratio) * (sorted.length - 1))
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return Math.fround(sorted[below]! + Math.fround(sorted[above]! - sorted[below]!) * Math.fround(at - below))
}
