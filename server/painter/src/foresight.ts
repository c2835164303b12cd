import { joinRows } from './join-rows.ts'
import type { UnetCall } from './model/network-types.ts'
import type { Predict } from './predict.ts'

export type Foresight = {
  /** The output of the same call where it was foreseen, else what the model gives now. */
  predict: Predict
  /** Makes a call now that will likely be asked for: one sample, [C,h,w], under the texts of the call before. */
  foresee(next: Pick<UnetCall, 'sample' | 'timestep'>): Promise<void>
  /** Milliseconds that calls took which were foreseen and then asked for, since this was last asked. */
  takeMillis(): number
}

/**
 * Most steps ask for the texts of the step before, in whatever shares: so their model call can be made while the caller is
 * still told of that one. One that turns out to be another call is thrown away.
 */
export function createForesight(predict: Predict): Foresight {
  let last: UnetCall | undefined
  let foreseen: { call: UnetCall; output: Float32Array; millis: number } | undefined
  let spent = 0

  return {
    async predict(call) {
      const found = foreseen && isSame(foreseen.call, call) ? foreseen : undefined
      foreseen = undefined
      last = call
      spent += found?.millis ?? 0
      return found?.output ?? predict(call)
    },
    async foresee({ sample, timestep }) {
      if (!last) return
      const call = { ...last, timestep, sample: joinRows(Array<Float32Array>(last.rows).fill(sample)) }
      // Where it fails, the step itself will, and say so.
      const began = performance.now()
      const output = await predict(call).catch(() => undefined)
      foreseen = output && { call, output, millis: performance.now() - began }
    },
    takeMillis() {
      const millis = spent
      spent = 0
      return millis
    },
  }
}

function isSame(a: UnetCall, b: UnetCall): boolean {
  return (
    a.timestep === b.timestep &&
    a.shape.width === b.shape.width &&
    a.shape.height === b.shape.height &&
    isEqual(a.hidden, b.hidden) &&
    isEqual(a.sample, b.sample)
  )
}

function isEqual(a: Float32Array, b: Float32Array): boolean {
  return a === b || (a.length === b.length && Buffer.compare(bytesOf(a), bytesOf(b)) === 0)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)
