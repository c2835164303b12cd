/** The few numpy and torch functions whose exact rounding the schedules depend on. */

const f32 = Math.fround

/** numpy.linspace in float64, end included; a single value is `start`. */
export function linspace(start: number, stop: number, count: number): number[] {
  const step = (stop - start) / (count - 1)
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? start : i === count - 1 ? stop : i * step + start,
  )
}

/** torch.linspace in float32: torch walks from both ends to the middle, and rounds once a value (fused multiply-add). */
export function linspace32(start: number, stop: number, count: number): Float32Array {
  const [first, last] = [f32(start), f32(stop)]
  if (count === 1) return Float32Array.of(first)
  const step = f32(f32(last - first) / f32(count - 1))
  return Float32Array.from({ length: count }, (_, i) =>
    i < Math.floor(count / 2) ? f32(first + step * i) : f32(last - step * (count - 1 - i)),
  )
}

/** numpy.arange for a falling range: [start, stop) by `step` < 0. numpy adds multiples of (start + step) - start. */
export function arangeDown(start: number, stop: number, step: number): number[] {
  const delta = start + step - start
  return Array.from({ length: Math.ceil((stop - start) / step) }, (_, i) => start + i * delta)
}

/** numpy.round: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** numpy.interp with x-positions 0..length-1, clamped at both ends. */
export function interpolate(at: number, values: ArrayLike<number>): number {
  const last = values.length - 1
  if (at <= 0) return values[0]!
  if (at >= last) return values[last]!
  const below = Math.floor(at)
  return (values[below + 1]! - values[below]!) * (at - below) + values[below]!
}
