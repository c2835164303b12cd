import { linspace32 } from './numpy.ts'
import { BETA_SCHEDULES, type BetaSchedule, type OptionReader } from './options.ts'

const f32 = Math.fround

/**
 * alphas_cumprod [num_train_timesteps], float32: how much of the picture's variance is left at each training timestep.
 * Rounded wherever diffusers rounds, since a zero-SNR schedule divides by numbers close to nothing.
 */
export function readAlphasCumprod(options: OptionReader): Float32Array {
  const count = options.integer('num_train_timesteps', 1000, 1)
  const start = options.number('beta_start', 0.0001)
  const end = options.number('beta_end', 0.02)
  const schedule = options.choice('beta_schedule', BETA_SCHEDULES, 'linear')
  const betas = options.numbers('trained_betas') ?? betasOf(schedule, start, end, count)
  return cumulativeProduct(options.flag('rescale_betas_zero_snr', false) ? rescaleToZeroSnr(betas) : betas)
}

function betasOf(schedule: BetaSchedule, start: number, end: number, count: number): Float32Array {
  switch (schedule) {
    case 'linear':
      return linspace32(start, end, count)
    case 'scaled_linear':
      return linspace32(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root)
    case 'squaredcos_cap_v2':
      return cosineBetas(count)
  }
}

/** Nichol & Dhariwal 2021, capped at 0.999. */
function cosineBetas(count: number): Float32Array {
  const alphaBar = (t: number) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
  )
}

/** Lin et al. 2023, algorithm 1: shift and scale sqrt(alphas_cumprod) so that its last value is nothing. */
function rescaleToZeroSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeProduct(betas).map(Math.sqrt)
  const first = roots[0]!
  const last = roots.at(-1)!
  const scale = f32(first / f32(first - last))
  const bars = roots.map((root) => f32(f32(root - last) * scale) ** 2)
  return bars.map((bar, i) => 1 - (i === 0 ? bar : f32(bar / bars[i - 1]!)))
}

/** Products of (1 - beta). torch keeps the running product in float64 and rounds what it stores. */
function cumulativeProduct(betas: Float32Array): Float32Array {
  let product = 1
  return betas.map((beta) => {
    product *= f32(1 - beta)
    return product
  })
}
