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
  keys: Int32Array
  pulls: Int8Array
  sides: Uint8Array
  /** The reading in which a slot was last counted: a piece counts once a line. */
  counted: Uint32Array
  reading: number
  /** Bits that a hash is shifted by to be a slot. */
  shift: number
  unit: number
  bias: number
  refuseAbove: number
  sparedBelow: number
}

const SPREAD = 0x9e3779b1 | 0

export const createAttackModel = (learned: LearnedWeights): AttackModel => {
  const { keys, pulls, sides, pullUnit, sideUnit, bias, refuseAbove, sparedBelow } = learned
  const bits = Math.max(4, Math.ceil(Math.log2(keys.length * 2 + 1)))
  const slots = 1 << bits
  const model: AttackModel = {
    keys: new Int32Array(slots),
    pulls: new Int8Array(slots),
    sides: new Uint8Array(slots),
    counted: new Uint32Array(slots),
    reading: 0,
    shift: 32 - bits,
    unit: pullUnit / sideUnit,
    bias,
    refuseAbove,
    sparedBelow,
  }
  for (const [index, key] of keys.entries()) {
    let slot = Math.imul(key, SPREAD) >>> model.shift
    while (model.keys[slot] !== 0) slot = (slot + 1) & (slots - 1)
    model.keys[slot] = key
    model.pulls[slot] = pulls[index]!
    model.sides[slot] = sides[index]!
  }
  return model
}

/** How much a cleaned line looks like an attack; only its place among the model's thresholds means something. */
export const attackScore = (model: AttackModel, plain: string): number => {
  const { keys, pulls, sides, counted, shift } = model
  const last = keys.length - 1
  model.reading = (model.reading + 1) >>> 0
  let pull = 0
  let length = 0
  for (const piece of lineFeatures(plain)) {
    let slot = Math.imul(piece, SPREAD) >>> shift
    while (keys[slot] !== piece && keys[slot] !== 0) slot = (slot + 1) & last
    if (keys[slot] === 0 || counted[slot] === model.reading) continue
    counted[slot] = model.reading
    pull += pulls[slot]!
    length += sides[slot]! * sides[slot]!
  }
  return length === 0 ? model.bias : (pull * model.unit) / Math.sqrt(length) + model.bias
}
