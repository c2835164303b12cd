import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCheckpoint } from './checkpoint.ts'
import { ModelError, RequestError } from './errors.ts'
import { type Painting, type StepOptions, startPainting } from './painting.ts'
import type { Studio } from './studio.ts'
import { asking, fakeStudio } from './testing/fake-studio.ts'
import {
  type Conditioning,
  type PaintedStep,
  type PaintPlan,
  type RgbImage,
  SCHEDULER_NAMES,
  type TouchUp,
} from './types.ts'

const plan: PaintPlan = { seed: 7, steps: 5 }
const LEFT_HALF = { left: 0, top: 0, width: 0.5, height: 1 }

/** What the audience asks for at each step: it changes its mind. Touch-ups and takes by the step that they begin at. */
const wishes = (touchUps: Record<number, TouchUp> = {}, takes: Record<number, number> = {}) => {
  return (step: number): Conditioning => {
    const [touchUp, take] = [touchUps[step], takes[step]]
    return { ...asking('abc'[step % 3]!), ...(touchUp && { touchUp }), ...(take && { take }) }
  }
}

type Run = { each?: (step: PaintedStep) => void; conditioning?: (step: number) => Conditioning } & StepOptions

async function run(painting: Painting, { each = () => {}, conditioning = wishes(), ...options }: Run = {}) {
  for (;;) {
    const asked = conditioning(painting.next)
    if (painting.next === painting.of && !asked.touchUp) return painting.decode()
    each(await painting.step(asked, options))
  }
}

const paint = async (of: PaintPlan, options: Run = {}, studio: Studio = fakeStudio()): Promise<RgbImage> =>
  run(await startPainting(studio, of), options)

async function stepsOf(studio: Studio, of: PaintPlan, options: Run = {}): Promise<PaintedStep[]> {
  const steps: PaintedStep[] = []
  await run(await startPainting(studio, of), { ...options, each: (step) => steps.push(step) })
  return steps
}

const latentsOf = (step: PaintedStep) => readCheckpoint(step.checkpoint).latents

describe('P15: one seed, one plan, one conditioning: one picture', () => {
  test('twice the same', async () => {
    expect(await paint(plan)).toEqual(await paint(plan))
  })

  test.each([{ seed: 8 }, { steps: 6 }, { scheduler: 'euler' as const }])(
    'another with %j',
    async (change) => {
      expect(await paint({ ...plan, ...change })).not.toEqual(await paint(plan))
    },
  )
})

test('P10: all texts of a step go through the UNet as one batch', async () => {
  const studio = fakeStudio()
  const prompts = ['a', 'b', 'c'].map((text) => ({ text, weight: 1 }))
  await (await startPainting(studio, plan)).step({ prompts, guidance: 3 })
  expect(studio.calls.map((call) => call.rows)).toEqual([4])
  expect(studio.encoded).toEqual(['', 'a', 'b', 'c'])
})

describe('P17: previews show the predicted picture', () => {
  const preview = async (kind: StepOptions['preview'], changes: Partial<Studio> = {}) => {
    const [step] = await stepsOf(fakeStudio(changes), plan, { ...(kind && { preview: kind }) })
    return step!.preview
  }
  const coarse = { ...fakeStudio().networks, decodeTiny: undefined }

  test('matrix: at the size of the latents, and what is shown where nothing is said', async () => {
    expect(await preview('matrix')).toMatchObject({ width: 4, height: 4 })
    expect((await preview('matrix'))!.data).toHaveLength(4 * 4 * 3)
    expect(await preview(undefined)).toEqual(await preview('matrix'))
  })

  test('tiny, decode: full size, each by its own decoder', async () => {
    const [tiny, decoded] = [await preview('tiny'), await preview('decode')]
    expect([tiny, decoded]).toMatchObject(Array(2).fill({ width: 8, height: 8 }))
    expect(tiny).not.toEqual(decoded)
  })

  test('what the folder does not have falls back to the next finer kind', async () => {
    const decoded = await preview('decode')
    expect(await preview('tiny', { networks: coarse })).toEqual(decoded)
    expect(await preview('matrix', { previewMatrix: undefined })).toEqual(await preview('tiny'))
    expect(await preview('matrix', { previewMatrix: undefined, networks: coarse })).toEqual(decoded)
  })

  test('decode: the last one is the picture itself', async () => {
    let last: PaintedStep | undefined
    const each = (step: PaintedStep) => {
      last = step
    }
    const picture = await paint(plan, { preview: 'decode', each })
    expect(last!.preview).toEqual(picture)
  })

  test('none: none', async () => {
    expect(await preview('none')).toBeNull()
  })
})

describe('P18: a touch-up noises the picture to its strength and walks the tail of a schedule', () => {
  const afterwards = { conditioning: wishes({ 5: { strength: 0.5, steps: 3 } }) }

  test('asked for when every step is painted, it takes the picture on', async () => {
    const steps = await stepsOf(fakeStudio(), plan, afterwards)
    expect(steps.map(({ step, of, stage }) => `${step}/${of} ${stage}`)).toEqual([
      ...[0, 1, 2, 3, 4].map((step) => `${step}/5 painting`),
      ...[5, 6, 7].map((step) => `${step}/8 touching-up`),
    ])
  })

  test('it begins half way down for strength 0.5', async () => {
    const studio = fakeStudio()
    await paint(plan, afterwards, studio)
    // DDIM, leading spacing: 6 steps of 166 from 830 down, the last three of them.
    expect(studio.calls.slice(5).map((call) => call.timestep)).toEqual([332, 166, 0])
  })

  test('the more strength, the further the picture moves', async () => {
    const before = await paint(plan)
    const moved = async (strength: number) => {
      const after = await paint(plan, { conditioning: wishes({ 5: { strength, steps: 3 } }) })
      return after.data.reduce((sum, value, n) => sum + Math.abs(value - before.data[n]!), 0)
    }
    expect(await moved(0.8)).toBeGreaterThan(await moved(0.1))
  })

  test('asked for in mid-painting, it takes the place of the steps that were left', async () => {
    const steps = await stepsOf(fakeStudio(), plan, {
      conditioning: wishes({ 3: { strength: 0.6, steps: 4 } }),
    })
    expect(steps.map(({ of, stage }) => `${of} ${stage}`)).toEqual([
      ...Array(3).fill('5 painting'),
      ...Array(4).fill('7 touching-up'),
    ])
  })

  test('one may follow another, each with noise of its own', async () => {
    const again = { strength: 1, steps: 1 }
    const steps = await stepsOf(fakeStudio(), plan, { conditioning: wishes({ 5: again, 6: again }) })
    expect(steps.at(-1)!.of).toBe(7)
    expect(latentsOf(steps[6]!)).not.toEqual(latentsOf(steps[5]!))
  })

  test.each([
    [0, { strength: 0.5, steps: 2 }, 'cannot begin before anything is painted'],
    [5, { strength: 0, steps: 2 }, 'conditioning.touchUp.strength must be above 0'],
    [5, { strength: 0.5, steps: 0 }, 'conditioning.touchUp.steps must be a whole number from 1'],
    [5, { strength: 0.001, steps: 20 }, 'conditioning.touchUp.strength is too small for 20 steps'],
    [5, { strength: 0.5, steps: 2, where: { ...LEFT_HALF, left: 0.7 } }, 'must be a box inside the picture'],
  ])('P13: at step %i, %j is refused', async (at, touchUp, message) => {
    const painting = paint(plan, { conditioning: wishes({ [at]: touchUp }) })
    await expect(painting).rejects.toThrow(RequestError)
    await expect(paint(plan, { conditioning: wishes({ [at]: touchUp }) })).rejects.toThrow(message)
  })

  test('P13: a step that is one too many is refused', async () => {
    const painting = await startPainting(fakeStudio(), plan)
    await run(painting)
    await expect(painting.step(asking('a'))).rejects.toThrow('every step is painted')
  })
})

describe('P30: a touch-up of a part leaves the rest as it was', () => {
  const inLeftHalf = (n: number) => n % 4 < 2

  test.each(SCHEDULER_NAMES)(
    '%s: cells outside are the very same, cells inside change',
    async (scheduler) => {
      const touchUp = { strength: 0.8, steps: 3, where: LEFT_HALF }
      const steps = await stepsOf(
        fakeStudio(),
        { ...plan, scheduler },
        { conditioning: wishes({ 5: touchUp }) },
      )
      const [before, after] = [latentsOf(steps[4]!), latentsOf(steps.at(-1)!)]
      for (const [n, value] of after.entries()) {
        if (inLeftHalf(n)) expect(value).not.toBe(before[n])
        else expect(value).toBe(before[n])
      }
    },
  )

  test('previews of it show the rest as it was, too', async () => {
    const steps = await stepsOf(fakeStudio(), plan, {
      conditioning: wishes({ 5: { strength: 1, steps: 3, where: LEFT_HALF } }),
    })
    const { predicted } = readCheckpoint(steps[5]!.checkpoint)
    const before = latentsOf(steps[4]!)
    expect(predicted.filter((_, n) => !inLeftHalf(n))).toEqual(before.filter((_, n) => !inLeftHalf(n)))
  })
})

describe('P39: another take goes on from a step with noise of its own', () => {
  const taken = (takes: Record<number, number>) => ({ conditioning: wishes({}, takes) })

  test.each(SCHEDULER_NAMES)(
    '%s: what was before is the very same, what follows is not',
    async (scheduler) => {
      const whole = { ...plan, scheduler }
      const first = await stepsOf(fakeStudio(), whole)
      const studio = fakeStudio()
      const steps = await stepsOf(studio, whole, taken({ 2: 1 }))
      expect(steps.map(({ step, of, stage }) => `${step}/${of} ${stage}`)).toEqual(
        [0, 1, 2, 3, 4].map((step) => `${step}/5 painting`),
      )
      for (const [n, step] of steps.entries()) {
        if (n < 2) expect(step.checkpoint).toEqual(first[n]!.checkpoint)
        else expect(latentsOf(step)).not.toEqual(latentsOf(first[n]!))
      }
    },
  )

  test('at the noise levels of the steps it takes the place of', async () => {
    const [first, second] = [fakeStudio(), fakeStudio()]
    await paint(plan, {}, first)
    await paint(plan, taken({ 2: 1 }), second)
    const told = ({ calls }: typeof first) => calls.map(({ timestep }) => timestep)
    expect(told(second)).toEqual(told(first))
  })

  test('from the very beginning, it is what another seed would be: nothing of the first is left', async () => {
    const first = await stepsOf(fakeStudio(), plan)
    const second = await stepsOf(fakeStudio(), plan, taken({ 0: 1 }))
    for (const [n, step] of second.entries()) expect(latentsOf(step)).not.toEqual(latentsOf(first[n]!))
  })

  test('by its number alone: the same is the same, any other another', async () => {
    const once = await paint(plan, taken({ 2: 1 }))
    expect(await paint(plan, taken({ 2: 1 }))).toEqual(once)
    expect(await paint(plan, taken({ 2: 2 }))).not.toEqual(once)
    expect(await paint(plan, taken({ 2: 1, 4: 3 }))).not.toEqual(once)
  })

  test.each([
    [5, 1, {}, 'conditioning.take comes too late: the painting is done'],
    [6, 1, { 5: { strength: 0.5, steps: 3 } }, 'conditioning.take comes too late'],
    [2, 1, { 2: { strength: 0.5, steps: 3 } }, 'and a touch-up cannot begin before the same step'],
    [2, 0.5, {}, 'conditioning.take must be a whole number from 1'],
  ])('P13: at step %i, take %d is refused (%j)', async (at, take, touchUps, message) => {
    const painting = await startPainting(fakeStudio(), plan)
    const asked = wishes(touchUps, { [at]: take })
    const painted = async () => {
      for (let step = 0; step <= at; step++) await painting.step(asked(step))
    }
    await expect(painted()).rejects.toThrow(RequestError)
    await expect(painting.step(asked(at))).rejects.toThrow(message)
  })
})

describe('P31: a painting may begin with a picture', () => {
  const picture: RgbImage = { width: 8, height: 8, data: Uint8Array.from({ length: 192 }, (_, n) => n) }
  const over: PaintPlan = { seed: 7, steps: 0, picture }

  test('which is finished already: its touch-ups paint over it', async () => {
    const untouched = await paint(over)
    const steps = await stepsOf(fakeStudio(), over, {
      conditioning: wishes({ 0: { strength: 0.5, steps: 2 } }),
    })
    expect(steps.map(({ step, of, stage }) => `${step}/${of} ${stage}`)).toEqual([
      '0/2 touching-up',
      '1/2 touching-up',
    ])
    expect(latentsOf(steps[1]!)).not.toEqual(
      await fakeStudio().networks.encode!(new Float32Array(192), plan as never),
    )
    expect(untouched.data).toHaveLength(192)
  })

  test.each([
    [
      { ...over, picture: { ...picture, width: 4, data: new Uint8Array(96) } },
      {},
      'picture is 4x8, must be 8x8',
    ],
    [over, { ...fakeStudio().networks, encode: undefined }, 'picture cannot be read by this model'],
  ])('P13: one that does not fit is refused (%#)', async (of, networks, message) => {
    const studio = fakeStudio()
    Object.assign(studio.networks, networks)
    await expect(startPainting(studio, of)).rejects.toThrow(message)
  })
})

describe('P32: other sizes, where the graphs are open', () => {
  test('latents, previews and picture are of the size asked for', async () => {
    const studio = fakeStudio()
    const wide = { ...plan, size: { width: 12, height: 4 } }
    const picture = await paint(wide, {}, studio)
    expect(picture).toMatchObject({ width: 12, height: 4 })
    expect(studio.calls[0]!.shape).toEqual({ channels: 4, width: 6, height: 2 })
  })

  test.each([
    [{ width: 10, height: 8 }, {}, 'size must be multiples of 4 pixels, is 10x8'],
    [{ width: 16, height: 8 }, { resizable: false }, "size is 16x8, but this model's graphs paint 8x8 only"],
  ])('P13: %j with %j is refused', async (size, changes, message) => {
    await expect(startPainting(fakeStudio(changes), { ...plan, size })).rejects.toThrow(message)
  })
})

/** Every kind of walk: the painting, other takes of it, a touch-up of all of it, one of a part, one that cuts another short. */
const BUSY = wishes(
  {
    5: { strength: 0.7, steps: 3 },
    8: { strength: 0.9, steps: 4, where: LEFT_HALF },
    10: { strength: 0.5, steps: 2 },
  },
  { 2: 1, 4: 2 },
)

describe.each(SCHEDULER_NAMES)(
  'P19: %s, stopped after any step, goes on to the very same pixels',
  (scheduler) => {
    const whole = { ...plan, scheduler }
    const busy = { conditioning: BUSY }

    test('once', async () => {
      const steps = await stepsOf(fakeStudio(), whole, busy)
      expect(steps).toHaveLength(12)
      const picture = await paint(whole, busy)
      for (const { step, checkpoint } of steps) {
        const resumed = await startPainting(fakeStudio(), whole, { resumeFrom: checkpoint })
        expect(resumed.next).toBe(step + 1)
        expect(await run(resumed, busy)).toEqual(picture)
      }
    })

    test('any number of times, and as long a painting as may be', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 20 }),
          fc.infiniteStream(fc.boolean()),
          async (steps, stops) => {
            const long = { ...whole, steps: steps + 4 }
            const unbroken = await stepsOf(fakeStudio(), long)
            let painting = await startPainting(fakeStudio(), long)
            while (painting.next < painting.of) {
              const { checkpoint } = await painting.step(wishes()(painting.next))
              expect(checkpoint).toEqual(unbroken[painting.next - 1]!.checkpoint)
              if (stops.next().value)
                painting = await startPainting(fakeStudio(), long, { resumeFrom: checkpoint })
            }
          },
        ),
        { numRuns: 20 },
      )
    })
  },
)

describe('P33: a prompt schedule is keyed by solver step, however often the model is called in it', () => {
  test.each([
    ['ddim', [1, 1, 1, 1, 1]],
    ['heun', [2, 2, 2, 2, 1]],
    ['pndm', [2, 1, 1, 1, 1]],
  ] as const)('%s calls it %j times', async (scheduler, calls) => {
    const studio = fakeStudio()
    const asked: number[] = []
    const conditioning = (step: number) => {
      asked.push(step)
      return wishes()(step)
    }
    const made: number[] = []
    let before = 0
    const each = () => {
      made.push(studio.calls.length - before)
      before = studio.calls.length
    }
    const counting: PaintPlan = { ...plan, scheduler }
    await paint(counting, { conditioning, each }, studio)
    expect(made).toEqual(calls)
    expect(asked).toEqual([0, 1, 2, 3, 4, 5])
  })
})

describe('P20: a checkpoint is refused under another plan', () => {
  test.each([{ seed: 8 }, { steps: 6 }, { scheduler: 'euler' as const }, { size: { width: 4, height: 16 } }])(
    '%j',
    async (change) => {
      const [step] = await stepsOf(fakeStudio(), plan)
      const resuming = startPainting(fakeStudio(), { ...plan, ...change }, { resumeFrom: step!.checkpoint })
      await expect(resuming).rejects.toThrow(
        expect.objectContaining({ name: 'CheckpointError', field: Object.keys(change)[0] }),
      )
    },
  )
})

describe('P25: numbers that are not finite are a ModelError naming the file and the step', () => {
  const spoilt = (values: Float32Array) => values.map(() => Number.NaN)

  test.each(SCHEDULER_NAMES)('from the UNet (%s): the painting stays where it was', async (scheduler) => {
    const whole = { ...plan, scheduler }
    const studio = fakeStudio()
    const { predict } = studio.networks
    let fails = false
    studio.networks.predict = async (call) => (fails ? spoilt(call.sample) : predict(call))
    const painting = await startPainting(studio, whole)
    await painting.step(wishes()(0))
    await painting.step(wishes()(1))
    fails = true
    await expect(painting.step(wishes()(2))).rejects.toThrow(
      new ModelError('unet/model.onnx', 'out_sample holds numbers that are not finite at step 3 of 5'),
    )
    expect(painting.next).toBe(2)
    fails = false
    expect(await run(painting)).toEqual(await paint(whole))
  })

  test.each([
    ['vae_decoder/model.onnx', { decode: async (latents: Float32Array) => spoilt(latents) }, 'decode'],
    ['tiny_decoder/model.onnx', { decodeTiny: async (latents: Float32Array) => spoilt(latents) }, 'tiny'],
  ] as const)('from %s', async (file, networks, preview) => {
    const studio = fakeStudio()
    Object.assign(studio.networks, networks)
    await expect(paint(plan, { preview }, studio)).rejects.toThrow(`${file}: sample holds numbers`)
  })
})
