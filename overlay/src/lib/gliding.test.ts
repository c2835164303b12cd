import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EASE, onTheWay, type Places, SPRING, samePlaces } from './gliding.ts'

const placed = (places: Record<string, number[]>): Places => new Map(Object.entries(places))
const there = (place: readonly number[]) => place
const number = fc.double({ noNaN: true })
const places = fc
  .array(fc.tuple(fc.string({ maxLength: 3 }), fc.tuple(number, number)))
  .map((entries) => new Map(entries))

describe('things on their way', () => {
  it.each([[EASE], [SPRING]])('are there with the last picture, wherever they came from: %j', (curve) => {
    const last = curve.at(-1) ?? 0
    fc.assert(
      fc.property(places, places, (from, to) => {
        expect(samePlaces(onTheWay(from, to, last, there), to)).toBe(true)
      }),
    )
  })

  it('what is new comes from where it begins, what is gone is gone at once', () => {
    const from = placed({ a: [0], gone: [3] })
    const to = placed({ a: [10], b: [4] })
    expect(onTheWay(from, to, 0.5, () => [0])).toEqual(placed({ a: [5], b: [2] }))
    expect(onTheWay(from, to, 0.5, there)).toEqual(placed({ a: [5], b: [4] }))
  })

  it('one more, one less or a hair apart is not the same', () => {
    const one = placed({ a: [1] })
    expect(samePlaces(one, placed({ a: [1] }))).toBe(true)
    const others: Record<string, number[]>[] = [{}, { a: [1.1] }, { b: [1] }, { a: [1], b: [1] }]
    for (const other of others) expect(samePlaces(one, placed(other))).toBe(false)
  })
})
