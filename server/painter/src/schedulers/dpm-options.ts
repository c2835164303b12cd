import { ALGORITHMS, type Algorithm, type SolverType } from './dpm-coefficients.ts'
import { type LogSnrOptions, readLogSnrOptions, readSolverOrder } from './log-snr.ts'
import { type OptionReader, show, wrong } from './options.ts'
import { type Bound, readThreshold } from './threshold.ts'

export type DpmRule = LogSnrOptions & {
  algorithm: Algorithm
  sde: boolean
  /** The `++` algorithms integrate predicted pictures, the others predicted noise. */
  predictsPicture: boolean
  solverType: SolverType
  order: number
  eulerAtFinal: boolean
  luLambdas: boolean
  /** Timesteps with more noise than this lambda are not used. */
  lambdaMin: number
  /** Where timesteps are told to the model as whole ones: rounded, but cut for a cosine schedule, as in diffusers. */
  roundsTimesteps: boolean
  bound: Bound
  bounded: boolean
}

export function readDpmRule(options: OptionReader): DpmRule {
  const shared = readLogSnrOptions(options)
  const stated = options.choice('algorithm_type', [...ALGORITHMS, 'deis'] as const, 'dpmsolver++')
  // diffusers takes deis for dpmsolver++, but only after it has refused to let it end at zero.
  const algorithm = stated === 'deis' ? 'dpmsolver++' : stated
  const predictsPicture = algorithm.endsWith('++')
  if (shared.finalSigma === 'zero' && !stated.endsWith('++'))
    throw wrong('final_sigmas_type', `"zero" and algorithm_type "${stated}" exclude each other`)
  if (!predictsPicture && shared.prediction === 'flow_prediction')
    throw wrong('prediction_type', `"flow_prediction" and algorithm_type "${stated}" exclude each other`)
  const order = readSolverOrder(options)
  if (order === 3 && algorithm === 'sde-dpmsolver')
    throw wrong('solver_order', '3 and algorithm_type "sde-dpmsolver" exclude each other')
  requireFixedVariance(options)
  options.choice('time_shift_type', ['exponential'] as const, 'exponential')
  return {
    ...shared,
    algorithm,
    sde: algorithm.startsWith('sde'),
    predictsPicture,
    solverType: options.choice('solver_type', SOLVER_TYPES, 'midpoint') === 'heun' ? 'heun' : 'midpoint',
    order,
    eulerAtFinal: options.flag('euler_at_final', false),
    luLambdas: options.flag('use_lu_lambdas', false),
    lambdaMin: readLambdaMin(options),
    roundsTimesteps: options.raw('beta_schedule') !== 'squaredcos_cap_v2',
    bound: readThreshold(options),
    bounded: options.flag('thresholding', false),
  }
}

/** The last three are other solvers' types, which diffusers takes for midpoint. */
const SOLVER_TYPES = ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'] as const

/** Fixed variances are DDPM's, and change nothing here. */
function requireFixedVariance(options: OptionReader): void {
  const type = options.raw('variance_type')
  if (type !== null && !String(type).startsWith('fixed'))
    throw wrong('variance_type', `is ${show(type)}, which is not supported`)
}

/** Python writes negative infinity as -Infinity, which is no JSON: readers make null or a string of it. */
function readLambdaMin(options: OptionReader): number {
  const value = options.raw('lambda_min_clipped')
  if (value === null || value === -Infinity || value === '-Infinity' || value === '-inf') return -Infinity
  return options.number('lambda_min_clipped', 0)
}
