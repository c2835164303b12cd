import type { OnnxGraph, OnnxType, Port } from './onnx-writer.ts'
import { cast } from './onnx-writer.ts'

/**
 * Graphs with the tensors of a Stable Diffusion folder (4 latent channels, 8 pixels a cell, texts [77,32]) and a line of
 * arithmetic inside, for the variants that no committed folder has. They fit the configs of tests/models/sd.
 */

type Ports = Partial<Record<string, Partial<Port>>>

/** The stub's ports, some of them changed. */
function changed(ports: Port[], changes: Ports): Port[] {
  return ports.map((port) => ({ ...port, ...changes[port.name] }))
}

const AS_ROWS = { name: 'rows', dims: [4], values: BigInt64Array.of(-1n, 1n, 1n, 1n) }

/** out_sample = sample / 2 + timestep / 1000 + mean of the row's hidden state. */
export function stubUnet(changes: Ports = {}, extra: Port[] = []): OnnxGraph {
  const inputs: Port[] = [
    { name: 'sample', type: 'float32', shape: ['batch', 4, 'height', 'width'] },
    { name: 'timestep', type: 'int64', shape: [] },
    { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'words', 32] },
    ...extra,
  ]
  return {
    inputs: changed(inputs, changes),
    outputs: changed(
      [{ name: 'out_sample', type: 'float32', shape: ['batch', 4, 'height', 'width'] }],
      changes,
    ),
    weights: [
      AS_ROWS,
      { name: 'half', dims: [], values: Float32Array.of(0.5) },
      { name: 'milli', dims: [], values: Float32Array.of(0.001) },
    ],
    operations: [
      cast('sample', 'sample32', 'float32'),
      cast('timestep', 'time32', 'float32'),
      cast('encoder_hidden_states', 'hidden32', 'float32'),
      { op: 'Reshape', inputs: ['time32', 'rows'], outputs: ['time_rows'] },
      { op: 'Mul', inputs: ['time_rows', 'milli'], outputs: ['time'] },
      {
        op: 'ReduceMean',
        inputs: ['hidden32'],
        outputs: ['mean'],
        attributes: { axes: [1, 2], keepdims: 1 },
      },
      { op: 'Reshape', inputs: ['mean', 'rows'], outputs: ['mean_rows'] },
      { op: 'Mul', inputs: ['sample32', 'half'], outputs: ['halved'] },
      { op: 'Add', inputs: ['halved', 'time'], outputs: ['timed'] },
      { op: 'Add', inputs: ['timed', 'mean_rows'], outputs: ['result'] },
      cast('result', 'out_sample', changes.out_sample?.type ?? 'float32'),
    ],
  }
}

/** last_hidden_state [B,77,32] = id / 100 in every place; pooler_output = the same. */
export function stubTextEncoder(changes: Ports = {}, extra: Port[] = []): OnnxGraph {
  return {
    inputs: changed([{ name: 'input_ids', type: 'int64', shape: ['batch', 'words'] }, ...extra], changes),
    outputs: changed(
      [
        { name: 'pooler_output', type: 'float32', shape: ['batch', 'words'] },
        { name: 'last_hidden_state', type: 'float32', shape: ['batch', 'words', 32] },
      ],
      changes,
    ),
    weights: [
      { name: 'last', dims: [1], values: BigInt64Array.of(-1n) },
      { name: 'places', dims: [32], values: new Float32Array(32).fill(0.01) },
    ],
    operations: [
      cast('input_ids', 'pooler_output', 'float32'),
      { op: 'Unsqueeze', inputs: ['pooler_output', 'last'], outputs: ['tall'] },
      { op: 'Mul', inputs: ['tall', 'places'], outputs: ['result'] },
      cast('result', 'last_hidden_state', changes.last_hidden_state?.type ?? 'float32'),
    ],
  }
}

/** Each latent cell becomes 8 x 8 pixels, red, green and blue from its first three channels. */
export function stubDecoder(changes: Ports = {}, side = 8): OnnxGraph {
  const kernel = new Float32Array(4 * 3 * side * side)
  for (let channel = 0; channel < 3; channel += 1)
    kernel.fill(1, (channel * 3 + channel) * side * side, (channel * 3 + channel + 1) * side * side)
  return {
    inputs: changed([{ name: 'latent_sample', type: 'float32', shape: ['batch', 4, 'h', 'w'] }], changes),
    outputs: changed([{ name: 'sample', type: 'float32', shape: ['batch', 3, 'height', 'width'] }], changes),
    weights: [{ name: 'kernel', dims: [4, 3, side, side], values: kernel }],
    operations: [
      cast('latent_sample', 'latents32', 'float32'),
      {
        op: 'ConvTranspose',
        inputs: ['latents32', 'kernel'],
        outputs: ['result'],
        attributes: { strides: [side, side] },
      },
      cast('result', 'sample', changes.sample?.type ?? 'float32'),
    ],
  }
}

type EncoderOptions = { output?: string; planes?: number; type?: OnnxType }

/** Plane p of each cell is the sum of its red pixels times p + 1. */
export function stubEncoder({
  output = 'latent_sample',
  planes = 4,
  type = 'float32',
}: EncoderOptions = {}): OnnxGraph {
  const kernel = new Float32Array(planes * 3 * 64)
  for (let plane = 0; plane < planes; plane += 1) kernel.fill(plane + 1, plane * 192, plane * 192 + 64)
  return {
    inputs: [{ name: 'sample', type, shape: ['batch', 3, 'height', 'width'] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', planes, 'h', 'w'] }],
    weights: [{ name: 'kernel', dims: [planes, 3, 8, 8], values: kernel }],
    operations: [
      cast('sample', 'sample32', 'float32'),
      { op: 'Conv', inputs: ['sample32', 'kernel'], outputs: [output], attributes: { strides: [8, 8] } },
    ],
  }
}
