import { expect, test } from 'vitest'
import { createForesight } from './foresight.ts'
import type { UnetCall } from './model/network-types.ts'

function counting() {
  const calls: UnetCall[] = []
  const predict = async (call: UnetCall) => {
    calls.push(call)
    return call.sample.map((value) => value + call.timestep)
  }
  return { calls, predict }
}

const call = (value: number, timestep: number, text = 1): UnetCall => ({
  rows: 2,
  shape: { channels: 1, height: 1, width: 1 },
  sample: new Float32Array(2).fill(value),
  timestep,
  hidden: Float32Array.of(0, text),
})

test('P38: a call that was foreseen is not made again, and gives the same', async () => {
  const { calls, predict } = counting()
  const foresight = createForesight(predict)
  await foresight.predict(call(1, 9))
  await foresight.foresee({ sample: Float32Array.of(5), timestep: 8 })
  expect([...(await foresight.predict(call(5, 8)))]).toEqual([13, 13])
  expect(calls).toHaveLength(2)
})

test.each([
  ['another text', call(5, 8, 2)],
  ['another sample', call(6, 8)],
  ['another timestep', call(5, 7)],
])('P38: %s is another call', async (_, asked) => {
  const { calls, predict } = counting()
  const foresight = createForesight(predict)
  await foresight.predict(call(1, 9))
  await foresight.foresee({ sample: Float32Array.of(5), timestep: 8 })
  expect(await foresight.predict(asked)).toEqual(await predict(asked))
  expect(calls).toHaveLength(4)
})

test('P38: what a foreseen call took is told once, when it was asked for', async () => {
  const { predict } = counting()
  const foresight = createForesight(async (asked) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    return predict(asked)
  })
  await foresight.predict(call(1, 9))
  await foresight.foresee({ sample: Float32Array.of(5), timestep: 8 })
  expect(foresight.takeMillis()).toBe(0)
  await foresight.predict(call(5, 8))
  expect(foresight.takeMillis()).toBeGreaterThan(15)
  expect(foresight.takeMillis()).toBe(0)
  await foresight.foresee({ sample: Float32Array.of(6), timestep: 7 })
  await foresight.predict(call(1, 7))
  expect(foresight.takeMillis()).toBe(0)
})

test('P38: before the first call nothing can be foreseen; what fails to be foreseen is made when it is asked for', async () => {
  let fails = false
  const { predict } = counting()
  const foresight = createForesight(async (asked) => {
    if (fails) throw new Error('no memory')
    return predict(asked)
  })
  await foresight.foresee({ sample: Float32Array.of(5), timestep: 8 })
  await foresight.predict(call(1, 9))
  fails = true
  await foresight.foresee({ sample: Float32Array.of(5), timestep: 8 })
  await expect(foresight.predict(call(5, 8))).rejects.toThrow('no memory')
  fails = false
  expect([...(await foresight.predict(call(5, 8)))]).toEqual([13, 13])
})
