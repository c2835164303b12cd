import { joinRows } from './join-rows.ts'
import type { UnetCall } from './model/network-types.ts'
import type { Predict } from './predict.ts'

export type Joined = {
  predict: Predict
  /** One member less to wait for: its step is done, or has failed. */
  leave(): void
}

type Waiting = { call: UnetCall; resolve(output: Float32Array): void; reject(error: unknown): void }

/**
 * Joins the model calls of `members` paintings that step at the same time: when each of them waits for one, all of one
 * timestep and size become a single batch.
 */
export function joinCalls(predict: Predict, members: number): Joined {
  let waiting: Waiting[] = []

  const flushIfComplete = () => {
    if (waiting.length === 0 || waiting.length < members) return
    const groups = Map.groupBy(
      waiting,
      ({ call: { timestep, shape } }) => `${timestep} ${shape.width}x${shape.height}`,
    )
    waiting = []
    for (const group of groups.values()) void runGroup(predict, group)
  }

  return {
    predict: (call) =>
      new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject })
        flushIfComplete()
      }),
    leave() {
      members -= 1
      flushIfComplete()
    },
  }
}

async function runGroup(predict: Predict, group: readonly Waiting[]): Promise<void> {
  const calls = group.map(({ call }) => call)
  const [first] = calls
  try {
    const rows = calls.reduce((sum, call) => sum + call.rows, 0)
    const size = first!.sample.length / first!.rows
    const output = await predict(
      calls.length === 1
        ? first!
        : {
            ...first!,
            rows,
            sample: joinRows(calls.map((call) => call.sample)),
            hidden: joinRows(calls.map((call) => call.hidden)),
          },
    )
    let at = 0
    for (const { call, resolve } of group) {
      resolve(output.subarray(at, at + call.rows * size))
      at += call.rows * size
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}
