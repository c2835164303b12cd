import { describe, expect, it } from 'vitest'
import { createAttackModel } from './attack-model.ts'
import { judge } from './judge.ts'
import { lineFeatures } from './line-features.ts'
import { normalise } from './normalise.ts'

const piecesOf = (line: string): Set<number> => {
  const { pieces, count } = lineFeatures(line)
  return new Set(pieces.subarray(0, count))
}

/** Learned that these are attacks, or that they are none. */
const learned = (line: string, pull: 100 | -100) => {
  // Every line has a beginning and an end.
  const ends = piecesOf('')
  const keys = Int32Array.from(piecesOf(line)).filter((piece) => !ends.has(piece))
  return createAttackModel({
    keys,
    pulls: new Int8Array(keys.length).fill(pull),
    sides: new Uint8Array(keys.length).fill(100),
    pullUnit: 0.01,
    sideUnit: 0.01,
    bias: 0,
    refuseAbove: 0.5,
    sparedBelow: -0.5,
  })
}
const verdict = (line: string, model: ReturnType<typeof learned>): string => {
  const answer = judge(normalise(line), model)
  return answer.ok ? 'ok' : answer.reason
}

describe('C94, C95: lists, and beside them what was learned', () => {
  it('C94: what the lists let pass is refused where it looks like an attack', () => {
    expect(verdict('みどりの椅子', learned('ねこ', 100))).toBe('ok')
    expect(verdict('みどりの椅子', learned('みどりの椅子', 100))).toBe('attack-like')
  })
  it('C94: harmless words never make an attack', () => {
    expect(verdict('くらげ', learned('くらげ', 100))).toBe('ok')
    expect(verdict('くらげとみどりの椅子', learned('みどりの椅子', 100))).toBe('attack-like')
  })
  it('C94: nor does whom it is said to', () => {
    expect(verdict('@みどりの椅子 こんばんは', learned('みどりの椅子', 100))).toBe('ok')
    expect(verdict('@ken みどりの椅子', learned('みどりの椅子', 100))).toBe('attack-like')
    expect(verdict('@みどりの椅子', learned('みどりの椅子', 100))).toBe('attack-like')
  })
  it('C95: what the lists refuse for a word is let through where it is plainly none', () => {
    expect(verdict('全裸の女', learned('ねこ', -100))).toBe('sexual')
    expect(verdict('全裸の女', learned('全裸の女', -100))).toBe('ok')
  })
  it.each([
    ['slur', 'きもいガイジ'],
    ['personal-data', '090-1234-5678 に電話して'],
    ['link', '見て https://example.com'],
    ['spam', '竜がいい'.repeat(10)],
    ['empty', '!?'],
  ])('C95: never a %s', (reason, line) => {
    expect(verdict(line, learned(normalise(line).plain, -100))).toBe(reason)
  })
})
