import { combine, divide, f32, sqrt32, type Term } from './arithmetic.ts'
import { type OptionReader, wrong } from './options.ts'
import { noiseOf, originalOf, sharesOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { readTrainingTimesteps } from './training-timesteps.ts'
import { type Call, type Plan, walkScheduler } from './walk-scheduler.ts'

/** Where a call's update begins and ends, in training timesteps. */
type Leap = { at: number; to: number }
type PndmPlan = Plan & { leaps: Leap[]; rungeKuttaCalls: number }
/** `outputs`: earlier model outputs, newest last, at most three. The others: only within a step of several calls. */
type Memory = { outputs: readonly Float32Array[]; start?: Float32Array; sum?: Float32Array }

/**
 * Pseudo numerical methods: three Runge-Kutta steps of four calls (`skip_prk_steps` false) or one Heun-like step of two
 * (true), then linear multistep. Source: Liu et al. 2022, "Pseudo Numerical Methods for Diffusion Models on Manifolds",
 * formulas 9, 12 and 13; PLMS by Katherine Crowson.
 */
export function createPndm(options: OptionReader): Scheduler {
  const { alphas, spaced, addNoise } = readTrainingTimesteps(options, { zeroSnr: 'none' })
  const prediction = options.choice('prediction_type', ['epsilon', 'v_prediction'] as const, 'epsilon')
  const finalAlpha = options.flag('set_alpha_to_one', false) ? 1 : alphas[0]!
  const makePlan = options.flag('skip_prk_steps', false) ? planMultistep : planRungeKutta

  /** Formula 9. */
  function leap({ at, to }: Leap, sample: Float32Array, modelOutput: Float32Array): Float32Array {
    const alpha = alphas[at]!
    const nextAlpha = to >= 0 ? alphas[to]! : finalAlpha
    const noise = noiseOf(prediction, modelOutput, sample, sharesOf(alpha))
    const mixed = sqrt32(f32(f32(alpha * f32(1 - alpha)) * nextAlpha))
    const divisor = f32(f32(alpha * sqrt32(f32(1 - nextAlpha))) + mixed)
    const change = divide(combine([f32(nextAlpha - alpha), noise]), divisor)
    return combine([sqrt32(f32(nextAlpha / alpha)), sample], [-1, change])
  }

  return walkScheduler<PndmPlan>({
    name: 'pndm',
    order: 1,
    plan(steps, { from = 0 }) {
      const plan = makePlan(spaced(steps).slice(from), Math.floor(alphas.length / steps))
      if (plan.leaps.some(({ at }) => at >= alphas.length))
        throw wrong('timestep_spacing', `leads out of the schedule at ${steps} steps`)
      return plan
    },
    step(call) {
      const { plan, i, modelOutput, sample } = call
      const shares = sharesOf(alphas[plan.timesteps[i]!]!)
      const predOriginalSample = originalOf(prediction, modelOutput, sample, shares)
      const { combined, start, memory } = i < plan.rungeKuttaCalls ? rungeKutta(call) : multistep(call)
      const history = [...memory.outputs, memory.start, memory.sum].filter((values) => values !== undefined)
      return { prevSample: leap(plan.leaps[i]!, start, combined), predOriginalSample, history }
    },
    addNoise,
  })
}

/** base: [steps], falling. The second call is made at the second timestep, and takes the first step again. */
function planMultistep(base: Float32Array, stride: number): PndmPlan {
  const doubled = base.length > 1 ? [base[0]!, base[1]!, ...base.subarray(1)] : [...base]
  const leaps = doubled.map((t, i) => (i === 1 ? { at: t + stride, to: t } : { at: t, to: t - stride }))
  const solverSteps = Uint16Array.from(doubled, (_, i) => Math.max(i - 1, 0))
  return { timesteps: Float32Array.from(doubled), solverSteps, initNoiseSigma: 1, leaps, rungeKuttaCalls: 0 }
}

function planRungeKutta(base: Float32Array, stride: number): PndmPlan {
  if (base.length < 4)
    throw wrong('skip_prk_steps', `is false, which needs 4 steps: ${base.length} are too few`)
  const half = Math.floor(stride / 2)
  const timesteps: number[] = []
  const leaps: Leap[] = []
  for (let step = 0; step < 3; step += 1) {
    const [at, next] = [base[step]!, base[step + 1]!]
    timesteps.push(at, next + half, next + half, next)
    leaps.push({ at, to: at - half }, { at, to: next + half }, { at, to: next }, { at, to: next })
  }
  for (const t of base.subarray(3)) {
    timesteps.push(t)
    leaps.push({ at: t, to: t - stride })
  }
  const solverSteps = Uint16Array.from(timesteps, (_, i) => (i < 12 ? Math.floor(i / 4) : i - 9))
  return {
    timesteps: Float32Array.from(timesteps),
    solverSteps,
    initNoiseSigma: 1,
    leaps,
    rungeKuttaCalls: 12,
  }
}

/** What a call goes on from: the combined model output, the sample that the step starts at, and what to remember. */
type Advance = { combined: Float32Array; start: Float32Array; memory: Memory }

/** Formula 13: four outputs of one step, weighted 1, 2, 2, 1. */
function rungeKutta({ i, modelOutput, sample, history }: Call<PndmPlan>): Advance {
  if (i % 4 === 0) {
    const memory = {
      outputs: [...history, modelOutput],
      start: sample,
      sum: combine([f32(1 / 6), modelOutput]),
    }
    return { combined: modelOutput, start: sample, memory }
  }
  const outputs = history.slice(0, -2)
  const [start, sum] = history.slice(-2)
  if (!start || !sum) throw new RangeError(`call ${i} goes on with a step that was not begun`)
  if (i % 4 === 3) {
    return { combined: combine([1, sum], [f32(1 / 6), modelOutput]), start, memory: { outputs } }
  }
  const memory = { outputs, start, sum: combine([1, sum], [f32(1 / 3), modelOutput]) }
  return { combined: modelOutput, start, memory }
}

/** Formula 12, of as high an order as there are outputs. */
function multistep({ plan, i, modelOutput, sample, history }: Call<PndmPlan>): Advance {
  const begins = plan.rungeKuttaCalls === 0 && plan.timesteps.length > 1
  if (begins && i === 0) {
    return { combined: modelOutput, start: sample, memory: { outputs: [modelOutput], start: sample } }
  }
  if (begins && i === 1) {
    const [first, start] = history
    if (!first || !start) throw new RangeError('call 1 goes on with a step that was not begun')
    const combined = divide(combine([1, modelOutput], [1, first]), 2)
    return { combined, start, memory: { outputs: [first] } }
  }
  const outputs = [...history.slice(-3), modelOutput]
  return { combined: adamsBashforth(outputs), start: sample, memory: { outputs: outputs.slice(-3) } }
}

/** outputs: one to four, newest last. */
function adamsBashforth(outputs: readonly Float32Array[]): Float32Array {
  const weigh = (weights: readonly number[]) => {
    const terms = weights.map((weight, k): Term => [weight, outputs.at(-1 - k)!])
    return combine(terms[0]!, ...terms.slice(1))
  }
  if (outputs.length === 1) return outputs[0]!
  if (outputs.length === 2) return divide(weigh([3, -1]), 2)
  if (outputs.length === 3) return divide(weigh([23, -16, 5]), 12)
  return combine([f32(1 / 24), weigh([55, -59, 37, -9])])
}
