import { describe, expect, it } from 'vitest'
import { isLate, patience } from './fetch-picture.ts'

describe('how long a picture may take', () => {
  it('O4: a fetch that hangs is begun anew within a second', () => {
    expect(patience(0, 0)).toBeLessThan(1_000)
    expect(patience(100, 0)).toBeLessThan(1_000)
  })

  it('O4: a slow network is given more time with each try, and keeps it as long as it is slow', () => {
    const tries = [0, 1, 2, 3, 4].map((givenUp) => patience(0, givenUp))
    expect(tries).toEqual(tries.toSorted((a, b) => a - b))
    expect(Math.max(...tries)).toBeGreaterThan(4_000)
    expect(patience(2_000, 0)).toBeGreaterThan(4_000)
  })

  it('bounded: nothing is waited for longer than eight seconds', () => {
    expect(patience(60_000, 20)).toBe(8_000)
  })

  it('tells what took too long from all else', () => {
    expect(isLate(new DOMException('', 'TimeoutError'))).toBe(true)
    expect(isLate(new TypeError('network'))).toBe(false)
  })
})
