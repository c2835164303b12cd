/**
 * Bare inference as a contestant: `bare.ts <model> <threads> <recording>`. Replays a picture's runs on ready-made tensors, one
 * after the other and nothing between, in a worker thread as ours has. Its seconds are the sum of the runs'.
 */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import * as ort from 'onnxruntime-node'
import { type Graph, openGraph } from '../../../server/painter/src/model/graph.ts'
import { rgbFromPlanar } from '../../../server/painter/src/rgb.ts'
import { type RecordedRun, readRecording } from './recording.ts'
import { type Painted, serve } from './serve.ts'

const [model = '', threads = '', recording = ''] = process.argv.slice(2)
if (isMainThread) await serveFromWorker()
else await replayOnDemand()

async function serveFromWorker(): Promise<void> {
  const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) })
  await once(worker, 'message')
  await serve(async () => {
    worker.postMessage('paint')
    const [painted] = await once(worker, 'message')
    return painted as Painted
  })
  await worker.terminate()
}

async function replayOnDemand(): Promise<void> {
  const runs = await readRecording(recording)
  const graphs = new Map<string, Graph>()
  for (const file of new Set(runs.map((run) => run.file)))
    graphs.set(file, await openGraph(model, file, { threads: Number(threads), provider: 'cpu' }))
  const ready = runs.map((run) => ({ session: graphs.get(run.file)!.session, ...tensorsOf(run) }))
  parentPort!.on('message', async () => parentPort!.postMessage(await replay(ready)))
  parentPort!.postMessage('ready')
}

type ReadyRun = { session: ort.InferenceSession; feeds: Record<string, ort.Tensor>; outputs: string[] }

function tensorsOf({ feeds, output }: RecordedRun): Omit<ReadyRun, 'session'> {
  const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => {
    return [name, new ort.Tensor(type as ort.Tensor.Type, data as Float32Array, dims)] as const
  })
  return { feeds: Object.fromEntries(tensors), outputs: [output] }
}

async function replay(runs: readonly ReadyRun[]): Promise<Painted> {
  let millis = 0
  let last: ort.Tensor | undefined
  for (const { session, feeds, outputs } of runs) {
    const started = performance.now()
    const results = await session.run(feeds, outputs)
    millis += performance.now() - started
    last = results[outputs[0]!]
  }
  const [, , height, width] = last!.dims as [number, number, number, number]
  return { seconds: millis / 1000, rgb: rgbFromPlanar(last!.data as Float32Array, { width, height }).data }
}
