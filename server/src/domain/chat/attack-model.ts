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
  /** A slot's four numbers lie side by side, so that one look at the memory fetches them: see `KEY` and what follows. */
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

const SLOT = 4
/** 0 where the slot is free. */
const KEY = 0
const PULL = 1
const SIDE = 2
/** The reading in which it was last counted. */
const COUNTED = 3
const SPREAD = 0x9e3779b1 | 0

export const createAttackModel = (learned: LearnedWeights): AttackModel => {
  const { keys, pulls, sides, pullUnit, sideUnit, bias, refuseAbove, sparedBelow } = learned
  const bits = Math.max(4, Math.ceil(Math.log2(keys.length * 2 + 1)))
  const slots = new Int32Array(SLOT << bits)
  const shift = 32 - bits
  for (const [index, key] of keys.entries()) {
    let at = (Math.imul(key, SPREAD) >>> shift) * SLOT
    while (slots[at + KEY] !== 0) at = (at + SLOT) & (slots.length - 1)
    slots[at + KEY] = key
    slots[at + PULL] = pulls[index]!
    slots[at + SIDE] = sides[index]!
  }
  return { slots, reading: 0, shift, unit: pullUnit / sideUnit, bias, refuseAbove, sparedBelow }
}

/** How much a cleaned line looks like an attack; only its place among the model's thresholds means something. */
export const attackScore = (model: AttackModel, plain: string): number => {
  const { slots, shift } = model
  const last = slots.length - 1
  model.reading = (model.reading + 1) | 0
  const { reading } = model
  const { pieces, count } = lineFeatures(plain)
  let pull = 0
  let length = 0
  for (let n = 0; n < count; n++) {
    const piece = pieces[n]!
    let at = (Math.imul(piece, SPREAD) >>> shift) * SLOT
    while (slots[at + KEY] !== piece && slots[at + KEY] !== 0) at = (at + SLOT) & last
    if (slots[at + KEY] === 0 || slots[at + COUNTED] === reading) continue
    slots[at + COUNTED] = reading
    pull += slots[at + PULL]!
    length += slots[at + SIDE]! * slots[at + SIDE]!
  }
  return length === 0 ? model.bias : (pull * model.unit) / Math.sqrt(length) + model.bias
}
