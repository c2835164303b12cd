import type { UnetCall } from '../model/network-types.ts'
import { createScheduler, createSchedulerNamed } from '../schedulers/create-scheduler.ts'
import type { Studio } from '../studio.ts'
import type { Conditioning, SchedulerName } from '../types.ts'

const SCHEDULE = {
  _class_name: 'DDIMScheduler',
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.012,
  clip_sample: false,
  skip_prk_steps: true,
}

const schedulerOf = (name: SchedulerName) =>
  name === 'flow-match-euler'
    ? createScheduler({ _class_name: 'FlowMatchEulerDiscreteScheduler' })
    : createSchedulerNamed(name, SCHEDULE)

export type FakeStudio = Studio & { calls: UnetCall[]; encoded: string[] }

/**
 * A studio whose model is one line: every row's output leans towards the first letter of its text. No weights, whole loops.
 * Latents are 4x4x4, pictures 8x8.
 */
export function fakeStudio(changes: Partial<Studio> = {}): FakeStudio {
  const calls: UnetCall[] = []
  const encoded: string[] = []
  const pixels = (latents: Float32Array, share: number) =>
    Float32Array.from({ length: latents.length * 3 }, (_, n) => latents[n % latents.length]! * share)
  return {
    calls,
    encoded,
    latents: { channels: 4, height: 4, width: 4 },
    scale: 2,
    cells: 2,
    resizable: true,
    previewMatrix: { matrix: Array(4).fill([0.1, 0.2, 0.3]), bias: [0, 0, 0] },
    defaultScheduler: 'ddim',
    createScheduler: schedulerOf,
    origin: { model: 'a'.repeat(64), runtime: 'fake 1', provider: 'cpu', optimisation: 'all' },
    async embedRows(texts) {
      encoded.push(...texts)
      return Float32Array.from(texts.flatMap((text) => [(text.codePointAt(0) ?? 0) / 100, 0]))
    },
    networks: {
      async predict(call) {
        calls.push(call)
        const size = call.sample.length / call.rows
        return call.sample.map(
          (x, n) => 0.8 * x + 0.1 * Math.sin((n % size) + 9 * call.hidden[2 * Math.floor(n / size)]!),
        )
      },
      decode: async (latents) => pixels(latents, 0.25),
      decodeTiny: async (latents) => pixels(latents, 0.2),
      encode: async (picture) => picture.slice(0, picture.length / 3).map((value) => value * 4),
    },
    ...changes,
  }
}

/** Text -> conditioning of that text alone. */
export function asking(text: string, guidance = 3): Conditioning {
  return { prompts: [{ text, weight: 1 }], guidance }
}
