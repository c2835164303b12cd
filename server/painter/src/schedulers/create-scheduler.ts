import type { SchedulerName } from '../types.ts'
import { createDdim } from './ddim.ts'
import { createEuler } from './euler.ts'
import { optionReader, show, wrong } from './options.ts'
import type { Scheduler } from './scheduler.ts'

const CLASSES = {
  DDIMScheduler: createDdim,
  EulerDiscreteScheduler: createEuler,
} as const

const CLASS_OF: Record<SchedulerName, keyof typeof CLASSES> = {
  ddim: 'DDIMScheduler',
  euler: 'EulerDiscreteScheduler',
}

/**
 * A scheduler from diffusers' scheduler_config.json. Missing options have the defaults of the class in diffusers.
 * Throws a ModelError naming the class, option or value that it does not know.
 */
export function createScheduler(configJson: Readonly<Record<string, unknown>>): Scheduler {
  const className = configJson._class_name
  if (typeof className !== 'string') throw wrong('_class_name', `must be a string, is ${show(className)}`)
  if (!isKnownClass(className)) {
    throw wrong('_class_name', `is ${show(className)}, must be one of ${Object.keys(CLASSES).join(', ')}`)
  }
  return CLASSES[className](optionReader(configJson))
}

/** The same config under another class, as diffusers' `from_config` has it. */
export function createSchedulerNamed(
  name: SchedulerName,
  configJson: Readonly<Record<string, unknown>>,
): Scheduler {
  return createScheduler({ ...configJson, _class_name: CLASS_OF[name] })
}

function isKnownClass(name: string): name is keyof typeof CLASSES {
  return Object.hasOwn(CLASSES, name)
}
