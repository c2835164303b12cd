import * as ort from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import type { Provider } from '../types.ts'
import { hasCudaFiles } from './cuda-files.ts'
import {
  checkInput,
  checkNoOtherInputs,
  checkOutput,
  type Graph,
  type GraphOptions,
  inputShape,
  openGraph,
} from './graph.ts'
import type { ModelFolder } from './model-folder.ts'
import { createTokeniser } from './tokenizer.ts'

export type UnetCall = {
  rows: number
  /** [rows,C,h,w] */
  sample: Float32Array
  timestep: number
  /** [rows,L,D] */
  hidden: Float32Array
}

/** The model's three networks over plain arrays, so that a painting can be tested without weights. */
export type Networks = {
  /** Text embeddings [L,D] of one text. */
  encodeText(text: string): Promise<Float32Array>
  /** Model output [rows,C,h,w]. */
  predict(call: UnetCall): Promise<Float32Array>
  /** latents: scaled, [C,h,w] -> picture [3,H,W] in [-1,1]. */
  decode(latents: Float32Array): Promise<Float32Array>
  release(): Promise<void>
}

const FLOAT = ['float32'] as const

export type OpenedNetworks = { networks: Networks; provider: Provider; warnings: string[] }

/** Loads the graphs. CUDA falls back to the CPU with a warning; a broken graph is a ModelError on either. */
export async function openNetworks(folder: ModelFolder, options: GraphOptions): Promise<OpenedNetworks> {
  const onCpu = async (warnings: string[]): Promise<OpenedNetworks> => {
    return { networks: await open(folder, { ...options, provider: 'cpu' }), provider: 'cpu', warnings }
  }
  if (options.provider === 'cpu') return onCpu([])
  // Asked first, because the runtime prints its own failure to load them on stderr.
  if (!hasCudaFiles()) return onCpu([`${NO_CUDA}: onnxruntime-node was installed without its CUDA files`])
  try {
    return { networks: await open(folder, options), provider: 'cuda', warnings: [] }
  } catch (error) {
    return onCpu([`${NO_CUDA}: ${(error as Error).message}`])
  }
}

const NO_CUDA = 'CUDA cannot be used, painting on the CPU'

async function open(folder: ModelFolder, options: GraphOptions): Promise<Networks> {
  const graphs: Graph[] = []
  const load = async (part: string) => {
    const graph = await openGraph(folder.path, `${part}/model.onnx`, options)
    graphs.push(graph)
    return graph
  }
  const release = async () => {
    for (const graph of graphs) await graph.session.release()
  }
  try {
    const text = textEncoder(folder, await load('text_encoder'))
    const predict = unet(folder, await load('unet'), text.length)
    const decode = decoder(folder, await load('vae_decoder'))
    return { encodeText: text.encode, predict, decode, release }
  } catch (error) {
    await release()
    throw error
  }
}

type TextEncoder = { encode: Networks['encodeText']; length: number }

function textEncoder(folder: ModelFolder, graph: Graph): TextEncoder {
  const { definition, config } = folder.tokenizer
  const { tokenise, length } = createTokeniser(definition, config, folder.maxPositions)
  checkNoOtherInputs(graph, ['input_ids'])
  const type = checkInput(graph, { name: 'input_ids', types: ['int64', 'int32'], shape: [null, length] })
  const textDim = folder.shape.textDim ?? null
  checkOutput(graph, { name: 'last_hidden_state', types: FLOAT, shape: [null, length, textDim] })
  const encode = async (text: string) => {
    const ids = tokenise(text)
    const tensor =
      type === 'int64'
        ? new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, length])
        : new ort.Tensor('int32', Int32Array.from(ids), [1, length])
    const hidden = await run(graph, { input_ids: tensor }, 'last_hidden_state')
    if (!hidden.every(Number.isFinite)) {
      throw new ModelError(graph.file, `last_hidden_state is not finite for ${JSON.stringify(text)}`)
    }
    return hidden
  }
  return { encode, length }
}

function unet(folder: ModelFolder, graph: Graph, textLength: number): Networks['predict'] {
  const { channels, height, width } = folder.shape.latents
  const latents = [null, channels, height, width]
  checkNoOtherInputs(graph, ['sample', 'timestep', 'encoder_hidden_states'])
  checkInput(graph, { name: 'sample', types: FLOAT, shape: latents })
  const rank = inputShape(graph, 'timestep').length
  const types = ['float32', 'int64', 'float64', 'int32']
  const type = checkInput(graph, { name: 'timestep', types, shape: rank === 0 ? [] : [1] })
  checkInput(graph, {
    name: 'encoder_hidden_states',
    types: FLOAT,
    shape: [null, textLength, folder.shape.textDim ?? null],
  })
  checkOutput(graph, { name: 'out_sample', types: FLOAT, shape: latents })
  if (typeof inputShape(graph, 'sample')[0] === 'number') {
    throw new ModelError(graph.file, 'sample has a fixed batch: export it with an open one')
  }
  return async ({ rows, sample, timestep, hidden }) => {
    const textDim = hidden.length / rows / textLength
    const feeds = {
      sample: new ort.Tensor('float32', sample, [rows, channels, height, width]),
      timestep: timestepTensor(type, timestep, rank === 0 ? [] : [1]),
      encoder_hidden_states: new ort.Tensor('float32', hidden, [rows, textLength, textDim]),
    }
    return run(graph, feeds, 'out_sample')
  }
}

/** Older exports take whole timesteps only; a fractional one is cut, as Optimum's own pipeline does. */
function timestepTensor(type: string, value: number, dims: readonly number[]): ort.Tensor {
  switch (type) {
    case 'int64':
      return new ort.Tensor('int64', BigInt64Array.of(BigInt(Math.trunc(value))), dims)
    case 'int32':
      return new ort.Tensor('int32', Int32Array.of(value), dims)
    case 'float64':
      return new ort.Tensor('float64', Float64Array.of(value), dims)
    default:
      return new ort.Tensor('float32', Float32Array.of(value), dims)
  }
}

function decoder(folder: ModelFolder, graph: Graph): Networks['decode'] {
  const { latents, picture, scalingFactor } = folder.shape
  const dims = [1, latents.channels, latents.height, latents.width]
  checkNoOtherInputs(graph, ['latent_sample'])
  checkInput(graph, { name: 'latent_sample', types: FLOAT, shape: [null, ...dims.slice(1)] })
  checkOutput(graph, { name: 'sample', types: FLOAT, shape: [null, 3, picture.height, picture.width] })
  const scale = Math.fround(scalingFactor)
  return async (scaled) => {
    const unscaled = scaled.map((value) => value / scale)
    const pixels = await run(graph, { latent_sample: new ort.Tensor('float32', unscaled, dims) }, 'sample')
    if (pixels.length !== 3 * picture.width * picture.height) {
      throw new ModelError(
        graph.file,
        `sample has ${pixels.length} values, a ${picture.width}x${picture.height} picture has not`,
      )
    }
    return pixels
  }
}

async function run(graph: Graph, feeds: Record<string, ort.Tensor>, output: string): Promise<Float32Array> {
  try {
    return (await graph.session.run(feeds))[output]!.data as Float32Array
  } catch (error) {
    throw new ModelError(graph.file, `failed to run (${(error as Error).message})`, { cause: error })
  }
}
