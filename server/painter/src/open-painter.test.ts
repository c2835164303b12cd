import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CheckpointError,
  ModelError,
  openPainter,
  type PaintedStep,
  type Painter,
  RequestError,
} from './index.ts'
import { asking } from './testing/fake-studio.ts'
import { finish, RESUME_REQUEST } from './testing/finish.ts'
import { copyTinyModel, TINY_MODEL } from './testing/tiny-model.ts'
import { SCHEDULER_NAMES } from './types.ts'

let painter: Painter
beforeAll(async () => {
  painter = await openPainter(TINY_MODEL, { threads: 1 })
})
afterAll(() => painter.close())

const plain = { seed: 5, steps: 3, conditioning: () => asking('りんご') }

describe('P14: conditioning is asked for once before each step', () => {
  test('in order, and once more when none is left: a touch-up then takes the picture on', async () => {
    const asked: number[] = []
    const conditioning = (step: number) => {
      asked.push(step)
      return { ...asking('猫'), ...(step === 3 && { touchUp: { strength: 0.5, steps: 2 } }) }
    }
    await finish(painter.paint({ ...plain, conditioning }))
    expect(asked).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('it may wait, and holds the painting until it answers', async () => {
    const gate = Promise.withResolvers<void>()
    const painting = painter.paint({
      ...plain,
      conditioning: async (step) => {
        if (step === 1) await gate.promise
        return asking('猫')
      },
    })
    await painting.next()
    const second = painting.next()
    const early = await Promise.race([
      second.then(() => 'painted'),
      new Promise((wait) => setTimeout(wait, 60, 'held')),
    ])
    expect(early).toBe('held')
    gate.resolve()
    expect((await second).value).toMatchObject({ step: 1 })
    await painting.return(undefined as never)
  })

  test('when it throws, the painting ends with that error', async () => {
    const painting = painter.paint({
      ...plain,
      conditioning: () => {
        throw new Error('the stream is over')
      },
    })
    await expect(painting.next()).rejects.toThrow('the stream is over')
    expect(await painting.next()).toEqual({ done: true, value: undefined })
  })
})

describe('P15: determinism', () => {
  test('the same request gives the same bytes, over and over one painter and on another number of threads', async () => {
    const first = await finish(painter.paint(plain))
    expect(first).toMatchObject({ width: 32, height: 32 })
    expect(await finish(painter.paint(plain))).toEqual(first)
    const other = await openPainter(TINY_MODEL, { threads: 2 })
    expect(await finish(other.paint(plain))).toEqual(first)
    await other.close()
  })
})

describe('P19: stopped after any step, a painting goes on to the very same bytes', () => {
  const steps: PaintedStep[] = []
  let whole: Uint8Array
  beforeAll(async () => {
    whole = (await finish(painter.paint(RESUME_REQUEST), (step) => steps.push(step))).data
  })

  test.each([1, 2, 3, 4, 5, 6])('after step %i', async (done) => {
    const asked: number[] = []
    const conditioning = (step: number) => {
      asked.push(step)
      return RESUME_REQUEST.conditioning(step)
    }
    const resumeFrom = steps[done - 1]!.checkpoint
    const picture = await finish(painter.paint({ ...RESUME_REQUEST, conditioning, resumeFrom }))
    expect(Buffer.compare(picture.data, whole)).toBe(0)
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6].slice(done))
  })

  // The tiny model was made for diffusion: flow matching is another walk.
  const schedulers = SCHEDULER_NAMES.filter((name) => name !== 'flow-match-euler')

  test('in a new process, by every scheduler', async () => {
    const checkpoints: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const [n, scheduler] of schedulers.entries()) {
      const request = { ...RESUME_REQUEST, scheduler }
      const picture = await finish(painter.paint(request), ({ step, checkpoint }) => {
        if (step === n % 6) checkpoints[scheduler] = Buffer.from(checkpoint).toString('hex')
      })
      expected[scheduler] = Buffer.from(picture.data).toString('hex')
    }
    const child = spawn(process.execPath, [
      fileURLToPath(new URL('./testing/resume-child.ts', import.meta.url)),
    ])
    child.stdin.end(JSON.stringify(checkpoints))
    expect(JSON.parse(await text(child.stdout))).toEqual(expected)
  })

  test.each(schedulers)('ten times over (%s)', async (scheduler) => {
    const request = { ...RESUME_REQUEST, scheduler, steps: 11, conditioning: plain.conditioning }
    const unbroken = await finish(painter.paint(request))
    let resumeFrom: Uint8Array | undefined
    for (let broken = 0; broken < 10; broken += 1) {
      const painting = painter.paint({ ...request, ...(resumeFrom && { resumeFrom }) })
      const { value } = await painting.next()
      ;({ checkpoint: resumeFrom } = value as PaintedStep)
      await painting.return(undefined as never)
    }
    expect(await finish(painter.paint({ ...request, resumeFrom: resumeFrom! }))).toEqual(unbroken)
  })
})

describe('P20: a checkpoint that does not fit is refused', () => {
  test('another model', async () => {
    await using model = await copyTinyModel()
    await model.edit('scheduler/scheduler_config.json', (fields) => {
      fields.beta_end = 0.013
    })
    const other = await openPainter(model.folder, { threads: 1 })
    const first = await other.paint(plain).next()
    await other.close()
    const { checkpoint: resumeFrom } = first.value as PaintedStep
    await expect(painter.paint({ ...plain, resumeFrom }).next()).rejects.toThrow(CheckpointError)
    await expect(painter.paint({ ...plain, resumeFrom }).next()).rejects.toThrow('another model hash')
  })

  test('no checkpoint at all', async () => {
    const resumeFrom = new Uint8Array(100)
    await expect(painter.paint({ ...plain, resumeFrom }).next()).rejects.toThrow('it is not a checkpoint')
  })
})

test('P21: opening and painting leave the event loop free', async () => {
  const before = performance.eventLoopUtilization()
  const other = await openPainter(TINY_MODEL, { threads: 1 })
  await finish(other.paint(plain))
  await other.close()
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5)
})

describe('P22: a painting can be left at any time, and nothing goes on', () => {
  test('by breaking out of the loop', async () => {
    const seen: number[] = []
    for await (const { step } of painter.paint({ ...plain, steps: 50 })) {
      seen.push(step)
      if (step === 2) break
    }
    expect(seen).toEqual([0, 1, 2])
  })

  test('by return() while its conditioning is held for ever', async () => {
    const painting = painter.paint({ ...plain, conditioning: () => new Promise(() => {}) })
    const held = painting.next()
    await new Promise((wait) => setTimeout(wait, 30))
    await painting.return(undefined as never)
    expect(await held).toEqual({ done: true, value: undefined })
  })

  test('by its signal, with its reason', async () => {
    const stop = new AbortController()
    const asked: number[] = []
    const painting = painter.paint({
      ...plain,
      steps: 50,
      signal: stop.signal,
      conditioning: (step) => {
        asked.push(step)
        if (step === 2) stop.abort(new Error('enough'))
        return asking('猫')
      },
    })
    await expect(finish(painting)).rejects.toThrow('enough')
    expect(asked).toEqual([0, 1, 2])
    expect(await painting.next()).toEqual({ done: true, value: undefined })
  })

  test('a signal that was aborted before paints nothing', async () => {
    const painting = painter.paint({ ...plain, signal: AbortSignal.abort(new Error('too late')) })
    await expect(painting.next()).rejects.toThrow('too late')
  })
})

test('P23: paintings over one painter take turns and do not touch each other', async () => {
  const requests = [1, 2, 3].map((seed) => ({ ...plain, seed, steps: 4 }))
  const alone = []
  for (const request of requests) alone.push(await finish(painter.paint(request)))
  const order: string[] = []
  const together = requests.map((request) =>
    finish(painter.paint(request), ({ step }) => order.push(`${request.seed}:${step}`)),
  )
  expect(await Promise.all(together)).toEqual(alone)
  expect(order.slice(0, 3).toSorted()).toEqual(['1:0', '2:0', '3:0'])
})

describe('P35: pictures side by side', () => {
  const requests = [1, 2, 3].map((seed) => ({ ...plain, seed, conditioning: () => asking(`${seed}`) }))

  test('are those that each paints alone', async () => {
    const alone = []
    for (const request of requests) alone.push(await finish(painter.paint(request)))
    const together = painter.paintTogether(requests)
    const turns: (PaintedStep | null)[][] = []
    let turn = await together.next()
    for (; !turn.done; turn = await together.next()) turns.push(turn.value)
    expect(turns.map((steps) => steps.map((step) => step?.step))).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
    ])
    for (const [i, picture] of turn.value.entries()) expect(picture).toEqual(alone[i])
  })

  test('may have steps of their own number, and go on from checkpoints', async () => {
    const [, resumed] = requests
    const first = await painter.paint(resumed!).next()
    const { checkpoint } = first.value as PaintedStep
    const together = painter.paintTogether([
      { ...requests[0]!, steps: 1 },
      { ...resumed!, resumeFrom: checkpoint },
    ])
    const seen: (number | undefined)[][] = []
    let turn = await together.next()
    for (; !turn.done; turn = await together.next()) seen.push(turn.value.map((step) => step?.step))
    expect(seen).toEqual([
      [0, 1],
      [undefined, 2],
    ])
    expect(turn.value[1]).toEqual(await finish(painter.paint(resumed!)))
  })

  test('one that fails ends them all', async () => {
    const failing = { ...plain, conditioning: () => Promise.reject(new Error('enough')) }
    const together = painter.paintTogether([plain, failing])
    await expect(together.next()).rejects.toThrow('enough')
    expect(await together.next()).toEqual({ done: true, value: undefined })
  })
})

describe('P13: a request that cannot be painted is a RequestError naming the field', () => {
  test.each([
    [{ seed: -1 }, 'seed must be a whole number from 0'],
    [{ seed: 2 ** 53 }, 'seed must be a whole number'],
    [{ steps: 0 }, 'steps must be a whole number from 1 to 1000, is 0'],
    [{ steps: 2.5 }, 'steps must be'],
    [{ scheduler: 'lms' as 'ddim' }, 'scheduler must be one of ddim, ddpm, pndm'],
    [{ preview: 'big' as 'none' }, 'preview must be one of none, matrix, tiny, decode, is "big"'],
    [{ preview: () => 'big' as 'none' }, 'preview must be one of'],
    [{ size: { width: 0, height: 32 } }, 'size must be 1 to 4096 pixels each way, is 0x32'],
    [{ size: { width: 64, height: 32 } }, "size is 64x32, but this model's graphs paint 32x32 only"],
    [
      { picture: { width: 32, height: 32, data: new Uint8Array(5) } },
      'steps must be 0 where a picture is given',
    ],
    [{ steps: 0, picture: { width: 32, height: 32, data: new Uint8Array(5) } }, 'picture.data must be'],
    [
      { conditioning: () => ({ ...asking('x'), touchUp: { strength: 2, steps: 1 } }) },
      'conditioning.touchUp.strength',
    ],
    [{ conditioning: () => asking('x', Number.NaN) }, 'conditioning.guidance must be a number'],
  ])('%j', async (change, message) => {
    const painting = painter.paint({ ...plain, ...change })
    await expect(painting.next()).rejects.toThrow(RequestError)
    await expect(painter.paint({ ...plain, ...change }).next()).rejects.toThrow(message)
  })
})

test('P1: a folder that cannot be opened rejects with its ModelError, and no thread is left', async () => {
  await using model = await copyTinyModel()
  await model.edit('unet/config.json', (fields) => {
    delete fields.in_channels
  })
  const opening = openPainter(model.folder)
  await expect(opening).rejects.toThrow(ModelError)
  await expect(opening).rejects.toThrow('unet/config.json: in_channels is missing')
})

test('P26: closing lets the step in progress end; afterwards the painter says that it is closed', async () => {
  const other = await openPainter(TINY_MODEL, { threads: 1 })
  const painting = other.paint({ ...plain, steps: 50 })
  await painting.next()
  const second = painting.next()
  await new Promise((wait) => setImmediate(wait))
  await other.close()
  expect((await second).value).toMatchObject({ step: 1 })
  await expect(painting.next()).rejects.toThrow('the painter was closed')
  await expect(other.paint(plain).next()).rejects.toThrow('the painter was closed')
  await other.close()
})

test('P27: where CUDA is missing, the painter warns and paints on the CPU', async () => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
  const other = await openPainter(TINY_MODEL, { threads: 1, provider: 'cuda' })
  const usesCuda = await Promise.race([
    warned.then(() => false),
    new Promise((wait) => setTimeout(wait, 200, true)),
  ])
  if (!usesCuda) {
    expect((await warned).message).toContain('CUDA cannot be used, painting on the CPU')
    expect(await finish(other.paint(plain))).toEqual(await finish(painter.paint(plain)))
  }
  await other.close()
})
