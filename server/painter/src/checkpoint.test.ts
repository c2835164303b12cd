import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  type Checkpoint,
  type CheckpointOrigin,
  readCheckpoint,
  requireSameOrigin,
  writeCheckpoint,
} from './checkpoint.ts'
import { CheckpointError } from './errors.ts'

const origin: CheckpointOrigin = {
  model: 'a'.repeat(64),
  runtime: 'onnxruntime-node 1.30.0',
  provider: 'cpu',
  optimisation: 'all',
  seed: 7,
  steps: 25,
  scheduler: 'ddim',
  size: '64x64',
}
const checkpoint: Checkpoint = {
  origin,
  done: 3,
  touchUp: { strength: 0.5, steps: 2, begins: 2 },
  take: null,
  latents: Float32Array.of(1.5, -2, 3e-38, 0.1),
  predicted: Float32Array.of(1, 2, 3, 4),
  held: { latents: Float32Array.of(5, 6, 7, 8), cells: Float32Array.of(0, 1) },
  scheduler: { calls: 3, history: [Float32Array.of(7, 8)] },
}

/** The same checkpoint with another format number, and a checksum to match. */
function asFormat(bytes: Uint8Array, format: number): Uint8Array {
  const json = Buffer.from(bytes.subarray(0, -4))
    .toString('latin1')
    .replace('"format":2', `"format":${format}`)
  const body = Buffer.from(json, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32(body))
  return Buffer.concat([body, sum])
}

test('P19: a checkpoint comes back as it was', () => {
  const bytes = writeCheckpoint(checkpoint)
  expect(readCheckpoint(bytes)).toEqual(checkpoint)
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  expect(readCheckpoint(shifted.subarray(3))).toEqual(checkpoint)
  const plain = {
    ...checkpoint,
    touchUp: null,
    take: { take: 2, begins: 1 },
    held: null,
    scheduler: { calls: 3, history: [] },
  }
  expect(readCheckpoint(writeCheckpoint(plain))).toEqual(plain)
})

describe('P20: what is not a whole checkpoint is refused', () => {
  const bytes = writeCheckpoint(checkpoint)
  const altered = bytes.slice()
  altered[altered.length - 40]! ^= 1
  const otherHeader = bytes.slice()
  otherHeader[otherHeader.indexOf(55, 8)] = 56
  test.each([
    ['nothing', new Uint8Array(0)],
    ['a picture', new TextEncoder().encode('PNG and so on, long enough')],
    ['one cut in its header', bytes.subarray(0, 40)],
    ['one cut in its latents', bytes.subarray(0, -4)],
    ['one with a latent altered', altered],
    ['one with its header altered', otherHeader],
    ['one of another format', asFormat(bytes, 1)],
  ])('%s', (_, damaged) => {
    expect(() => readCheckpoint(damaged)).toThrow(CheckpointError)
    expect(() => readCheckpoint(damaged)).toThrow('the checkpoint cannot be used')
  })
})

test.each([
  ['model', 'b'.repeat(64), 'model hash'],
  ['runtime', 'onnxruntime-node 1.31.0', 'runtime version'],
  ['provider', 'cuda', 'provider'],
  ['optimisation', 'basic', 'optimisation level'],
  ['seed', 8, 'seed'],
  ['steps', 26, 'number of steps'],
  ['scheduler', 'euler', 'scheduler'],
  ['size', '64x32', 'size'],
] as const)('P20: another %s is refused by name', (field, value, name) => {
  const resume = () => requireSameOrigin(origin, { ...origin, [field]: value })
  expect(resume).toThrow(expect.objectContaining({ name: 'CheckpointError', field }))
  expect(resume).toThrow(
    `the checkpoint was taken under another ${name}: ${origin[field]}, here it is ${value}`,
  )
})
