import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestError } from './errors.ts'
import { maskCells, requireMask } from './mask.ts'

const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const box = fc.tuple(fraction, fraction, fraction, fraction).map(([a, b, c, d]) => ({
  left: Math.min(a, b),
  width: Math.abs(a - b),
  top: Math.min(c, d),
  height: Math.abs(c - d),
}))

test('P34: a box covers as much of the grid as of the picture', () => {
  fc.assert(
    fc.property(
      box,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (mask, width, height) => {
        const cells = maskCells(mask, { width, height })
        const covered = cells.reduce((sum, share) => sum + share, 0) / (width * height)
        expect(covered).toBeCloseTo(mask.width * mask.height, 5)
        expect(cells.every((share) => share >= 0 && share <= 1)).toBe(true)
      },
    ),
  )
})

test('P34: a bitmap of any size is averaged over each cell', () => {
  const checks = { width: 4, height: 2, data: Uint8Array.of(255, 255, 0, 0, 255, 0, 0, 255) }
  expect(maskCells(checks, { width: 2, height: 1 })).toEqual(Float32Array.of(0.75, 0.25))
  const dot = { width: 1, height: 1, data: Uint8Array.of(51) }
  expect(maskCells(dot, { width: 2, height: 2 })).toEqual(Float32Array.of(0.2, 0.2, 0.2, 0.2))
  const thirds = { width: 3, height: 1, data: Uint8Array.of(0, 255, 0) }
  expect(maskCells(thirds, { width: 2, height: 1 })[0]).toBeCloseTo(1 / 3, 6)
})

test.each([
  [{ left: 0, top: 0, width: 0, height: 1 }, 'where must be a box inside the picture'],
  [{ left: 0, top: 0, width: Number.NaN, height: 1 }, 'where must be a box inside the picture'],
  [{ left: 0.6, top: 0, width: 0.5, height: 1 }, 'where must be a box inside the picture'],
  [{ width: 0, height: 1, data: new Uint8Array(0) }, 'where must be 1 to'],
  [{ width: 1e6, height: 1e6, data: new Uint8Array(0) }, 'where must be 1 to'],
  [{ width: 2, height: 2, data: new Uint8Array(3) }, 'where.data must be a Uint8Array of 4 bytes'],
])('P13: %j is refused', (mask, message) => {
  expect(() => requireMask('where', mask)).toThrow(RequestError)
  expect(() => requireMask('where', mask)).toThrow(message)
})
