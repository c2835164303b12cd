import { availableParallelism } from 'node:os'
import type { Decoders } from './decode.ts'
import { OPTIMISATION_LEVEL, RUNTIME_VERSION } from './model/graph.ts'
import { readModelFolder } from './model/model-folder.ts'
import type { Networks } from './model/network-types.ts'
import { openNetworks } from './model/networks.ts'
import { createSchedulerNamed } from './schedulers/create-scheduler.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import type { Canvas } from './sizes.ts'
import { type EmbedRows, rememberRows, rememberTexts } from './text-cache.ts'
import type { ModelInfo, PainterOptions, PainterOrigin, SchedulerName } from './types.ts'

/** All that paintings over one loaded model share. */
export type Studio = Canvas &
  Decoders & {
    networks: Omit<Networks, 'release' | 'encodeText'>
    embedRows: EmbedRows
    defaultScheduler: SchedulerName
    createScheduler(name: SchedulerName): Scheduler
    origin: PainterOrigin
  }

export type OpenStudio = {
  studio: Studio
  model: ModelInfo
  /** For the caller to show: what was asked for and could not be had. */
  warnings: string[]
  release(): Promise<void>
}

const MOST_THREADS = 8

/** Reads, verifies and loads a model folder. Blocks its thread while it loads: see `worker/`. Throws ModelErrors. */
export async function openStudio(folder: string, options: PainterOptions = {}): Promise<OpenStudio> {
  const read = await readModelFolder(folder)
  const threads = options.threads ?? Math.min(availableParallelism(), MOST_THREADS)
  const opened = await openNetworks(read, { threads, provider: options.provider ?? 'cpu' })
  const studio: Studio = {
    networks: opened.networks,
    embedRows: rememberRows(rememberTexts(opened.networks.encodeText)),
    latents: read.shape.latents,
    scale: read.shape.scale,
    cells: read.shape.cells,
    resizable: opened.resizable,
    previewMatrix: read.previewMatrix,
    defaultScheduler: read.info.defaultScheduler,
    createScheduler: (name) => createSchedulerNamed(name, read.schedulerConfig),
    origin: {
      model: read.info.hash,
      runtime: RUNTIME_VERSION,
      provider: opened.provider,
      optimisation: OPTIMISATION_LEVEL,
    },
  }
  return { studio, model: read.info, warnings: opened.warnings, release: () => opened.networks.release() }
}
