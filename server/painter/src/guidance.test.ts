import { describe, expect, test } from 'vitest'
import { RequestError } from './errors.ts'
import { combineRows, MAX_ROWS, planRows } from './guidance.ts'

const red = { text: 'red', weight: 6 }
const blue = { text: 'blue', weight: 2 }

describe('P10: weighted prompts steer by their share', () => {
  test('weights become shares that sum to 1', () => {
    const plan = planRows({ prompts: [red, blue], guidance: 4 })
    expect(plan.towards).toEqual([
      { text: 'red', weight: 0.75 },
      { text: 'blue', weight: 0.25 },
    ])
  })

  test('eps = eps_u + g * sum_i w_i (eps_i - eps_u)', () => {
    const plan = planRows({ prompts: [red, blue], guidance: 4 })
    const output = Float32Array.of(1, 2, /* red */ 3, 4, /* blue */ 5, 0)
    expect(combineRows(output, plan, 2)).toEqual(Float32Array.of(11, 6))
  })

  test('equal texts are joined and weights of 0 left out, so that they cost no row', () => {
    const plan = planRows({
      prompts: [red, { text: 'red', weight: 2 }, { text: 'green', weight: 0 }],
      guidance: 4,
    })
    expect(plan.towards).toEqual([{ text: 'red', weight: 1 }])
  })

  test('nothing asked for is the empty prompt, once', () => {
    const plan = planRows({ prompts: [], guidance: 4 })
    expect([plan.away, plan.towards]).toEqual([[], [{ text: '', weight: 1 }]])
  })
})

describe('P11: guidance 1 needs no unconditional row', () => {
  test('the prompts alone are summed', () => {
    const plan = planRows({ prompts: [red, blue], guidance: 1 })
    expect(plan.away).toEqual([])
    expect(combineRows(Float32Array.of(4, 8, 8, 0), plan, 2)).toEqual(Float32Array.of(5, 6))
  })

  test('which is what the full formula gives', () => {
    const output = Float32Array.of(1, 2, 3, 4, 5, 0)
    const full = { ...planRows({ prompts: [red, blue], guidance: 2 }), guidance: 1 }
    const short = planRows({ prompts: [red, blue], guidance: 1 })
    expect(combineRows(output, full, 2)).toEqual(combineRows(output.subarray(2), short, 2))
  })
})

test('P12: negative prompts take the place of the empty one, and compose by share', () => {
  const plan = planRows({ prompts: [red], negative: [blue, { text: 'grey', weight: 6 }], guidance: 2 })
  expect(plan.away.map((prompt) => [prompt.text, prompt.weight])).toEqual([
    ['blue', 0.25],
    ['grey', 0.75],
  ])
  // eps_away = 0.25 * 4 + 0.75 * 0 = 1; 1 + 2 * (3 - 1) = 5
  expect(combineRows(Float32Array.of(4, 0, 3), plan, 1)).toEqual(Float32Array.of(5))
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
])(
  'P13: conditioning that cannot be followed is a RequestError naming the field (%#)',
  (conditioning, message) => {
    expect(() => planRows(conditioning)).toThrow(RequestError)
    expect(() => planRows(conditioning)).toThrow(message)
  },
)
