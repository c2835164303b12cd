import { createModelFolders } from '../adapters/models/model-folders.ts'
import { createModelShelf, type ModelShelf } from '../adapters/models/model-shelf.ts'
import { openOnnxPainter } from '../adapters/painter/onnx-painter.ts'
import type { Config } from '../config.ts'
import { createPainters } from '../flow/painters.ts'
import type { Clock, Logger } from '../ports.ts'

type Ports = { clock: Clock; logger: Logger }

/** The wiring of the models the house can paint with. */
export function composeModels(config: Config, { clock, logger }: Ports, changed: () => void) {
  const folders = createModelFolders(config.modelDir, config.modelsDir)
  const shelves = new Map<string, ModelShelf>()
  const painters = createPainters({
    own: folders.own,
    async open(name) {
      const folder = await folders.pathOf(name)
      if (folder === null) throw new Error('there is no such model folder')
      return openOnnxPainter({ ...config, folder })
    },
    withHash: folders.withHash,
    clock,
    logger,
    changed,
  })
  return {
    folders,
    painters,
    /** What the folder of the model that is loaded tells. */
    async shelf(): Promise<ModelShelf> {
      const folder = (await folders.pathOf(painters.present())) ?? config.modelDir
      const known = shelves.get(folder) ?? createModelShelf(folder)
      shelves.set(folder, known)
      return known
    },
  }
}
