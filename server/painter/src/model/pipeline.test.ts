import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readCheckpoint } from '../checkpoint.ts'
import { type Painting, startPainting } from '../painting.ts'
import { openStudio } from '../studio.ts'
import { SD_MODEL, TINY_MODEL } from '../testing/tiny-model.ts'
import type { Conditioning, RgbImage, SchedulerName, WeightedPrompt } from '../types.ts'
import { readModelFolder } from './model-folder.ts'
import { createTokeniser } from './tokenizer.ts'

type Picture = { shape: [height: number, width: number, channels: number]; base64: string }
type Run = { scheduler: SchedulerName; finalLatents: number[]; rgb: Picture }
type Noise = { values: number[] }

type Vectors = {
  steps: number
  guidance: number
  prompts: WeightedPrompt[]
  negative?: WeightedPrompt[]
  inputIds: number[][]
  noise: Noise
  runs: Run[]
  fromPicture?: {
    picture: Picture
    encoded: number[]
    strength: number
    steps: number
    noise: Noise
    runs: Run[]
  }
}

const STARTER_MODEL = fileURLToPath(new URL('../../../../pipeline/models/starter', import.meta.url))
const MODELS = { sd: SD_MODEL, starter: STARTER_MODEL, tiny: TINY_MODEL }

/** What diffusers in Python made of this model (`python -m yosegaki_trainer vectors`). */
function vectorsOf(name: string): Vectors {
  const file = new URL(`../../../../tests/vectors/pipeline-${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Vectors
}

const models = Object.entries(MODELS).map(([name, folder]) => ({ name, folder, vectors: vectorsOf(name) }))
const cases = models.flatMap((model) => model.vectors.runs.map((run) => ({ ...model, run })))

test.each(cases)(
  'P16: a whole picture agrees with diffusers in Python on the same weights and noise ($name, $run.scheduler)',
  async ({ name, folder, vectors, run }) => {
    const { studio, release } = await openStudio(folder, { threads: 1 })
    const painting = await startPainting(
      studio,
      { seed: 0, steps: vectors.steps, scheduler: run.scheduler },
      { drawNoise: () => Float32Array.from(vectors.noise.values) },
    )
    let latents = new Float32Array()
    while (painting.next < painting.of) latents = await paintStep(painting, conditioningOf(vectors))
    await expectPicture(name, { latents, picture: await painting.decode() }, run)
    await release()
  },
)

const begun = models.flatMap(({ vectors, ...model }) =>
  (vectors.fromPicture?.runs ?? []).map((run) => ({ ...model, vectors, from: vectors.fromPicture!, run })),
)
test.each(begun)(
  'P16: so does one that begins with a picture ($name, $run.scheduler)',
  async ({ name, folder, vectors, from, run }) => {
    const { studio, release } = await openStudio(folder, { threads: 1 })
    const [height, width] = from.picture.shape
    const painting = await startPainting(
      studio,
      {
        seed: 0,
        steps: 0,
        scheduler: run.scheduler,
        picture: { width, height, data: bytesOf(from.picture) },
      },
      { drawNoise: () => Float32Array.from(from.noise.values) },
    )
    const { strength, steps } = from
    const conditioning = conditioningOf(vectors)
    let latents = await paintStep(painting, { ...conditioning, touchUp: { strength, steps } })
    while (painting.next < painting.of) latents = await paintStep(painting, conditioning)
    await expectPicture(name, { latents, picture: await painting.decode() }, run)
    await release()
  },
)

test('P16: a picture becomes the mean of the latents that diffusers gives', async () => {
  const { studio, release } = await openStudio(SD_MODEL, { threads: 1 })
  const { picture, encoded } = vectorsOf('sd').fromPicture!
  const [height, width] = picture.shape
  const data = bytesOf(picture)
  const planar = Float32Array.from(
    { length: data.length },
    (_, n) => data[3 * (n % (width * height)) + Math.floor(n / (width * height))]! / 127.5 - 1,
  )
  const latents = await studio.networks.encode!(planar, { channels: 4, height: 8, width: 8 })
  expect(worstOf(latents, encoded)).toBeLessThan(1e-5)
  await release()
})

test('P16: texts become the token ids that the Python tokenizer gives, cut and padded', async () => {
  for (const { folder, vectors } of models) {
    const { tokenizer, maxPositions } = await readModelFolder(folder)
    const { tokenise } = createTokeniser(tokenizer.definition, tokenizer.config, maxPositions)
    const away = vectors.negative ?? [{ text: '', weight: 1 }]
    expect([...away, ...vectors.prompts].map(({ text }) => tokenise(text))).toEqual(vectors.inputIds)
  }
  const { tokenizer, maxPositions } = await readModelFolder(TINY_MODEL)
  const { tokenise, length } = createTokeniser(tokenizer.definition, tokenizer.config, maxPositions)
  const long = tokenise('a cat and a dog and a house and a tree and a moon and a star')
  expect([long.length, long.at(-1)]).toEqual([length, 2])
})

function conditioningOf({ prompts, negative, guidance }: Vectors): Conditioning {
  return { prompts, guidance, ...(negative && { negative }) }
}

async function paintStep(painting: Painting, conditioning: Conditioning): Promise<Float32Array<ArrayBuffer>> {
  const { checkpoint } = await painting.step(conditioning, { preview: 'none' })
  return Float32Array.from(readCheckpoint(checkpoint).latents)
}

type Ours = { latents: Float32Array; picture: RgbImage }

async function expectPicture(name: string, ours: Ours, theirs: Run): Promise<void> {
  const worst = worstOf(ours.latents, theirs.finalLatents)
  const { width, height, data } = ours.picture
  expect([height, width, 3]).toEqual(theirs.rgb.shape)
  const bytes = bytesOf(theirs.rgb)
  const mean = data.reduce((sum, value, n) => sum + Math.abs(value - bytes[n]!), 0) / data.length
  // biome-ignore lint/suspicious/noConsole: asked for
  if (process.env.SHOW_DIFFERENCES) console.log(name, theirs.scheduler, worst, mean)
  expect(worst).toBeLessThan(1e-3)
  expect(mean).toBeLessThan(0.1)
}

function worstOf(ours: Float32Array, theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length)
  return ours.reduce((most, value, n) => Math.max(most, Math.abs(value - theirs[n]!)), 0)
}

function bytesOf({ base64 }: Picture): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
