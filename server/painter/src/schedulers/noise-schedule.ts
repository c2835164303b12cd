import { f32 } from './arithmetic.ts'
import { linspace32 } from './numpy.ts'
import { type OptionReader, wrong } from './options.ts'

const COMMON_SCHEDULES = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const
const BETA_SCHEDULES = [...COMMON_SCHEDULES, 'sigmoid', 'laplace', 'exp'] as const
type BetaSchedule = (typeof BETA_SCHEDULES)[number]

/** Where the classes differ. */
export type BetaDefaults = {
  start?: number
  end?: number
  schedule?: BetaSchedule
  /** Beside the three that all have. */
  moreSchedules?: readonly BetaSchedule[]
  /** Whether the class has `rescale_betas_zero_snr`, and what it then leaves of the signal: diffusers' sigma-based ones 2^-24. */
  zeroSnr?: 'none' | 'nothing' | 'nearly nothing'
}

/**
 * alphas_cumprod [num_train_timesteps], float32: how much of the picture's variance is left at each training timestep.
 * Rounded wherever diffusers rounds, since a zero-SNR schedule divides by numbers close to nothing.
 */
export function readAlphasCumprod(options: OptionReader, defaults: BetaDefaults = {}): Float32Array {
  const { zeroSnr = 'nothing' } = defaults
  const count = options.integer('num_train_timesteps', 1000, 1)
  const start = options.number('beta_start', defaults.start ?? 0.0001)
  const end = options.number('beta_end', defaults.end ?? 0.02)
  const known = [...COMMON_SCHEDULES, ...(defaults.moreSchedules ?? [])]
  const schedule = options.choice('beta_schedule', known, defaults.schedule ?? 'linear')
  const trained = options.numbers('trained_betas')
  if (trained && trained.length !== count)
    throw wrong('trained_betas', `has ${trained.length} values, num_train_timesteps is ${count}`)
  const betas = trained ? Float32Array.from(trained) : betasOf(schedule, { start, end, count })
  if (!betas.every((beta) => beta >= 0 && beta < 1))
    throw wrong(trained ? 'trained_betas' : 'beta_end', 'leads out of the range from 0 to 1')
  if (zeroSnr === 'none' || !options.flag('rescale_betas_zero_snr', false)) return cumulativeProduct(betas)
  const alphas = cumulativeProduct(rescaleToZeroSnr(betas))
  // Nearly nothing instead of nothing, so that the first sigma is finite.
  if (zeroSnr === 'nearly nothing') alphas[alphas.length - 1] = 2 ** -24
  return alphas
}

/** sqrt((1 - alpha) / alpha) of each training timestep, rising, float32. */
export function sigmasOf(alphasCumprod: Float32Array): Float32Array {
  return alphasCumprod.map((alpha) => Math.sqrt(f32(f32(1 - alpha) / alpha)))
}

type BetaRange = { start: number; end: number; count: number }

function betasOf(schedule: BetaSchedule, { start, end, count }: BetaRange): Float32Array {
  switch (schedule) {
    case 'linear':
      return linspace32(start, end, count)
    case 'scaled_linear':
      return linspace32(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root)
    case 'sigmoid':
      return linspace32(-6, 6, count).map(
        (x) => f32(f32(1 / (1 + Math.exp(-x))) * f32(end - start)) + f32(start),
      )
    // Nichol & Dhariwal 2021.
    case 'squaredcos_cap_v2':
      return betasFromSignal(count, (t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2)
    case 'laplace':
      return betasFromSignal(count, laplaceSignal)
    case 'exp':
      return betasFromSignal(count, (t) => Math.exp(t * -12))
  }
}

/** Betas that leave `signal(t)` of the picture's variance at time t in [0,1], capped at 0.999. */
function betasFromSignal(count: number, signal: (t: number) => number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - signal((i + 1) / count) / signal(i / count), 0.999),
  )
}

function laplaceSignal(t: number): number {
  const side = 0.5 - t < 0 || Object.is(0.5 - t, -0) ? -1 : 1
  const snr = Math.exp(-0.5 * side * Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6))
  return Math.sqrt(snr / (1 + snr))
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
