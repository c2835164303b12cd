import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { readCheckpoint } from '../checkpoint.ts'
import { startPainting } from '../painting.ts'
import { openStudio } from '../studio.ts'
import { TINY_MODEL } from '../testing/tiny-model.ts'
import type { SchedulerName, WeightedPrompt } from '../types.ts'
import { readModelFolder } from './model-folder.ts'
import { createTokeniser } from './tokenizer.ts'

// Threads and processes start slowly on a machine that is busy with other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

type Run = {
  scheduler: SchedulerName
  steps: number
  guidance: number
  prompts: WeightedPrompt[]
  inputIds: number[][]
  noise: { values: number[] }
  finalLatents: number[]
  rgb: { shape: number[]; hex: string }
}

const STARTER_MODEL = fileURLToPath(new URL('../../../../pipeline/models/starter', import.meta.url))

/** What diffusers in Python made of this model (`python -m yosegaki_trainer vectors`). */
function runsOf(name: string): Run[] {
  const file = new URL(`../../../../tests/vectors/pipeline-${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { runs: Run[] }).runs
}
const runs = runsOf('tiny')
const pictures = [
  ...runs.map((run) => ({ model: 'tiny', folder: TINY_MODEL, run, scheduler: run.scheduler })),
  ...runsOf('starter').map((run) => ({
    model: 'starter',
    folder: STARTER_MODEL,
    run,
    scheduler: run.scheduler,
  })),
]

test.each(pictures)(
  'P16: a whole picture agrees with diffusers in Python on the same weights and noise ($model, $scheduler)',
  async ({ folder, run }) => {
    const { studio, release } = await openStudio(folder, { threads: 1 })
    const { scheduler, steps, prompts, guidance } = run
    const painting = startPainting(
      studio,
      { seed: 0, steps, scheduler },
      { drawNoise: () => Float32Array.from(run.noise.values) },
    )
    let checkpoint: Uint8Array = new Uint8Array()
    while (painting.next < painting.of) ({ checkpoint } = await painting.step({ prompts, guidance }))
    const { latents } = readCheckpoint(checkpoint)
    const worst = latents.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - run.finalLatents[n]!)),
      0,
    )
    expect(worst).toBeLessThan(1e-3)

    const { width, height, data } = await painting.decode()
    expect([height, width, 3]).toEqual(run.rgb.shape)
    const theirs = Buffer.from(run.rgb.hex, 'hex')
    const mean = data.reduce((sum, value, n) => sum + Math.abs(value - theirs[n]!), 0) / data.length
    expect(mean).toBeLessThan(0.1)
    await release()
  },
)

test('P16: texts become the token ids that the Python tokenizer gives, cut and padded', async () => {
  const { tokenizer, maxPositions } = await readModelFolder(TINY_MODEL)
  const { tokenise, length } = createTokeniser(tokenizer.definition, tokenizer.config, maxPositions)
  expect(['', ...runs[0]!.prompts.map((prompt) => prompt.text)].map(tokenise)).toEqual(runs[0]!.inputIds)
  const long = tokenise('a cat and a dog and a house and a tree and a moon and a star')
  expect([long.length, long.at(-1)]).toEqual([length, 2])
})
