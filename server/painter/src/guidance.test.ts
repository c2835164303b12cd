import { describe, expect, test } from 'vitest'
import { RequestError } from './errors.ts'
import { combineRows, MAX_ROWS, planRows } from './guidance.ts'
import type { Mask } from './types.ts'

const red = { text: 'red', weight: 6 }
const blue = { text: 'blue', weight: 2 }
const cells = (width: number, height = 1) => ({ channels: 1, height, width })

describe('P10: weighted prompts steer by their share', () => {
  test('weights become shares that sum to 1', () => {
    const { texts, whole } = planRows({ prompts: [red, blue], guidance: 4 })
    expect(texts).toEqual(['', 'red', 'blue'])
    expect(whole.towards).toEqual([
      { row: 1, weight: 0.75 },
      { row: 2, weight: 0.25 },
    ])
  })

  test('eps = eps_u + g * sum_i w_i (eps_i - eps_u)', () => {
    const plan = planRows({ prompts: [red, blue], guidance: 4 })
    const output = Float32Array.of(1, 2, /* red */ 3, 4, /* blue */ 5, 0)
    expect(combineRows(output, plan, cells(2))).toEqual(Float32Array.of(11, 6))
  })

  test('equal texts are joined and weights of 0 left out, so that they cost no row', () => {
    const { texts, whole } = planRows({
      prompts: [red, { text: 'red', weight: 2 }, { text: 'green', weight: 0 }],
      guidance: 4,
    })
    expect(texts).toEqual(['', 'red'])
    expect(whole.towards).toEqual([{ row: 1, weight: 1 }])
  })

  test('nothing asked for is the empty prompt, once', () => {
    const { texts, whole } = planRows({ prompts: [], guidance: 4 })
    expect([texts, whole.away]).toEqual([[''], []])
  })
})

describe('P11: guidance 1 needs no unconditional row', () => {
  test('the prompts alone are summed', () => {
    const plan = planRows({ prompts: [red, blue], guidance: 1 })
    expect(plan.texts).toEqual(['red', 'blue'])
    expect(combineRows(Float32Array.of(4, 8, 8, 0), plan, cells(2))).toEqual(Float32Array.of(5, 6))
  })

  test('which is what the full formula gives', () => {
    const output = Float32Array.of(1, 2, 3, 4, 5, 0)
    const full = planRows({ prompts: [red, blue], guidance: 2 })
    const short = planRows({ prompts: [red, blue], guidance: 1 })
    const unguided = { ...full, whole: { ...full.whole, guidance: 1 } }
    expect(combineRows(output, unguided, cells(2))).toEqual(combineRows(output.subarray(2), short, cells(2)))
  })
})

test('P12: negative prompts take the place of the empty one, and compose by share', () => {
  const plan = planRows({ prompts: [red], negative: [blue, { text: 'grey', weight: 6 }], guidance: 2 })
  expect(plan.texts).toEqual(['blue', 'grey', 'red'])
  // eps_away = 0.25 * 4 + 0.75 * 0 = 1; 1 + 2 * (3 - 1) = 5
  expect(combineRows(Float32Array.of(4, 0, 3), plan, cells(1))).toEqual(Float32Array.of(5))
})

describe('P34: parts of the picture have prompts of their own', () => {
  const part = (left: number, width: number) => ({ left, top: 0, width, height: 1 })
  const asked = (text: string, where: Mask) => ({ prompts: [{ text, weight: 1 }], where })
  const whole = { prompts: [red], guidance: 1 }

  test('inside a part its own prediction holds, outside the picture’s, on an edge their shares', () => {
    const plan = planRows({ ...whole, regions: [asked('sky', part(0, 0.375))] })
    const output = Float32Array.of(/* red */ 1, 1, 1, 1, /* sky */ 9, 9, 9, 9)
    expect(combineRows(output, plan, cells(4))).toEqual(Float32Array.of(9, 5, 1, 1))
  })

  test('where parts overlap they share, and the picture’s own prompts have no say', () => {
    const plan = planRows({ ...whole, regions: [asked('sky', part(0, 1)), asked('sea', part(0.5, 0.5))] })
    const output = Float32Array.of(/* red */ 1, 1, /* sky */ 8, 8, /* sea */ 4, 4)
    expect(combineRows(output, plan, cells(2))).toEqual(Float32Array.of(8, 6))
  })

  test('each text is one row, however many parts ask for it', () => {
    const regions = [asked('red', part(0, 0.5)), asked('sky', part(0.5, 0.5))]
    expect(planRows({ ...whole, guidance: 4, regions }).texts).toEqual(['', 'red', 'sky'])
  })

  test('a part may have negative prompts and guidance of its own', () => {
    const region = { ...asked('sky', part(0, 1)), negative: [blue], guidance: 3 }
    const plan = planRows({ ...whole, regions: [region] })
    expect(plan.texts).toEqual(['red', 'blue', 'sky'])
    expect(combineRows(Float32Array.of(0, 1, 2), plan, cells(1))).toEqual(Float32Array.of(4))
  })

  test('channels are masked alike', () => {
    const plan = planRows({ ...whole, regions: [asked('sky', part(0.5, 0.5))] })
    const output = Float32Array.of(/* red */ 1, 1, 2, 2, /* sky */ 8, 8, 9, 9)
    expect(combineRows(output, plan, { channels: 2, height: 1, width: 2 })).toEqual(
      Float32Array.of(1, 8, 2, 9),
    )
  })
})

test.each([
  [
    { prompts: [{ text: 'a', weight: -1 }], guidance: 4 },
    'conditioning.prompts[0].weight must be a number of at least 0',
  ],
  [{ prompts: [{ text: 'a', weight: Number.NaN }], guidance: 4 }, 'conditioning.prompts[0].weight'],
  [{ prompts: [{ text: 'a', weight: 0 }], guidance: 4 }, 'conditioning.prompts have no weight above 0'],
  [
    { prompts: [{ text: 3 as never, weight: 1 }], guidance: 4 },
    'conditioning.prompts[0].text must be a string',
  ],
  [{ prompts: [], guidance: Number.NaN }, 'conditioning.guidance must be a number'],
  [
    { prompts: Array.from({ length: MAX_ROWS }, (_, i) => ({ text: `${i}`, weight: 1 })), guidance: 4 },
    'conditioning has 33 texts',
  ],
  [
    {
      prompts: [],
      guidance: 4,
      regions: [{ prompts: [], where: { left: -1, top: 0, width: 1, height: 1 } }],
    },
    'conditioning.regions[0].where must be a box inside the picture',
  ],
])(
  'P13: conditioning that cannot be followed is a RequestError naming the field (%#)',
  (conditioning, message) => {
    expect(() => planRows(conditioning)).toThrow(RequestError)
    expect(() => planRows(conditioning)).toThrow(message)
  },
)
