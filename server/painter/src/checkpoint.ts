import { createHash } from 'node:crypto'
import { CheckpointError } from './errors.ts'
import type { SchedulerName, TouchUp } from './types.ts'

/** What must be the same for the pixels to come out the same. */
export type CheckpointOrigin = {
  /** ModelInfo.hash */
  model: string
  runtime: string
  provider: string
  optimisation: string
  seed: number
  steps: number
  scheduler: SchedulerName
}

export type Checkpoint = {
  origin: CheckpointOrigin
  /** Steps done, touch-up included. */
  done: number
  /** Null while the touch-up has not begun: it may still be changed. */
  touchUp: TouchUp | null
  /** [C,h,w] */
  latents: Float32Array
  /** Arrays that the scheduler must have back; none for DDIM and Euler. */
  history: readonly Float32Array[]
}

/**
 * Layout, little-endian: "YSGK" | uint32 length of the header | header, JSON in UTF-8, padded with spaces to a multiple of
 * four | latents | history arrays, all float32. The header says how long each array is and carries the sha256 of them all.
 */
const MAGIC = 'YSGK'
const FORMAT = 1
const PREFIX = 8

type Header = {
  format: number
  origin: CheckpointOrigin
  done: number
  touchUp: TouchUp | null
  lengths: number[]
  sha256: string
}

export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const arrays = [checkpoint.latents, ...checkpoint.history]
  const { origin, done, touchUp } = checkpoint
  const lengths = arrays.map((array) => array.length)
  const header: Header = { format: FORMAT, origin, done, touchUp, lengths, sha256: hashOf(arrays) }
  const json = Buffer.from(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / 4) * 4
  const bytes = new Uint8Array(PREFIX + headerLength + lengths.reduce((sum, length) => sum + length * 4, 0))
  bytes.set(Buffer.from(MAGIC))
  new DataView(bytes.buffer).setUint32(4, headerLength, true)
  bytes.fill(0x20, PREFIX, PREFIX + headerLength)
  bytes.set(json, PREFIX)
  let at = PREFIX + headerLength
  for (const array of arrays) {
    bytes.set(bytesOf(array), at)
    at += array.byteLength
  }
  return bytes
}

/** Throws a CheckpointError when the bytes are no whole checkpoint. */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { header, body } = splitBytes(bytes)
  if (header.format !== FORMAT) throw damaged(`its format is ${header.format}, this painter reads ${FORMAT}`)
  const arrays: Float32Array[] = []
  let at = 0
  for (const length of header.lengths) {
    // Copied: the body may start anywhere in a pooled buffer, and float32 views must start at a multiple of four.
    arrays.push(new Float32Array(body.slice(at, at + length * 4).buffer))
    at += length * 4
  }
  const [latents, ...history] = arrays
  if (at !== body.length || !latents || hashOf(arrays) !== header.sha256)
    throw damaged('it is cut short or altered')
  return { origin: header.origin, done: header.done, touchUp: header.touchUp, latents, history }
}

/** Throws a CheckpointError naming the first thing that differs, with both values. */
export function requireSameOrigin(checkpoint: CheckpointOrigin, present: CheckpointOrigin): void {
  for (const [field, name] of Object.entries(ORIGIN_NAMES) as [keyof CheckpointOrigin, string][]) {
    if (checkpoint[field] !== present[field]) {
      const values = `${checkpoint[field]}, here it is ${present[field]}`
      throw new CheckpointError(field, `the checkpoint was taken under another ${name}: ${values}`)
    }
  }
}

const ORIGIN_NAMES: Record<keyof CheckpointOrigin, string> = {
  model: 'model hash',
  runtime: 'runtime version',
  provider: 'provider',
  optimisation: 'optimisation level',
  seed: 'seed',
  steps: 'number of steps',
  scheduler: 'scheduler',
}

function splitBytes(bytes: Uint8Array): { header: Header; body: Uint8Array } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < PREFIX || buffer.toString('latin1', 0, 4) !== MAGIC)
    throw damaged('it is not a checkpoint')
  const headerEnd = PREFIX + buffer.readUInt32LE(4)
  try {
    const header = JSON.parse(buffer.toString('utf8', PREFIX, headerEnd)) as Header
    return { header, body: bytes.subarray(headerEnd) }
  } catch (error) {
    throw damaged('its header cannot be read', error)
  }
}

function damaged(reason: string, cause?: unknown): CheckpointError {
  return new CheckpointError('bytes', `the checkpoint cannot be used: ${reason}`, { cause })
}

function hashOf(arrays: readonly Float32Array[]): string {
  const hash = createHash('sha256')
  for (const array of arrays) hash.update(bytesOf(array))
  return hash.digest('hex')
}

function bytesOf(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
