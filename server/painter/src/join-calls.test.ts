import { expect, test } from 'vitest'
import { joinCalls } from './join-calls.ts'
import type { UnetCall } from './model/network-types.ts'

/** Adds one to every value; remembers how many rows each call had. */
function counting() {
  const rows: number[] = []
  const predict = async (call: UnetCall) => {
    rows.push(call.rows)
    return call.sample.map((value) => value + 1)
  }
  return { rows, predict }
}

const call = (value: number, timestep = 5, rows = 1): UnetCall => ({
  rows,
  shape: { channels: 1, height: 1, width: 2 },
  sample: new Float32Array(2 * rows).fill(value),
  timestep,
  hidden: new Float32Array(rows),
})

test('P35: calls of one timestep and size become one batch, and each gets its own rows back', async () => {
  const { rows, predict } = counting()
  const joined = joinCalls(predict, 3)
  const outputs = await Promise.all([call(1), call(2, 5, 2), call(3)].map(joined.predict))
  expect(rows).toEqual([4])
  expect(outputs.map((output) => [...output])).toEqual([
    [2, 2],
    [3, 3, 3, 3],
    [4, 4],
  ])
})

test('P35: calls of other timesteps get batches of their own', async () => {
  const { rows, predict } = counting()
  const joined = joinCalls(predict, 3)
  await Promise.all([call(1, 5), call(2, 9), call(3, 5)].map(joined.predict))
  expect(rows).toEqual([2, 1])
})

test('P35: nobody waits for one that has left', async () => {
  const { rows, predict } = counting()
  const joined = joinCalls(predict, 2)
  const waiting = joined.predict(call(1))
  joined.leave()
  expect([...(await waiting)]).toEqual([2, 2])
  expect(rows).toEqual([1])
})

test('P35: a batch that fails, fails for all in it', async () => {
  const joined = joinCalls(() => Promise.reject(new Error('no memory')), 2)
  const both = await Promise.allSettled([joined.predict(call(1)), joined.predict(call(2))])
  expect(both).toMatchObject(Array(2).fill({ status: 'rejected', reason: { message: 'no memory' } }))
})
