import { lineFeatures } from './line-features.ts'

/**
 * What was learned of attacks from written lines (pipeline/moderation): for each piece of a line how much it speaks for an attack,
 * and how much it is worth listening to. Two lines of arithmetic, so that every line of chat can be read by it.
 */
export type LearnedWeights = {
  /** Hashes of pieces, each once and never 0. */
  keys: Int32Array
  /** For (above 0) or against an attack, in units of `pullUnit`. */
  pulls: Int8Array
  pullUnit: number
  /** How one-sided a piece is, in units of `sideUnit`; a line's pull is divided by the length of its pieces' sides. */
  sides: Uint8Array
  sideUnit: number
  /** Added to every line's score. */
  bias: number
  /** Scores above it are attacks. */
  refuseAbove: number
  /** Scores up to it are so plainly none that lists of words are not believed. */
  sparedBelow: number
}

/** Weights by their pieces, with open addressing: half of the slots at most are taken. */
export type AttackModel = {
  /** Eight bytes a slot, so that little of the processor's cache goes to them: a hash (0 where free), then see `packed`. */
  slots: Int32Array
  /** Of the lines read: a piece counts once a line. */
  reading: number
  /** Bits that a hash is shifted by to be a slot. */
  shift: number
  unit: number
  bias: number
  refuseAbove: number
  sparedBelow: number
}

const SLOT = 2
const PACKED = 1
/** Pull, side, and in the lower half the reading in which it was last counted. */
const packed = (pull: number, side: number): number => (pull << 24) | (side << 16)
const READING = 0xffff

/** After so many lines readings begin anew. */
const beginAnew = (model: AttackModel): void => {
  for (let at = PACKED; at < model.slots.length; at += SLOT) model.slots[at]! &= ~READING
  model.reading = 0
}

const SPREAD = 0x9e3779b1 | 0

export const createAttackModel = (learned: LearnedWeights): AttackModel => {
  const { keys, pulls, sides, pullUnit, sideUnit, bias, refuseAbove, sparedBelow } = learned
  const bits = Math.max(4, Math.ceil(Math.log2(keys.length * 2 + 1)))
  const slots = new Int32Array(SLOT << bits)
  const shift = 32 - bits
  for (const [index, key] of keys.entries()) {
    let at = (Math.imul(key, SPREAD) >>> shift) * SLOT
    while (slots[at] !== 0) at = (at + SLOT) & (slots.length - 1)
    slots[at] = key
    slots[at + PACKED] = packed(pulls[index]!, sides[index]!)
  }
  return { slots, reading: 0, shift, unit: pullUnit / sideUnit, bias, refuseAbove, sparedBelow }
}

/** How much a cleaned line looks like an attack; only its place among the model's thresholds means something. */
export const attackScore = (model: AttackModel, plain: string): number => {
  const { slots, shift } = model
  const last = slots.length - 1
  if (model.reading === READING) beginAnew(model)
  model.reading += 1
  const { reading } = model
  const { pieces, count } = lineFeatures(plain)
  let pull = 0
  let length = 0
  for (let n = 0; n < count; n++) {
    const piece = pieces[n]!
    let at = (Math.imul(piece, SPREAD) >>> shift) * SLOT
    while (slots[at] !== piece && slots[at] !== 0) at = (at + SLOT) & last
    const known = slots[at + PACKED]!
    if (slots[at] === 0 || (known & READING) === reading) continue
    slots[at + PACKED] = (known & ~READING) | reading
    pull += known >> 24
    const side = (known >> 16) & 0xff
    length += side * side
  }
  return length === 0 ? model.bias : (pull * model.unit) / Math.sqrt(length) + model.bias
}
