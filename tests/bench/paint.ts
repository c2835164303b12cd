/**
 * `npm run bench -- paint`: what a step costs over the bare `session.run` call inside it.
 *
 * Three take turns on every step of a picture, in changing order: a painting with previews, the same without, and bare
 * `session.run` on the step's own input tensors. Model, threads and session options are the same, and each side has a worker
 * thread. Ours is timed from outside, on the main thread, from asking for a step to holding its preview and checkpoint; bare
 * around `session.run` alone, with its tensors made beforehand. A step has one such call: texts are embedded once a picture.
 * `ratio` and `previewShare` are medians over pairs measured side by side, so that a busy machine troubles both alike.
 * A picture's first step is left out: no caller ever sees the latents that go into it.
 *
 * Options: --model folder, --threads n, --steps n, --pictures n.
 */
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { createScheduler, openPainter, type Painter, readCheckpoint } from '@yosegaki/painter'
import * as ort from 'onnxruntime-node'
import { readModelFolder } from '../../server/painter/src/model/model-folder.ts'
import { createTokeniser } from '../../server/painter/src/model/tokenizer.ts'

const PROMPT = 'りんご'
/** The empty prompt and one asked for. */
const ROWS = 2

type Setup = { model: string; threads: number }
/** One bare call: latents [C,h,w] before the step, and the step's timestep. */
type BareStep = { latents: Float32Array; timestep: number }
type BareAnswer = { millis: number }

if (isMainThread) await main()
else serveBareRuns()

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { model: text, threads: text, steps: text, pictures: text } })
  const model = values.model ?? defaultModel()
  const threads = Number(values.threads ?? Math.min(availableParallelism(), 8))
  const painter = await openPainter(model, { threads })
  const bare = await startBareRuns({ model, threads })
  const steps = Number(values.steps ?? painter.model.defaultSteps)
  const pictures = Number(values.pictures ?? 5)
  const timesteps = timestepsOf(model, steps)

  await measurePicture({ painter, bare, timesteps }) // warms everything up
  const measured: Picture[] = []
  for (let i = 0; i < pictures; i += 1) {
    const picture = await measurePicture({ painter, bare, timesteps })
    measured.push(picture)
    console.log(`picture ${i + 1}/${pictures}: ${summary(picture)}`)
  }
  await Promise.all([painter.close(), bare.close()])

  const turns = measured.flatMap((picture) => picture.turns)
  const result = {
    bench: 'paint',
    model: painter.model.id,
    threads,
    steps,
    rows: ROWS,
    pictures,
    ratio: round(median(turns.map(({ ours, bare }) => ours / bare)), 4),
    secondsPerPicture: round(median(measured.map((picture) => picture.total)) / 1000, 4),
    stepMillis: round(median(turns.map(({ ours }) => ours)), 3),
    bareMillis: round(median(turns.map(({ bare }) => bare)), 3),
    previewShare: round(1 - median(turns.map(({ ours, plain }) => plain / ours)), 4),
  }
  console.log(JSON.stringify(result))
}

/** Milliseconds of one step: ours with a preview, ours without, and the bare call on the same input. */
type Turn = { ours: number; plain: number; bare: number }
/** total: of all steps and the final decoding, in milliseconds. */
type Picture = { turns: Turn[]; total: number }
type Measuring = { painter: Painter; bare: BareRuns; timesteps: Float32Array }

async function measurePicture({ painter, bare, timesteps }: Measuring): Promise<Picture> {
  const ours = startTimed(painter, timesteps.length, 'matrix')
  const plain = startTimed(painter, timesteps.length, 'none')
  let total = (await ours.next()).millis
  let { checkpoint } = await plain.next()
  const turns: Turn[] = []
  for (let step = 1; step < timesteps.length; step += 1) {
    // DDIM hands its latents to the model as they are, so the checkpoint before a step holds the step's very input.
    const { latents } = readCheckpoint(checkpoint)
    const turn: Turn = { ours: 0, plain: 0, bare: 0 }
    const contestants = [
      async () => {
        turn.ours = (await ours.next()).millis
      },
      async () => {
        const timed = await plain.next()
        turn.plain = timed.millis
        checkpoint = timed.checkpoint
      },
      async () => {
        turn.bare = await bare.run({ latents, timestep: timesteps[step]! })
      },
    ]
    for (let i = 0; i < 3; i += 1) await contestants[(step + i) % 3]!()
    turns.push(turn)
    total += turn.ours
  }
  await plain.next()
  return { turns, total: total + (await ours.next()).millis }
}

/** A painting whose every `next` is timed; the last one is the decoding. */
function startTimed(painter: Painter, steps: number, preview: 'matrix' | 'none') {
  const conditioning = { prompts: [{ text: PROMPT, weight: 1 }], guidance: painter.model.defaultGuidance }
  const painting = painter.paint({
    seed: 7,
    steps,
    scheduler: 'ddim',
    preview,
    conditioning: () => conditioning,
  })
  return {
    async next() {
      const started = performance.now()
      const turn = await painting.next()
      const millis = performance.now() - started
      return { millis, checkpoint: turn.done ? new Uint8Array() : turn.value.checkpoint }
    },
  }
}

type BareRuns = { run(step: BareStep): Promise<number>; close(): Promise<unknown> }

async function startBareRuns(setup: Setup): Promise<BareRuns> {
  const worker = new Worker(fileURLToPath(import.meta.url))
  const ask = async (message: Setup | BareStep): Promise<BareAnswer> => {
    worker.postMessage(message)
    const [answer] = await once(worker, 'message')
    return answer
  }
  await ask(setup)
  return { run: async (step) => (await ask(step)).millis, close: () => worker.terminate() }
}

function serveBareRuns(): void {
  let opened: ReturnType<typeof openBare> | undefined
  parentPort!.on('message', async (message: Setup | BareStep) => {
    if ('model' in message) {
      opened = openBare(message)
      await opened
      parentPort!.postMessage({ millis: 0 } satisfies BareAnswer)
    } else {
      const { unet, feedsOf } = await opened!
      const feeds = feedsOf(message)
      const started = performance.now()
      await unet.run(feeds)
      parentPort!.postMessage({ millis: performance.now() - started } satisfies BareAnswer)
    }
  })
}

/** Sessions opened as the painter opens them, without the painter. */
async function openBare({ model, threads }: Setup) {
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }
  const folder = await readModelFolder(model)
  const { definition, config } = folder.tokenizer
  const { tokenise, length } = createTokeniser(definition, config, folder.maxPositions)
  const encoder = await ort.InferenceSession.create(join(model, 'text_encoder/model.onnx'), options)
  const idsType = encoder.inputMetadata[0]?.isTensor ? encoder.inputMetadata[0].type : 'int64'
  const ids = ['', PROMPT].flatMap(tokenise)
  const idsTensor =
    idsType === 'int32'
      ? new ort.Tensor('int32', Int32Array.from(ids), [ROWS, length])
      : new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [ROWS, length])
  const { last_hidden_state: hidden } = await encoder.run({ input_ids: idsTensor })
  await encoder.release()
  const unet = await ort.InferenceSession.create(join(model, 'unet/model.onnx'), options)
  const { channels, height, width } = folder.shape.latents
  const port = unet.inputMetadata.find((each) => each.name === 'timestep')
  const [type, dims] = port?.isTensor ? [port.type, port.shape.length === 0 ? [] : [1]] : ['float32', [1]]
  const feedsOf = ({ latents, timestep }: BareStep) => {
    const sample = new Float32Array(ROWS * latents.length)
    for (let row = 0; row < ROWS; row += 1) sample.set(latents, row * latents.length)
    const time =
      type === 'int64'
        ? new ort.Tensor('int64', BigInt64Array.of(BigInt(timestep)), dims)
        : new ort.Tensor('float32', Float32Array.of(timestep), dims)
    return {
      sample: new ort.Tensor('float32', sample, [ROWS, channels, height, width]),
      timestep: time,
      encoder_hidden_states: hidden!,
    }
  }
  return { unet, feedsOf }
}

function timestepsOf(model: string, steps: number): Float32Array {
  const config = JSON.parse(readFileSync(join(model, 'scheduler/scheduler_config.json'), 'utf8'))
  const scheduler = createScheduler({ ...config, _class_name: 'DDIMScheduler' })
  scheduler.setTimesteps(steps)
  return scheduler.timesteps
}

function defaultModel(): string {
  const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const starter = at('pipeline/models/starter')
  if (existsSync(join(starter, 'model_index.json'))) return starter
  console.log('no starter model yet: measuring tests/models/tiny, whose steps are too small to judge by')
  return at('tests/models/tiny')
}

function summary({ turns, total }: Picture): string {
  const of = (name: keyof Turn) => median(turns.map((turn) => turn[name])).toFixed(2)
  return `step ${of('ours')} ms, without preview ${of('plain')} ms, bare ${of('bare')} ms, picture ${(total / 1000).toFixed(2)} s`
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
