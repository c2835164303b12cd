import { Box } from '@yosegaki/contract'
import { expect, test } from 'vitest'
import { drawnBox, PARTS } from './drawn-box.ts'

test('a box is drawn from any corner to any other', () => {
  const box = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 }
  expect(drawnBox({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 })).toEqual(box)
  expect(drawnBox({ x: 0.75, y: 0.75 }, { x: 0.25, y: 0.5 })).toEqual(box)
})

test('what is drawn beyond the picture ends at its edge', () => {
  expect(drawnBox({ x: 0.5, y: -1 }, { x: 3, y: 0.5 })).toEqual({
    left: 0.5,
    top: 0,
    width: 0.5,
    height: 0.5,
  })
})

test('a click draws nothing', () => {
  expect(drawnBox({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.9 })).toBeNull()
})

test('every part with a name is one the server takes', () => {
  for (const part of Object.values(PARTS)) if (part !== undefined) expect(Box.parse(part)).toEqual(part)
})
