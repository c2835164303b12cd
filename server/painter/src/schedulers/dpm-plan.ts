import { f32, log32, sqrt32 } from './arithmetic.ts'
import type { DpmRule } from './dpm-options.ts'
import { shiftFlow } from './flow-shift.ts'
import {
  flowTimesteps,
  type Laid,
  type LogSnrPlan,
  laidTimesteps,
  planLevels,
  trainedSigmas,
} from './log-snr.ts'
import { linspace } from './numpy.ts'
import { wrong } from './options.ts'
import { layOut } from './sigma-layout.ts'
import { requireRoom, spaceMultistep } from './spacing.ts'

/** `mu`: time shift of a flow schedule; then exp(mu) takes the place of `flow_shift`. */
export function planDpm(steps: number, from: number, mu: number | undefined, rule: DpmRule): LogSnrPlan {
  requireRoom(steps, rule.alphas.length)
  const shift = rule.dynamicShift && mu !== undefined ? Math.exp(mu) : rule.flowShift
  const { sigmas, timesteps } = laid(steps, shift, rule)
  const final = rule.finalSigma === 'zero' ? 0 : rule.trainSigmas[0]!
  return planLevels({ sigmas: [...sigmas, final], timesteps }, from, rule.flow)
}

/** Where several flags are set, the first of these wins, as in diffusers. */
function laid(steps: number, shift: number, rule: DpmRule): Laid {
  if (rule.layout === 'karras') return byLayout(steps, rule, rule.roundsTimesteps)
  if (rule.luLambdas) return byLuLambdas(steps, rule)
  if (rule.layout !== 'training') return byLayout(steps, rule, false)
  return rule.flow ? flowing(steps, shift, rule.trainSigmas.length) : trained(steps, rule)
}

function byLayout(steps: number, rule: DpmRule, rounded: boolean): Laid {
  const { trainSigmas } = rule
  return laidTimesteps(layOut(steps, trainSigmas.at(-1)!, trainSigmas[0]!, rule), trainSigmas, rounded)
}

/** Lu et al. 2022: evenly spaced logarithms. */
function byLuLambdas(steps: number, { trainSigmas, roundsTimesteps }: DpmRule): Laid {
  const [highest, lowest] = [log32(trainSigmas.at(-1)!), log32(trainSigmas[0]!)]
  const sigmas = linspace(0, 1, steps).map((ramp) => Math.exp(highest + ramp * (lowest - highest)))
  return laidTimesteps(sigmas, trainSigmas, roundsTimesteps)
}

function flowing(steps: number, shift: number, trainTimesteps: number): Laid {
  const sigmas = linspace(1, 1 / trainTimesteps, steps + 1)
    .slice(1)
    .reverse()
    .map((alpha) => 1 - alpha)
  return flowTimesteps(shiftFlow(sigmas, shift), trainTimesteps)
}

function trained(steps: number, { alphas, lambdaMin, spacing, trainSigmas }: DpmRule): Laid {
  const last = alphas.findLastIndex((alpha) => lambdaOf(alpha) >= lambdaMin) + 1
  if (last < alphas.length && last < steps)
    throw wrong('lambda_min_clipped', `leaves ${last} timesteps: ${steps} steps do not fit`)
  return trainedSigmas(spaceMultistep(steps, last, spacing), trainSigmas)
}

function lambdaOf(alpha: number): number {
  return f32(log32(sqrt32(alpha)) - log32(sqrt32(f32(1 - alpha))))
}
