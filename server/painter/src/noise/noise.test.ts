import { expect, test } from 'vitest'
import { keyedNoise } from './gaussian.ts'
import { type PhiloxCounter, type PhiloxKey, philox4x32 } from './philox.ts'

/** From `kat_vectors` of Random123, the authors' own library: counter, key, result. */
const KNOWN_ANSWERS: [PhiloxCounter, PhiloxKey, PhiloxCounter][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
]

test.each(KNOWN_ANSWERS)(
  'P8: Philox 4x32-10 gives its authors’ known answers (%j)',
  (counter, key, expected) => {
    expect(philox4x32(counter, key)).toEqual(expected)
  },
)

test('P9: the same seed, purpose, step and take give the same noise; any other gives other noise', () => {
  const noise = keyedNoise(7)
  expect(noise('initial', 0, 64)).toEqual(keyedNoise(7)('initial', 0, 64))
  expect(noise('initial', 0, 64, 0)).toEqual(noise('initial', 0, 64))
  const others = [
    keyedNoise(8)('initial', 0, 64),
    keyedNoise(7 + 2 ** 32)('initial', 0, 64),
    noise('touchUp', 0, 64),
    noise('initial', 1, 64),
    noise('initial', 0, 64, 1),
  ]
  for (const other of others) expect(other).not.toEqual(noise('initial', 0, 64))
})

test('P9: a longer draw begins with the shorter one', () => {
  expect(keyedNoise(3)('initial', 0, 1000).slice(0, 7)).toEqual(keyedNoise(3)('initial', 0, 7))
})

test('P9: the noise is normal: mean 0, variance 1, kurtosis 3', () => {
  const values = keyedNoise(2026)('initial', 0, 40_000)
  const moment = (power: number) => values.reduce((sum, v) => sum + v ** power, 0) / values.length
  expect(moment(1)).toBeCloseTo(0, 1)
  expect(moment(2)).toBeCloseTo(1, 1)
  expect(moment(4)).toBeGreaterThan(2.8)
  expect(moment(4)).toBeLessThan(3.2)
})

test('P9: these very numbers, for ever', () => {
  expect(Array.from(keyedNoise(7)('initial', 0, 4))).toMatchInlineSnapshot(`
    [
      0.0002915676450356841,
      -0.30484697222709656,
      1.78875732421875,
      1.0678725242614746,
    ]
  `)
})
