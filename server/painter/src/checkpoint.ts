import { crc32 } from 'node:zlib'
import { CheckpointError } from './errors.ts'
import type { SchedulerState } from './schedulers/scheduler.ts'
import type { PainterOrigin, SchedulerName, TouchUp } from './types.ts'

/** What must be the same for the pixels to come out the same. */
export type CheckpointOrigin = PainterOrigin & {
  seed: number
  steps: number
  scheduler: SchedulerName
  /** Of the picture, like `64x64`. */
  size: string
}

export type Checkpoint = {
  origin: CheckpointOrigin
  /** Steps done, touch-ups included. */
  done: number
  /** The touch-up it was taken in, and the steps painted before that; null in the painting itself. */
  touchUp: (Pick<TouchUp, 'strength' | 'steps'> & { begins: number }) | null
  /** The later take of the painting that it was taken in; null in the first, and in a touch-up. */
  take: { take: number; begins: number } | null
  /** [C,h,w] */
  latents: Float32Array
  /** The finished latents as last predicted, [C,h,w]: what a touch-up would begin from. */
  predicted: Float32Array
  /** Touch-up of a part: the latents that stay, [C,h,w], and the share of each cell that may change, [h,w]. */
  held: { latents: Float32Array; cells: Float32Array } | null
  scheduler: SchedulerState
}

/**
 * Layout, little-endian: "YSGK" | uint32 length of the header | header, JSON in UTF-8, padded with spaces to a multiple of
 * four | arrays, all float32 | uint32 CRC-32 of all before it. The arrays are latents, predicted, held latents and
 * cells (both empty where nothing is held), then the scheduler's history.
 */
const MAGIC = 'YSGK'
const FORMAT = 2
const PREFIX = 8
const DIGEST = 4

type Header = Pick<Checkpoint, 'origin' | 'done' | 'touchUp'> & {
  /** Missing in those from before there were takes. */
  take?: Checkpoint['take']
  format: number
  calls: number
  /** Values in each array. */
  lengths: number[]
}

const NONE = new Float32Array(0)

export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { origin, done, touchUp, take, latents, predicted, held, scheduler } = checkpoint
  const arrays = [latents, predicted, held?.latents ?? NONE, held?.cells ?? NONE, ...scheduler.history]
  const header: Header = {
    format: FORMAT,
    origin,
    done,
    touchUp,
    take,
    calls: scheduler.calls,
    lengths: arrays.map((array) => array.length),
  }
  const json = Buffer.from(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / 4) * 4
  const bodyLength = arrays.reduce((sum, array) => sum + array.byteLength, 0)
  const bytes = new Uint8Array(PREFIX + headerLength + bodyLength + DIGEST)
  bytes.set(Buffer.from(MAGIC))
  const view = new DataView(bytes.buffer)
  view.setUint32(4, headerLength, true)
  bytes.fill(0x20, PREFIX, PREFIX + headerLength)
  bytes.set(json, PREFIX)
  let at = PREFIX + headerLength
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  view.setUint32(at, crc32(bytes.subarray(0, at)), true)
  return bytes
}

/** Throws a CheckpointError when the bytes are no whole checkpoint. */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < PREFIX + DIGEST || buffer.toString('latin1', 0, 4) !== MAGIC) {
    throw damaged('it is not a checkpoint')
  }
  const end = buffer.length - DIGEST
  if (crc32(buffer.subarray(0, end)) !== buffer.readUInt32LE(end)) throw damaged('it is cut short or altered')
  let at = PREFIX + buffer.readUInt32LE(4)
  const header = JSON.parse(buffer.toString('utf8', PREFIX, at)) as Header
  if (header.format !== FORMAT) throw damaged(`its format is ${header.format}, this painter reads ${FORMAT}`)
  const { origin, done, touchUp, take = null, calls, lengths } = header
  const [latents = NONE, predicted = NONE, stays = NONE, cells = NONE, ...history] = lengths.map((length) => {
    // Copied: the bytes may start anywhere in a pooled buffer, and float32 views must start at a multiple of four.
    const array = new Float32Array(bytes.slice(at, at + length * 4).buffer)
    at += length * 4
    return array
  })
  const held = stays.length > 0 ? { latents: stays, cells } : null
  return { origin, done, touchUp, take, latents, predicted, held, scheduler: { calls, history } }
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
  size: 'size',
}

function damaged(reason: string): CheckpointError {
  return new CheckpointError('bytes', `the checkpoint cannot be used: ${reason}`)
}
