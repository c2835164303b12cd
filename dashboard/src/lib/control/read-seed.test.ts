import { expect, test } from 'vitest'
import { readSeed } from './read-seed.ts'

test.each([
  ['', { ok: true }],
  ['  ', { ok: true }],
  ['7', { ok: true, seed: 7 }],
  ['１２', { ok: true, seed: 12 }],
  ['4294967295', { ok: true, seed: 4294967295 }],
  ['4294967296', { ok: false }],
  ['-1', { ok: false }],
  ['1.5', { ok: false }],
  ['seven', { ok: false }],
])('%j reads as %j', (typed, read) => {
  expect(readSeed(typed)).toEqual(read)
})
