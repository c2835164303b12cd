import { combine, divide, type Term } from './arithmetic.ts'
import {
  addNoiseOfLevel,
  type Level,
  type LogSnrPlan,
  readLogSnrOptions,
  readSolverOrder,
  requireFinite,
  sharesFor,
} from './log-snr.ts'
import { type OptionReader, show, wrong } from './options.ts'
import { noiseOf, originalOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { type Bound, readThreshold } from './threshold.ts'
import { type BhCoefficients, type BhType, bhCoefficients } from './unipc-coefficients.ts'
import { planUnipc, type UnipcPlanRule } from './unipc-plan.ts'
import { walkScheduler } from './walk-scheduler.ts'

type UnipcRule = UnipcPlanRule & {
  type: BhType
  order: number
  /** Integrates predicted pictures; predicted noise otherwise. */
  predictsPicture: boolean
  /** Steps of the whole walk whose end is not corrected. */
  uncorrected: readonly number[]
  bound: Bound
}

/**
 * A multistep predictor whose next call also corrects where it began. Source: Zhao et al. 2023, "UniPC: A Unified
 * Predictor-Corrector Framework for Fast Sampling of Diffusion Models", algorithms 5 to 8.
 * History: the sample that the last step began with, then the last outputs, oldest first.
 */
export function createUnipc(options: OptionReader): Scheduler {
  const rule = readUnipcRule(options)
  return walkScheduler<LogSnrPlan>({
    name: 'unipc',
    order: 1,
    plan(steps, walk) {
      const plan = planUnipc(steps, walk, rule)
      for (let index = plan.from; index < steps; index += 1) {
        const predictor = coefficientsAt(plan, index, index - plan.from, rule, false)
        const corrector = coefficientsAt(plan, index, index - plan.from, rule, true)
        // The last step has no next call to correct it.
        requireFinite(numbersOf(index === steps - 1 ? [predictor] : [predictor, corrector]), index, steps)
      }
      return plan
    },
    step({ plan, i, calls, history, modelOutput, sample }) {
      const index = plan.from + i
      const { converted, predOriginalSample } = convert(modelOutput, sample, plan.levels[index]!, rule)
      const [began, ...outputs] = history
      const corrects = began !== undefined && !rule.uncorrected.includes(index - 1)
      const start = corrects
        ? update(began, outputs, coefficientsAt(plan, index - 1, calls - 1, rule, true), converted)
        : sample
      const known = [...outputs, converted].slice(-rule.order)
      const prevSample = update(start, known, coefficientsAt(plan, index, calls, rule, false))
      return { prevSample, predOriginalSample, history: [start, ...known] }
    },
    addNoise: addNoiseOfLevel,
  })
}

/** DPM-Solver's solver types, met in configs that were written for it, stand for this class's default, as in diffusers. */
const SOLVER_TYPES = ['bh1', 'bh2', 'midpoint', 'heun', 'logrho'] as const

function readUnipcRule(options: OptionReader): UnipcRule {
  const shared = readLogSnrOptions(options)
  const predictsPicture = options.flag('predict_x0', true)
  const terminal = options.optionalNumber('shift_terminal')
  if (!predictsPicture && shared.prediction === 'flow_prediction')
    throw wrong('predict_x0', 'false and prediction_type "flow_prediction" exclude each other')
  if (terminal !== undefined && !shared.flow)
    throw wrong('shift_terminal', `is ${terminal}, which needs use_flow_sigmas`)
  if (options.raw('solver_p') !== null)
    throw wrong('solver_p', `is ${show(options.raw('solver_p'))}, which is not supported`)
  return {
    ...shared,
    terminal: terminal ?? 0,
    timeShift: options.choice('time_shift_type', ['exponential', 'linear'] as const, 'exponential'),
    type: options.choice('solver_type', SOLVER_TYPES, 'bh2') === 'bh1' ? 'bh1' : 'bh2',
    order: readSolverOrder(options),
    predictsPicture,
    uncorrected: options.integers('disable_corrector') ?? [],
    // diffusers bounds predicted pictures only.
    bound: predictsPicture ? readThreshold(options) : (values) => values,
  }
}

/** The update from this index of the whole walk to the next, with `known` earlier calls. */
function coefficientsAt(
  { levels, steps }: LogSnrPlan,
  index: number,
  known: number,
  rule: UnipcRule,
  corrects: boolean,
): BhCoefficients {
  const most = rule.lowerOrderFinal ? Math.min(rule.order, steps - index) : rule.order
  const order = Math.min(most, known + 1)
  const before = Array.from({ length: order - 1 }, (_, k) => levels[index - 1 - k]!)
  const { type, predictsPicture } = rule
  return bhCoefficients({
    to: levels[index + 1]!,
    from: levels[index]!,
    before,
    type,
    predictsPicture,
    corrects,
  })
}

function numbersOf(coefficients: readonly BhCoefficients[]): number[] {
  return coefficients.flatMap(({ sample, newest, differences, ratios, weights }) => {
    // Ratios are divided by: infinite ones do no harm.
    return [sample, newest, differences, ...ratios.map((ratio) => 1 / ratio), ...weights]
  })
}

/** outputs: newest last. `reached`: the output at the step's end, which makes this the corrector. */
function update(
  sample: Float32Array,
  outputs: readonly Float32Array[],
  coefficients: BhCoefficients,
  reached?: Float32Array,
): Float32Array {
  const { ratios, weights } = coefficients
  const newest = outputs.at(-1)!
  const differences = ratios.map((ratio, k) => divide(combine([1, outputs.at(-2 - k)!], [-1, newest]), ratio))
  if (reached) differences.push(combine([1, reached], [-1, newest]))
  const straight = combine([coefficients.sample, sample], [coefficients.newest, newest])
  const [first, ...others] = differences.map((values, k): Term => [weights[k]!, values])
  return first ? combine([1, straight], [coefficients.differences, combine(first, ...others)]) : straight
}

type Converted = { converted: Float32Array; predOriginalSample: Float32Array }

function convert(modelOutput: Float32Array, sample: Float32Array, level: Level, rule: UnipcRule): Converted {
  const { prediction, bound, predictsPicture } = rule
  if (predictsPicture || prediction === 'flow_prediction') {
    const picture = bound(originalOf(prediction, modelOutput, sample, sharesFor(prediction, level)))
    return { converted: picture, predOriginalSample: picture }
  }
  const noise = noiseOf(prediction, modelOutput, sample, level)
  return { converted: noise, predOriginalSample: originalOf('epsilon', noise, sample, level) }
}
