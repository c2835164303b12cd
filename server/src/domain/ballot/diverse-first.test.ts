import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diverseFirst } from './diverse-first.ts'

const wish = (key: string, weight: number) => ({ key, weight })
const ordered = (...wishes: ReturnType<typeof wish>[]) => diverseFirst(wishes).map(({ key }) => key)

describe('C75: ballots propose diverse candidates first', () => {
  it('C75: what shares its words with a heavier one comes after what shares none', () => {
    expect(ordered(wish('cat', 9), wish('black cat', 8), wish('red cat', 7), wish('dragon', 2))).toEqual([
      'cat',
      'dragon',
      'black cat',
      'red cat',
    ])
  })

  it('C75: sharing some of its words sets a candidate back by as much', () => {
    expect(ordered(wish('red dragon', 9), wish('red house', 8), wish('sea', 5))).toEqual([
      'red dragon',
      'sea',
      'red house',
    ])
    expect(ordered(wish('red dragon', 9), wish('red house', 8), wish('sea', 3))[1]).toBe('red house')
  })

  it('C75: the heaviest is always first, and nothing is lost', () => {
    const words = fc.constantFrom('cat', 'red', 'sea', 'night', 'dragon')
    const wishes = fc.uniqueArray(
      fc.record({
        key: fc.uniqueArray(words, { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
        weight: fc.double({ min: 0.1, max: 100, noNaN: true }),
      }),
      { selector: ({ key }) => key, minLength: 1 },
    )
    fc.assert(
      fc.property(wishes, (some) => {
        const result = diverseFirst(some)
        expect(result[0]?.weight).toBe(Math.max(...some.map(({ weight }) => weight)))
        expect(new Set(result)).toEqual(new Set(some))
      }),
    )
  })
})
