import { requireMu, shiftByMu, shiftFlow, stretchTo, type TimeShiftType } from './flow-shift.ts'
import {
  flowTimesteps,
  type Laid,
  type LogSnrOptions,
  type LogSnrPlan,
  laidTimesteps,
  planLevels,
  trainedSigmas,
} from './log-snr.ts'
import { linspace } from './numpy.ts'
import type { TimestepOptions } from './scheduler.ts'
import { layOut } from './sigma-layout.ts'
import { requireRoom, spaceMultistep } from './spacing.ts'

export type UnipcPlanRule = LogSnrOptions & { terminal: number; timeShift: TimeShiftType }

export function planUnipc(steps: number, { from = 0, mu }: TimestepOptions, rule: UnipcPlanRule): LogSnrPlan {
  requireRoom(steps, rule.alphas.length)
  if (rule.dynamicShift) requireMu(mu)
  const { sigmas, timesteps } = laid(steps, mu, rule)
  const byTraining = rule.layout === 'training' && !rule.flow
  const least = byTraining ? rule.trainSigmas[0]! : sigmas.at(-1)!
  const final = rule.finalSigma === 'zero' ? 0 : least
  return planLevels({ sigmas: [...sigmas, final], timesteps }, from, rule.flow)
}

function laid(steps: number, mu: number | undefined, rule: UnipcPlanRule): Laid {
  const { trainSigmas, layout, flow } = rule
  if (layout !== 'training') {
    const sigmas = layOut(steps, trainSigmas.at(-1)!, trainSigmas[0]!, rule)
    if (layout !== 'karras') return laidTimesteps(sigmas, trainSigmas, false)
    if (!flow) return laidTimesteps(sigmas, trainSigmas, true)
    const flowing = sigmas.map((sigma) => sigma / (sigma + 1))
    return flowTimesteps(flowing, trainSigmas.length)
  }
  if (flow) return flowTimesteps(flowSigmas(steps, mu, rule), trainSigmas.length)
  return trainedSigmas(spaceMultistep(steps, trainSigmas.length, rule.spacing), trainSigmas)
}

function flowSigmas(steps: number, mu: number | undefined, rule: UnipcPlanRule): number[] {
  const plain = linspace(1, 1 / rule.trainSigmas.length, steps + 1).slice(0, -1)
  const { dynamicShift, timeShift, flowShift, terminal } = rule
  const shifted = dynamicShift ? shiftByMu(plain, requireMu(mu), timeShift) : shiftFlow(plain, flowShift)
  const [first, ...others] = terminal === 0 ? shifted : stretchTo(shifted, terminal)
  // At exactly 1 there is no picture left and lambda is minus infinity.
  return [Math.abs(first! - 1) < 1e-6 ? first! - 1e-6 : first!, ...others]
}
