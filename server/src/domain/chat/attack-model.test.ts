import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attackScore, createAttackModel } from './attack-model.ts'
import { lineFeatures } from './line-features.ts'

const piecesOf = (line: string): Set<number> => {
  const { pieces, count } = lineFeatures(line)
  return new Set(pieces.subarray(0, count))
}

/** Knows the pieces of some lines: of the first that they speak for an attack, of the others that they speak against one. */
const aModel = (attack: string, ...innocents: string[]) => {
  const against = new Set(innocents.flatMap((line) => [...piecesOf(line)]))
  const ends = piecesOf('')
  const keys = Int32Array.from(new Set([...piecesOf(attack), ...against])).filter((key) => !ends.has(key))
  return createAttackModel({
    keys,
    pulls: Int8Array.from(keys, (key) => (against.has(key) ? -10 : 10)),
    sides: new Uint8Array(keys.length).fill(100),
    pullUnit: 0.1,
    sideUnit: 0.01,
    bias: -0.5,
    refuseAbove: 0,
    sparedBelow: -1,
  })
}

describe('C94: what was learned of attacks', () => {
  it('C94: a line scores by its pieces, and one of unknown pieces by nothing but the bias', () => {
    const model = aModel('you rotten egg', 'an egg on toast')
    expect(attackScore(model, 'you rotten')).toBeGreaterThan(0)
    expect(attackScore(model, 'egg on toast')).toBeLessThan(-0.5)
    expect(attackScore(model, 'ねこ')).toBe(-0.5)
    expect(attackScore(model, '')).toBeLessThan(0)
  })

  it('C94: a piece counts once however often it is said, and the line before leaves nothing behind', () => {
    const model = aModel('zz', 'q')
    const once = attackScore(model, 'zzzzzzzz')
    expect(attackScore(model, 'zzzzzzzzzzzz')).toBe(once)
    for (let line = 0; line < 70_000; line++) attackScore(model, 'qqqq')
    expect(attackScore(model, 'zzzzzzzz')).toBe(once)
  })

  it.each([
    ['YOU ROTTEN EGG', 'you rotten egg'],
    ['ねこ', 'ネコ'],
    ['ｙ', 'y'],
  ])('C94: %j and %j share their pieces', (one, other) => {
    expect(piecesOf(one.normalize('NFKC'))).toEqual(piecesOf(other))
  })

  it.each([
    ['r o t t e n', 'rotten'],
    ['ダ サ い', 'ださい'],
    ['タヒね', '死ね'],
  ])('C94: what is disguised has the pieces of what is meant: %j, %j', (disguised, meant) => {
    expect([...piecesOf(disguised)]).toEqual(expect.arrayContaining([...piecesOf(meant)]))
  })

  it('C94: any text has a score, at once and again', () => {
    const model = aModel('you rotten egg', 'an egg on toast')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const score = attackScore(model, text)
        expect(Number.isFinite(score)).toBe(true)
        expect(attackScore(model, text)).toBe(score)
      }),
    )
  })
})
