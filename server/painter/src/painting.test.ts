import { describe, expect, test } from 'vitest'
import { CheckpointError, ModelError } from './errors.ts'
import { type Painting, type Studio, startPainting } from './painting.ts'
import { asking, fakeStudio } from './testing/fake-studio.ts'
import type { PaintedStep, PaintPlan } from './types.ts'

const plan: PaintPlan = { seed: 7, steps: 5 }

async function run(painting: Painting, each: (step: PaintedStep) => void = () => {}) {
  while (painting.next < painting.of) each(await painting.step(asking('abc'[painting.next % 3]!)))
  return painting.decode()
}

async function stepsOf(studio: Studio, of: PaintPlan): Promise<PaintedStep[]> {
  const steps: PaintedStep[] = []
  await run(startPainting(studio, of), (step) => steps.push(step))
  return steps
}

describe('P15: one seed, one plan, one conditioning: one picture', () => {
  test('twice the same', async () => {
    const once = await run(startPainting(fakeStudio(), plan))
    expect(await run(startPainting(fakeStudio(), plan))).toEqual(once)
  })

  test.each([{ seed: 8 }, { steps: 6 }, { scheduler: 'euler' as const }])(
    'another with %j',
    async (change) => {
      const once = await run(startPainting(fakeStudio(), plan))
      expect(await run(startPainting(fakeStudio(), { ...plan, ...change }))).not.toEqual(once)
    },
  )
})

test('P10: all texts of a step go through the UNet as one batch', async () => {
  const studio = fakeStudio()
  const prompts = ['a', 'b', 'c'].map((text) => ({ text, weight: 1 }))
  await startPainting(studio, plan).step({ prompts, guidance: 3 })
  expect(studio.calls.map((call) => call.rows)).toEqual([4])
  expect(studio.encoded).toEqual(['', 'a', 'b', 'c'])
})

describe('P17: previews show the predicted picture', () => {
  test('matrix: at the size of the latents', async () => {
    const [step] = await stepsOf(fakeStudio(), { ...plan, preview: 'matrix' })
    expect(step!.preview).toMatchObject({ width: 4, height: 4 })
    expect(step!.preview!.data).toHaveLength(4 * 4 * 3)
  })

  test('matrix without a fitted one falls back to decoding', async () => {
    const [step] = await stepsOf(fakeStudio({ previewMatrix: undefined }), { ...plan, preview: 'matrix' })
    expect(step!.preview).toMatchObject({ width: 8, height: 8 })
  })

  test('decode: full size, and the last one is the picture itself', async () => {
    const painting = startPainting(fakeStudio(), { ...plan, preview: 'decode' })
    let last: PaintedStep | undefined
    const picture = await run(painting, (step) => {
      last = step
    })
    expect(last!.preview).toEqual(picture)
  })

  test('none: none', async () => {
    const [step] = await stepsOf(fakeStudio(), { ...plan, preview: 'none' })
    expect(step!.preview).toBeNull()
  })
})

describe('P18: a touch-up noises the finished latents to its strength and walks the tail of a schedule', () => {
  const touched = { ...plan, touchUp: { strength: 0.5, steps: 3 } }

  test('its steps are counted after the others', async () => {
    const steps = await stepsOf(fakeStudio(), touched)
    expect(steps.map(({ step, of, stage }) => `${step}/${of} ${stage}`)).toEqual([
      ...[0, 1, 2, 3, 4].map((step) => `${step}/8 painting`),
      ...[5, 6, 7].map((step) => `${step}/8 touching-up`),
    ])
  })

  test('it begins half way down for strength 0.5', async () => {
    const studio = fakeStudio()
    await run(startPainting(studio, { ...touched, scheduler: 'ddim' }))
    // DDIM, leading spacing: 6 steps of 166 from 830 down, the last three of them.
    expect(studio.calls.slice(5).map((call) => call.timestep)).toEqual([332, 166, 0])
  })

  test('the more strength, the further the picture moves', async () => {
    const moved = async (strength: number) => {
      const before = await run(startPainting(fakeStudio(), plan))
      const after = await run(startPainting(fakeStudio(), { ...plan, touchUp: { strength, steps: 3 } }))
      return after.data.reduce((sum, value, n) => sum + Math.abs(value - before.data[n]!), 0)
    }
    expect(await moved(0.8)).toBeGreaterThan(await moved(0.1))
  })
})

describe.each(['ddim', 'euler'] as const)(
  'P19: stopped after any step, %s goes on to the very same pixels',
  (scheduler) => {
    const whole = { ...plan, scheduler, touchUp: { strength: 0.6, steps: 3 } }
    test.each([1, 2, 3, 4, 5, 6, 7, 8])('after %i', async (done) => {
      const steps = await stepsOf(fakeStudio(), whole)
      const resumed = startPainting(fakeStudio(), whole, { resumeFrom: steps[done - 1]!.checkpoint })
      expect(resumed.next).toBe(done)
      const picture = await run(resumed)
      expect(picture).toEqual(await run(startPainting(fakeStudio(), whole)))
    })
  },
)

describe('P20: a checkpoint is refused under another plan', () => {
  test.each([{ seed: 8 }, { steps: 6 }, { scheduler: 'euler' as const }])('%j', async (change) => {
    const [step] = await stepsOf(fakeStudio(), plan)
    const resume = () => startPainting(fakeStudio(), { ...plan, ...change }, { resumeFrom: step!.checkpoint })
    expect(resume).toThrow(
      expect.objectContaining({ name: 'CheckpointError', field: Object.keys(change)[0] }),
    )
  })

  test('another touch-up, once one has begun; before that it is still free', async () => {
    const steps = await stepsOf(fakeStudio(), { ...plan, touchUp: { strength: 0.5, steps: 3 } })
    const resume = (from: number, strength: number) => () =>
      startPainting(
        fakeStudio(),
        { ...plan, touchUp: { strength, steps: 3 } },
        { resumeFrom: steps[from]!.checkpoint },
      )
    expect(resume(5, 0.9)).toThrow(CheckpointError)
    expect(resume(4, 0.9)).not.toThrow()
  })
})

describe('P25: numbers that are not finite are a ModelError naming the file and the step', () => {
  test('from the UNet', async () => {
    const studio = fakeStudio()
    const predict = studio.networks.predict
    studio.networks.predict = async (call) =>
      studio.calls.length < 2 ? predict(call) : call.sample.map(() => Number.NaN)
    const painting = startPainting(studio, plan)
    await painting.step(asking('a'))
    await painting.step(asking('a'))
    await expect(painting.step(asking('a'))).rejects.toThrow(
      new ModelError('unet/model.onnx', 'out_sample holds numbers that are not finite at step 3 of 5'),
    )
    expect(painting.next).toBe(2)
  })

  test('from the decoder', async () => {
    const studio = fakeStudio()
    studio.networks.decode = async () => Float32Array.from({ length: 192 }, () => Number.POSITIVE_INFINITY)
    const painting = startPainting(studio, plan)
    await expect(painting.decode()).rejects.toThrow(
      'vae_decoder/model.onnx: sample holds numbers that are not finite',
    )
  })
})
