import type { SchedulerName } from '../types.ts'
import { createDdim } from './ddim.ts'
import { createDdpm } from './ddpm.ts'
import { createDpmSolver } from './dpm-solver.ts'
import { createEuler } from './euler.ts'
import { createEulerAncestral } from './euler-ancestral.ts'
import { createFlowMatchEuler } from './flow-match-euler.ts'
import { createHeun } from './heun.ts'
import { createLcm } from './lcm.ts'
import { type OptionReader, optionReader, show, wrong } from './options.ts'
import { createPndm } from './pndm.ts'
import type { Scheduler } from './scheduler.ts'
import { createUnipc } from './unipc.ts'

type Config = Readonly<Record<string, unknown>>

const CLASSES = {
  DDIMScheduler: createDdim,
  DDPMScheduler: createDdpm,
  PNDMScheduler: createPndm,
  EulerDiscreteScheduler: createEuler,
  EulerAncestralDiscreteScheduler: createEulerAncestral,
  HeunDiscreteScheduler: createHeun,
  DPMSolverMultistepScheduler: createDpmSolver,
  UniPCMultistepScheduler: createUnipc,
  LCMScheduler: createLcm,
  FlowMatchEulerDiscreteScheduler: createFlowMatchEuler,
} as const satisfies Record<string, (options: OptionReader) => Scheduler>

type ClassName = keyof typeof CLASSES

/** What turns a config into the scheduler of a name. */
const CONFIG_OF: Record<SchedulerName, Config & { _class_name: ClassName }> = {
  ddim: { _class_name: 'DDIMScheduler' },
  ddpm: { _class_name: 'DDPMScheduler' },
  pndm: { _class_name: 'PNDMScheduler' },
  euler: { _class_name: 'EulerDiscreteScheduler' },
  'euler-ancestral': { _class_name: 'EulerAncestralDiscreteScheduler' },
  heun: { _class_name: 'HeunDiscreteScheduler' },
  'dpmpp-2m': { _class_name: 'DPMSolverMultistepScheduler', algorithm_type: 'dpmsolver++' },
  'dpmpp-2m-sde': { _class_name: 'DPMSolverMultistepScheduler', algorithm_type: 'sde-dpmsolver++' },
  unipc: { _class_name: 'UniPCMultistepScheduler' },
  lcm: { _class_name: 'LCMScheduler' },
  'flow-match-euler': { _class_name: 'FlowMatchEulerDiscreteScheduler' },
}

/**
 * A scheduler from diffusers' scheduler_config.json. Missing options have the defaults of the class in diffusers.
 * Throws a ModelError naming the class, option or value that it does not know.
 */
export function createScheduler(configJson: Config): Scheduler {
  const className = configJson._class_name
  if (typeof className !== 'string') throw wrong('_class_name', `must be a string, is ${show(className)}`)
  if (!isKnownClass(className)) {
    throw wrong('_class_name', `is ${show(className)}, must be one of ${Object.keys(CLASSES).join(', ')}`)
  }
  return CLASSES[className](optionReader(configJson))
}

/**
 * The config as it is where it is of that name already, else under another class, as diffusers' `from_config` has it.
 * Throws a ModelError where a model that was trained for one of flow matching and diffusion is asked to do the other.
 */
export function createSchedulerNamed(name: SchedulerName, configJson: Config): Scheduler {
  const own = configJson._class_name === undefined ? undefined : createScheduler(configJson)
  if (own?.name === name) return own
  if (!isTrainedFor(name, configJson))
    throw wrong('_class_name', `is ${show(configJson._class_name)}: the model was not trained for ${name}`)
  return createScheduler({ ...SHORT_WALKS, ...configJson, ...CONFIG_OF[name] })
}

/** PNDM as Stable Diffusion has it where a config says nothing: without the warm-up that needs four steps. */
const SHORT_WALKS = { skip_prk_steps: true }

/** Whether the model was trained to predict the velocity of rectified flow, or is at least walked along its sigmas. */
function isFlow(config: Config): boolean {
  const { _class_name, use_flow_sigmas, prediction_type } = config
  if (_class_name === CONFIG_OF['flow-match-euler']._class_name) return true
  return KEEP_FLOW.has(_class_name) && (use_flow_sigmas === true || prediction_type === 'flow_prediction')
}

/** These two read each other's flow options; nothing else does. */
const KEEP_FLOW: ReadonlySet<unknown> = new Set<ClassName>([
  'DPMSolverMultistepScheduler',
  'UniPCMultistepScheduler',
])

function isTrainedFor(name: SchedulerName, config: Config): boolean {
  if (!isFlow(config)) return name !== 'flow-match-euler'
  return KEEP_FLOW.has(config._class_name) && KEEP_FLOW.has(CONFIG_OF[name]._class_name)
}

function isKnownClass(name: string): name is ClassName {
  return Object.hasOwn(CLASSES, name)
}
