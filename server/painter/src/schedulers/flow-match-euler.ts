import { combine, f32 } from './arithmetic.ts'
import { requireMu, shiftByMu, shiftFlow, stretchTo } from './flow-shift.ts'
import { linspace } from './numpy.ts'
import { type OptionReader, wrong } from './options.ts'
import type { Scheduler, TimestepOptions } from './scheduler.ts'
import { layOut, readLayout } from './sigma-layout.ts'
import { requireRoom } from './spacing.ts'
import { type Plan, singleCalls, walkScheduler } from './walk-scheduler.ts'

/** sigmas: [calls + 1]; a sample is `(1 - sigma) picture + sigma noise`. */
type FlowPlan = Plan & { sigmas: Float32Array }

/** Euler's method on the straight paths of rectified flow. Sources: Liu et al. 2022, Esser et al. 2024. */
export function createFlowMatchEuler(options: OptionReader): Scheduler {
  const trainTimesteps = options.integer('num_train_timesteps', 1000, 1)
  const sigmasFor = readSigmas(options, trainTimesteps)
  const inverted = options.flag('invert_sigmas', false)
  const stochastic = options.flag('stochastic_sampling', false)
  const last = inverted ? 1 : 0

  return walkScheduler<FlowPlan>({
    name: 'flow-match-euler',
    order: 1,
    plan(steps, { from = 0, mu }) {
      const falling = Float32Array.from(sigmasFor(steps, mu))
      if (!falling.every(Number.isFinite))
        throw wrong('shift_terminal', `and the other options leave no finite numbers at ${steps} steps`)
      // Mochi counts the other way: its sigmas rise.
      const sigmas = inverted ? falling.map((sigma) => 1 - sigma) : falling
      return {
        timesteps: sigmas.map((sigma) => sigma * trainTimesteps).slice(from),
        sigmas: Float32Array.of(...sigmas, last).slice(from),
        solverSteps: singleCalls(steps - from),
        initNoiseSigma: 1,
      }
    },
    addsNoise: ({ sigmas }, i) => stochastic && sigmas[i + 1] !== 0,
    step({ plan: { sigmas }, i, modelOutput, sample, noise }) {
      const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!]
      const goal = stochastic ? 0 : last
      const predOriginalSample = combine([1, sample], [f32(goal - sigma), modelOutput])
      const prevSample = stochastic
        ? combine([f32(1 - next), predOriginalSample], ...(noise ? [[next, noise] as const] : []))
        : combine([1, sample], [f32(next - sigma), modelOutput])
      return { prevSample, predOriginalSample }
    },
    addNoise: ({ sigmas }, i, sample, noise) => combine([sigmas[i]!, noise], [f32(1 - sigmas[i]!), sample]),
  })
}

/** Falling sigmas [steps], float64. diffusers shifts the ends once, and then all between them once more. */
function readSigmas(options: OptionReader, trainTimesteps: number) {
  const shift = options.number('shift', 1)
  const dynamic = options.flag('use_dynamic_shifting', false)
  const shiftType = options.choice('time_shift_type', ['exponential', 'linear'] as const, 'exponential')
  const terminal = options.optionalNumber('shift_terminal') ?? 0
  const layout = readLayout(options)
  const end = (sigma: number) =>
    dynamic ? sigma : f32(f32(f32(shift) * sigma) / f32(1 + f32(f32(shift - 1) * sigma)))
  const [largest, smallest] = [end(1), end(f32(1 / trainTimesteps))]

  return (steps: number, mu: TimestepOptions['mu']): number[] => {
    requireRoom(steps, trainTimesteps)
    const spaced = linspace(largest * trainTimesteps, smallest * trainTimesteps, steps)
    const plain = spaced.map((timestep) => timestep / trainTimesteps)
    const shifted = dynamic ? shiftByMu(plain, requireMu(mu), shiftType) : shiftFlow(plain, shift)
    const sigmas = terminal === 0 ? shifted : stretchTo(shifted, terminal)
    return layout.layout === 'training' ? sigmas : layOut(steps, sigmas[0]!, sigmas.at(-1)!, layout)
  }
}
