import { ModelError } from './errors.ts'

/** Throws a ModelError for `file` where a value is NaN or infinite. */
export function requireFinite(values: Float32Array, file: string, problem: string): void {
  for (let n = 0; n < values.length; n += 1) {
    // NaN and the infinities are the only numbers that do not take themselves away.
    if (values[n]! - values[n]! !== 0) throw new ModelError(file, problem)
  }
}
