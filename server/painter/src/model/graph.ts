import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import type { Provider } from '../types.ts'
import { loadFailure, reason } from './load-failure.ts'

/** One loaded ONNX graph of a model folder. */
export type Graph = {
  /** Of the model folder: absolute. */
  readonly folder: string
  /** Inside the folder. */
  readonly file: string
  readonly session: ort.InferenceSession
}

export type GraphOptions = { threads: number; provider: Provider }

/**
 * Inference threads that spin take up their next operation sooner, which small models feel; but not between two runs, when
 * they would take the cores from the server.
 */
const SESSION_CONFIG = { intra_op: { allow_spinning: '1' }, force_spinning_stop: '1' }

/** Named in every checkpoint: another level may round differently. */
export const OPTIMISATION_LEVEL = 'all'
export const RUNTIME_VERSION = `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`

/** Throws a ModelError when the file is missing, truncated or not ONNX. */
export async function openGraph(folder: string, file: string, options: GraphOptions): Promise<Graph> {
  const path = join(folder, file)
  if (!existsSync(path)) throw new ModelError(file, 'is missing')
  try {
    const session = await ort.InferenceSession.create(path, {
      executionProviders: options.provider === 'cuda' ? ['cuda', 'cpu'] : ['cpu'],
      graphOptimizationLevel: OPTIMISATION_LEVEL,
      intraOpNumThreads: options.threads,
      // It would print its complaints on stderr, with paths, before it throws them.
      logSeverityLevel: 4,
      extra: { session: SESSION_CONFIG },
    })
    return { folder, file, session }
  } catch (error) {
    throw loadFailure(folder, file, error)
  }
}

/** Whether the graph holds an ONNX operation that draws random numbers. Its name stands in the file as it is. */
export async function drawsNoise(folder: string, file: string): Promise<boolean> {
  const bytes = await readFile(join(folder, file)).catch(() => Buffer.alloc(0))
  return ['RandomNormal', 'RandomNormalLike'].some((name) =>
    bytes.includes(`\x22${String.fromCharCode(name.length)}${name}`),
  )
}

export type PortRule = {
  name: string
  types: readonly string[]
  /** Null: any size, or one left open. */
  shape: readonly (number | null)[]
}

/** Holds a graph's input against what the configs promise; returns its element type. */
export function checkInput(graph: Graph, rule: PortRule): string {
  return checkPort(graph, graph.session.inputMetadata, rule)
}

export function checkOutput(graph: Graph, rule: PortRule): string {
  return checkPort(graph, graph.session.outputMetadata, rule)
}

/** What a graph may ask for beside the usual, and the kind of model it then is. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  timestep_cond: 'a guidance-distilled model (LCM) whose UNet takes the guidance itself',
  class_labels: 'a class-conditioned model',
  text_embeds: 'a Stable Diffusion XL model',
  time_ids: 'a Stable Diffusion XL model',
  image_embeds: 'a model that takes pictures beside words',
  attention_mask: 'a model whose text encoder is not CLIP',
}

/** A graph that wants more than we know to give it is another kind of model. */
export function checkNoOtherInputs(graph: Graph, names: readonly string[]): void {
  const other = graph.session.inputNames.find((name) => !names.includes(name))
  if (other === undefined) return
  const kind = OTHER_KINDS[other] ?? (/down_block|mid_block/.test(other) ? 'a ControlNet model' : undefined)
  const meaning = kind ? ` (${kind})` : ''
  throw new ModelError(graph.file, `input ${other} is not one that this painter knows${meaning}`)
}

/** Shape of an input as the graph declares it; open sizes are strings. */
export function inputShape(graph: Graph, name: string): readonly (number | string)[] {
  const port = graph.session.inputMetadata.find((each) => each.name === name)
  return port?.isTensor ? port.shape : []
}

/** Whether the graph takes pictures or latents [B,C,h,w] of any height and width. */
export function leavesSizeOpen(graph: Graph, name: string): boolean {
  const [, , height, width] = inputShape(graph, name)
  return typeof height === 'string' && typeof width === 'string'
}

export function hasOutput(graph: Graph, name: string): boolean {
  return graph.session.outputNames.includes(name)
}

export type Output = { data: Float32Array; dims: readonly number[] }

/** Runs the graph for one of its outputs, whose values are not copied. Throws a ModelError. */
export async function runGraph(
  graph: Graph,
  feeds: Record<string, ort.Tensor>,
  output: string,
): Promise<Output> {
  try {
    const { data, dims } = (await graph.session.run(feeds, [output], { logSeverityLevel: 4 }))[output]!
    return { data: data as Float32Array, dims }
  } catch (error) {
    throw new ModelError(graph.file, `failed to run (${reason(graph.folder, error)})`, { cause: error })
  }
}

/** Open sizes let a graph promise nothing: what came out is held to what must. */
export function requireDims(
  graph: Graph,
  name: string,
  dims: readonly number[],
  expected: readonly number[],
): void {
  if (dims.length === expected.length && dims.every((size, i) => size === expected[i])) return
  throw new ModelError(graph.file, `${name} came out as [${dims.join(',')}], must be [${expected.join(',')}]`)
}

type Metadata = readonly ort.InferenceSession.ValueMetadata[]

function checkPort(graph: Graph, ports: Metadata, rule: PortRule): string {
  const port = ports.find((each) => each.name === rule.name)
  if (!port?.isTensor) {
    const names = ports.map((each) => each.name).join(', ')
    throw new ModelError(graph.file, `${rule.name} is not among its tensors (${names})`)
  }
  if (!rule.types.includes(port.type)) {
    const advice =
      port.type === 'float16' ? ': export it in float32; its weights may be stored as float16 inside' : ''
    throw new ModelError(
      graph.file,
      `${rule.name} is ${port.type}, must be ${rule.types.join(' or ')}${advice}`,
    )
  }
  const fits =
    port.shape.length === rule.shape.length && port.shape.every((size, i) => sizeFits(size, rule.shape[i]!))
  if (!fits) {
    const expected = rule.shape.map((size) => size ?? '?').join(',')
    throw new ModelError(
      graph.file,
      `${rule.name} is [${port.shape.join(',')}], the configs say [${expected}]`,
    )
  }
  return port.type
}

function sizeFits(size: number | string, expected: number | null): boolean {
  return typeof size === 'string' || expected === null || size === expected
}
