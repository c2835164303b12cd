import { combine, divide, f32, sqrt32 } from './arithmetic.ts'
import type { PredictionType } from './options.ts'

/** How a sample is made of picture and noise: `signal * picture + noise * normals`. Both float32. */
export type Shares = { signal: number; noise: number }

/** What `alpha` of alphas_cumprod means for a sample. */
export function sharesOf(alpha: number): Shares {
  return { signal: sqrt32(alpha), noise: sqrt32(f32(1 - alpha)) }
}

/** The model's output as a predicted picture (x0). */
export function originalOf(
  prediction: PredictionType,
  modelOutput: Float32Array,
  sample: Float32Array,
  { signal, noise }: Shares,
): Float32Array {
  switch (prediction) {
    case 'epsilon':
      return divide(combine([1, sample], [-noise, modelOutput]), signal)
    case 'sample':
      return modelOutput.slice()
    case 'v_prediction':
      return combine([signal, sample], [-noise, modelOutput])
    case 'flow_prediction':
      return combine([1, sample], [-noise, modelOutput])
  }
}

/** The model's output as predicted noise (epsilon). */
export function noiseOf(
  prediction: Exclude<PredictionType, 'flow_prediction'>,
  modelOutput: Float32Array,
  sample: Float32Array,
  { signal, noise }: Shares,
): Float32Array {
  switch (prediction) {
    case 'epsilon':
      return modelOutput
    case 'sample':
      return divide(combine([1, sample], [-signal, modelOutput]), noise)
    case 'v_prediction':
      return combine([signal, modelOutput], [noise, sample])
  }
}
