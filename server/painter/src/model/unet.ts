import * as ort from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import {
  checkInput,
  checkNoOtherInputs,
  checkOutput,
  type Graph,
  inputShape,
  leavesSizeOpen,
  requireDims,
  runGraph,
} from './graph.ts'
import type { ModelShape } from './model-shape.ts'
import type { Networks, Opened } from './network-types.ts'

/** textLength: tokens of every text. */
export function openUnet(shape: ModelShape, graph: Graph, textLength: number): Opened<Networks['predict']> {
  const { channels, height, width } = shape.latents
  const latents = [null, channels, height, width]
  checkNoOtherInputs(graph, ['sample', 'timestep', 'encoder_hidden_states'])
  checkInput(graph, { name: 'sample', types: ['float32'], shape: latents })
  const timestep = timestepInput(graph)
  checkInput(graph, {
    name: 'encoder_hidden_states',
    types: ['float32'],
    shape: [null, textLength, shape.textDim ?? null],
  })
  checkOutput(graph, { name: 'out_sample', types: ['float32'], shape: latents })
  if (typeof inputShape(graph, 'sample')[0] === 'number') {
    throw new ModelError(graph.file, 'sample has a fixed batch: export it with an open one')
  }
  const run: Networks['predict'] = async (call) => {
    const { rows, hidden } = call
    const dims = [rows, call.shape.channels, call.shape.height, call.shape.width]
    const feeds = {
      sample: new ort.Tensor('float32', call.sample, dims),
      timestep: timestep(call.timestep, rows),
      encoder_hidden_states: new ort.Tensor('float32', hidden, [
        rows,
        textLength,
        hidden.length / rows / textLength,
      ]),
    }
    const output = await runGraph(graph, feeds, 'out_sample')
    requireDims(graph, 'out_sample', output.dims, dims)
    return output.data
  }
  return { run, resizable: leavesSizeOpen(graph, 'sample') }
}

type TimestepTensor = (value: number, rows: number) => ort.Tensor

/**
 * Exports take the timestep as a scalar, as [1], or with an open size. One that is open under the name of the sample's
 * batch gets the timestep once a row; any other open size gets it once.
 */
function timestepInput(graph: Graph): TimestepTensor {
  const [size, ...more] = inputShape(graph, 'timestep')
  const types = ['float32', 'int64', 'float64', 'int32']
  const rank = size === undefined ? 0 : 1
  const type = checkInput(graph, {
    name: 'timestep',
    types,
    shape: rank === 0 && more.length === 0 ? [] : [1],
  })
  if (rank === 0) return (value) => filled(type, value, [])
  const aRow = typeof size === 'string' && size !== '' && size === inputShape(graph, 'sample')[0]
  return (value, rows) => filled(type, value, [aRow ? rows : 1])
}

/** Older exports take whole timesteps only; a fractional one is cut, as Optimum's own pipeline does. */
function filled(type: string, value: number, dims: readonly number[]): ort.Tensor {
  const count = dims[0] ?? 1
  switch (type) {
    case 'int64':
      return new ort.Tensor('int64', new BigInt64Array(count).fill(BigInt(Math.trunc(value))), dims)
    case 'int32':
      return new ort.Tensor('int32', new Int32Array(count).fill(value), dims)
    case 'float64':
      return new ort.Tensor('float64', new Float64Array(count).fill(value), dims)
    default:
      return new ort.Tensor('float32', new Float32Array(count).fill(value), dims)
  }
}
