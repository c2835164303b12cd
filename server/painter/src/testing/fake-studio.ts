import type { UnetCall } from '../model/networks.ts'
import type { Studio } from '../painting.ts'
import { createSchedulerNamed } from '../schedulers/create-scheduler.ts'

const SCHEDULE = { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012, clip_sample: false }

export type FakeStudio = Studio & { calls: UnetCall[]; encoded: string[] }

/**
 * A studio whose model is one line: every row's output leans towards the first letter of its text. No weights, whole loops.
 */
export function fakeStudio(changes: Partial<Studio> = {}): FakeStudio {
  const calls: UnetCall[] = []
  const encoded: string[] = []
  const size = 4 * 4 * 4
  return {
    calls,
    encoded,
    latents: { channels: 4, height: 4, width: 4 },
    picture: { width: 8, height: 8 },
    previewMatrix: { matrix: Array(4).fill([0.1, 0.2, 0.3]), bias: [0, 0, 0] },
    defaultScheduler: 'ddim',
    createScheduler: (name) => createSchedulerNamed(name, SCHEDULE),
    origin: { model: 'a'.repeat(64), runtime: 'fake 1', provider: 'cpu', optimisation: 'all' },
    async embed(text) {
      encoded.push(text)
      return Float32Array.of((text.codePointAt(0) ?? 0) / 100, 0)
    },
    networks: {
      async predict(call) {
        calls.push(call)
        return call.sample.map(
          (x, n) => 0.8 * x + 0.1 * Math.sin(n + 9 * call.hidden[2 * Math.floor(n / size)]!),
        )
      },
      decode: async (latents) => Float32Array.from({ length: 3 * 64 }, (_, n) => latents[n % size]! / 4),
    },
    ...changes,
  }
}

/** Text -> conditioning of that text alone. */
export function asking(text: string, guidance = 3) {
  return { prompts: [{ text, weight: 1 }], guidance }
}
