import { readFile, writeFile } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import * as ort from 'onnxruntime-node'

/** One `session.run` of a picture: which graph, what it was fed, which of its outputs was asked for. */
export type RecordedRun = {
  file: string
  feeds: Record<string, { type: string; data: ort.Tensor['data']; dims: readonly number[] }>
  output: string
}

/** The input by which each graph of a model folder is known. */
const FILES: Record<string, string> = {
  input_ids: 'text_encoder/model.onnx',
  timestep: 'unet/model.onnx',
  latent_sample: 'vae_decoder/model.onnx',
}

/** Notes every run of every session from now on. */
export function recordRuns(): RecordedRun[] {
  const runs: RecordedRun[] = []
  const prototype = (ort.InferenceSession as unknown as { prototype: ort.InferenceSession }).prototype
  const run = prototype.run as Run
  prototype.run = function (this: ort.InferenceSession, ...args: RunArguments) {
    const [feeds, [output = '']] = args
    const file = FILES[this.inputNames.find((name) => name in FILES) ?? '']
    if (file === undefined) throw new Error(`a graph of inputs ${this.inputNames.join(', ')} is not known`)
    runs.push({ file, feeds: plainFeeds(feeds), output })
    return run.apply(this, args)
  } as typeof prototype.run
  return runs
}

type Feeds = Record<string, ort.Tensor>
type RunArguments = [Feeds, string[], ort.InferenceSession.RunOptions?]
type Run = (...args: RunArguments) => Promise<ort.InferenceSession.ReturnType>

function plainFeeds(feeds: Feeds): RecordedRun['feeds'] {
  const plain = Object.entries(feeds).map(([name, { type, data, dims }]) => [name, { type, data, dims }])
  return structuredClone(Object.fromEntries(plain))
}

export async function writeRecording(path: string, runs: readonly RecordedRun[]): Promise<void> {
  await writeFile(path, serialize(runs))
}

export async function readRecording(path: string): Promise<RecordedRun[]> {
  return deserialize(await readFile(path)) as RecordedRun[]
}
