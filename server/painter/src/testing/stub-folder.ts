import { writeFile } from 'node:fs/promises'
import { readModelFolder } from '../model/model-folder.ts'
import { openNetworks } from '../model/networks.ts'
import { type OnnxGraph, writeOnnx } from './onnx-writer.ts'
import { stubDecoder, stubEncoder, stubTextEncoder, stubUnet } from './stub-graphs.ts'
import { copyModel, SD_MODEL } from './tiny-model.ts'

/** The smallest scheduler config that is one. */
const SCHEDULER = {
  _class_name: 'DDIMScheduler',
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.012,
  clip_sample: false,
}

/** The configs of tests/models/sd over graphs of a line each. */
export async function stubFolder() {
  const model = await copyModel(SD_MODEL)
  const write = (part: string, graph: OnnxGraph) =>
    writeFile(model.path(`${part}/model.onnx`), writeOnnx(graph))
  await writeFile(model.path('scheduler/scheduler_config.json'), JSON.stringify(SCHEDULER))
  await write('text_encoder', stubTextEncoder())
  await write('unet', stubUnet())
  await write('vae_decoder', stubDecoder())
  await write('vae_encoder', stubEncoder())
  await write('tiny_decoder', stubDecoder())
  return { ...model, write }
}

/** Networks on the CPU, one thread. */
export async function openFolder(folder: string) {
  return openNetworks(await readModelFolder(folder), { threads: 1, provider: 'cpu' })
}
