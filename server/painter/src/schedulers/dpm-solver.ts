import { combine, type Term } from './arithmetic.ts'
import { type Coefficients, coefficientsOf, type Differences, differencesOf } from './dpm-coefficients.ts'
import { type DpmRule, readDpmRule } from './dpm-options.ts'
import { planDpm } from './dpm-plan.ts'
import { addNoiseOfLevel, type Level, type LogSnrPlan, requireFinite, sharesFor } from './log-snr.ts'
import type { OptionReader } from './options.ts'
import { noiseOf, originalOf } from './prediction.ts'
import type { Scheduler } from './scheduler.ts'
import { walkScheduler } from './walk-scheduler.ts'

/** A multistep solver of orders 1 to 3 over lambda. Sources: see dpm-coefficients.ts. */
export function createDpmSolver(options: OptionReader): Scheduler {
  const rule = readDpmRule(options)
  return walkScheduler<LogSnrPlan>({
    name: rule.sde ? 'dpmpp-2m-sde' : 'dpmpp-2m',
    order: 1,
    plan(steps, { from = 0, mu }) {
      const plan = planDpm(steps, from, mu, rule)
      for (let index = from; index < plan.steps; index += 1) {
        const { factors } = updateAt(plan, index, Math.min(index - from, rule.order - 1), rule)
        requireFinite(factors, index, plan.steps)
      }
      return plan
    },
    addsNoise: (plan, i) => rule.sde && updateAt(plan, plan.from + i, 0, rule).coefficients.noise !== 0,
    step({ plan, i, modelOutput, sample, noise, history }) {
      const index = plan.from + i
      const { converted, predOriginalSample } = convert(modelOutput, sample, plan.levels[index]!, rule)
      const outputs = [...history, converted]
      const update = updateAt(plan, index, history.length, rule)
      const { coefficients } = update
      const terms = derivatives(outputs, update).map((values, k): Term => [coefficients.outputs[k]!, values])
      if (noise) terms.push([coefficients.noise, noise])
      const prevSample = combine([coefficients.sample, sample], ...terms)
      return {
        prevSample,
        predOriginalSample,
        history: rule.order === 1 ? [] : outputs.slice(1 - rule.order),
      }
    },
    addNoise: addNoiseOfLevel,
  })
}

type Update = {
  order: number
  coefficients: Coefficients
  differences: Differences | undefined
  factors: number[]
}

/** The update at this index of the whole walk, with `known` earlier outputs at hand. */
function updateAt(plan: LogSnrPlan, index: number, known: number, rule: DpmRule): Update {
  const order = Math.min(orderAt(plan, index, rule), known + 1)
  const levels = plan.levels
  const coefficients = coefficientsOf(
    rule.algorithm,
    order === 3 ? 'heun' : rule.solverType,
    levels[index]!,
    levels[index + 1]!,
  )
  const around = [levels[index + 1]!, levels[index]!, ...earlier(levels, index, order)]
  const differences = order > 1 ? differencesOf(around) : undefined
  const used = coefficients.outputs.slice(0, order)
  const factors = [coefficients.sample, coefficients.noise, ...used, ...Object.values(differences ?? {})]
  return { order, coefficients, differences, factors }
}

function earlier(levels: readonly Level[], index: number, order: number): Level[] {
  return Array.from({ length: order - 1 }, (_, k) => levels[index - 1 - k]!)
}

/** The last steps are taken with lower orders, for stability. */
function orderAt(plan: LogSnrPlan, index: number, rule: DpmRule): number {
  const lower = rule.lowerOrderFinal && plan.steps < 15
  if (index === plan.steps - 1 && (rule.eulerAtFinal || lower || rule.finalSigma === 'zero')) return 1
  return index === plan.steps - 2 && lower ? Math.min(rule.order, 2) : rule.order
}

/** outputs, newest last -> the newest, and as many of its derivatives over lambda as the order has. */
function derivatives(outputs: readonly Float32Array[], { order, differences }: Update): Float32Array[] {
  const [newest, before, earliest] = [outputs.at(-1)!, outputs.at(-2), outputs.at(-3)]
  if (order === 1 || !differences || !before) return [newest]
  const first = combine([differences.first, combine([1, newest], [-1, before])])
  if (order === 2 || !earliest) return [newest, first]
  const second = combine([differences.second, combine([1, before], [-1, earliest])])
  const change = combine([1, first], [-1, second])
  return [newest, combine([1, first], [differences.slope, change]), combine([differences.curve, change])]
}

type Converted = { converted: Float32Array; predOriginalSample: Float32Array }

/** The model's output as what the algorithm integrates: the picture (`++`) or the noise. */
function convert(modelOutput: Float32Array, sample: Float32Array, level: Level, rule: DpmRule): Converted {
  const { prediction, bound } = rule
  if (rule.predictsPicture || prediction === 'flow_prediction') {
    const picture = bound(originalOf(prediction, modelOutput, sample, sharesFor(prediction, level)))
    return { converted: picture, predOriginalSample: picture }
  }
  const noise = noiseOf(prediction, modelOutput, sample, level)
  const predOriginalSample = bound(originalOf('epsilon', noise, sample, level))
  const converted = rule.bounded ? noiseOf('sample', predOriginalSample, sample, level) : noise
  return { converted, predOriginalSample }
}
