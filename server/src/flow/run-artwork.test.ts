import type { FrameView } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { createDrafter } from '../domain/announce/draft.ts'
import { replayLog } from '../domain/artwork/apply-event.ts'
import type { Artwork, ArtworkEvent } from '../domain/artwork/artwork.ts'
import { aPlan, opened, optionsOf } from '../domain/artwork/testing.ts'
import type { ArtworkStore, FramePlace, Painter, PaintJob, RgbImage, Work } from '../ports.ts'
import type { ArtworkPorts } from './artwork-ports.ts'
import { runArtwork } from './run-artwork.ts'

const PICTURE: RgbImage = { width: 1, height: 1, data: new Uint8Array(3) }
const ORIGIN = { model: 'a'.repeat(64), runtime: 'test 1', provider: 'cpu', optimisation: 'all' }
const MODEL = { id: 'm', title: { ja: '', en: '' }, credit: { ja: '', en: '' }, licence: 'CC0-1.0' }
const QUICK = aPlan({ callSeconds: 0.02, ballotSeconds: 0.03, roundSeconds: 0.06, touchUp: null })

/** Stands where a painter stands: asks before each step, yields it, and fails where it is told to. */
function aPainter(
  failing: (step: number, attempt: number) => boolean = () => false,
): Painter & { asked: string[][]; takes: (number | undefined)[] } {
  let attempt = 0
  const asked: string[][] = []
  const takes: (number | undefined)[] = []
  return {
    asked,
    takes,
    model: MODEL,
    origin: ORIGIN,
    close: async () => undefined,
    async *paint({ steps, conditioning, resumeFrom }: PaintJob) {
      attempt += 1
      for (let [step, end] = [resumeFrom?.[0] ?? 0, steps]; ; step += 1) {
        const { prompts, touchUp, take } = await conditioning(step)
        if (touchUp !== undefined) end = step + touchUp.steps
        if (step === end) return PICTURE
        if (failing(step, attempt)) throw new Error(`step ${step} broke`)
        asked[step] = prompts.map(({ text }) => text)
        takes.push(take)
        yield { step, preview: PICTURE, checkpoint: Uint8Array.of(step + 1), millis: 1, previewMillis: 0 }
      }
    },
  }
}

const everyPlace = Array.from({ length: 40 }, (_, index) => ({
  step: index % 8,
  take: Math.floor(index / 8),
}))

function aHouse(painter: Painter, broken: { store?: boolean } = {}, plan = QUICK) {
  const log: ArtworkEvent[] = [{ ...opened({ plan }), at: Date.now() }]
  const works: Work[] = []
  const checkpoints = new Map<string, Uint8Array>()
  const frames = new Set<string>()
  const url = (id: string, { step, take }: FramePlace) => `/frames/${id}/${step}-${take}.webp`
  const artworks: ArtworkStore = {
    nextNumber: async () => 1,
    append: async (_id, from, events, taken) => {
      if (broken.store) throw new Error('the disk is full')
      expect(from).toBe(log.length)
      log.push(...events)
      if (taken !== undefined) checkpoints.set(`${taken.step}-${taken.take}`, taken.bytes)
    },
    log: async () => log,
    unfinished: async () => [],
    abandoned: async () => [],
    forgetViewer: async () => undefined,
    checkpoint: async (_id, { step, take }) => checkpoints.get(`${step}-${take}`) ?? null,
  }
  const ports: ArtworkPorts = {
    artworks,
    painter,
    works: {
      publish: async (work) => void works.push(work),
      list: async () => works,
      find: async () => null,
      idOf: async () => null,
      models: async () => [],
    },
    frames: {
      save: async (id, place) => {
        frames.add(url(id, place))
        return { url: url(id, place), width: 1, height: 1 }
      },
      finish: async ({ id }) => ({ url: `/pictures/${id}.webp`, width: 1, height: 1 }),
      find: async (id, place) =>
        frames.has(url(id, place)) ? { url: url(id, place), width: 1, height: 1 } : null,
      keep: async (id, counts) => {
        for (const place of everyPlace) if (!counts(place)) frames.delete(url(id, place))
      },
      list: async (id) =>
        everyPlace
          .filter((place) => frames.has(url(id, place)))
          .toSorted((a, b) => a.step - b.step)
          .map((place) => ({ ...place, url: url(id, place) })),
      drop: async () => undefined,
      artworks: async () => [],
    },
    drafts: createDrafter([], null, String),
    clock: {
      now: Date.now,
      sleep: (millis, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, millis)
          signal?.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
        }),
    },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    meter: { heard: () => undefined, stepped: () => undefined },
  }
  return { ports, log, works, frames }
}

function run(
  { ports, log }: ReturnType<typeof aHouse>,
  seen: Artwork[] = [],
  signal: AbortSignal = new AbortController().signal,
  shown: (FrameView | null)[] = [],
) {
  const hooks = {
    options: (artwork: Artwork, round: number) => optionsOf(artwork.plan, round),
    usual: () => 0,
    changed: (artwork: Artwork, frame: FrameView | null) => {
      seen.push(artwork)
      shown.push(frame)
    },
  }
  return runArtwork(ports, hooks, [...log], signal)
}

/** A picture that is held while its painter is about to paint `step`, however busy the machine. */
async function heldAt(step: number, shown: (FrameView | null)[] = []) {
  let held: Promise<boolean> | null = null
  const painter = aPainter((next) => {
    if (next === step) held ??= running.dispatch({ type: 'held' })
    return false
  })
  const house = aHouse(painter)
  const running = run(house, [], undefined, shown)
  while (held === null) await new Promise((resolve) => setTimeout(resolve, 2))
  await held
  return { painter, house, running }
}

describe('running an artwork', () => {
  it('A1: what the store holds in the end folds to what was shown in the end', async () => {
    const house = aHouse(aPainter())
    const seen: Artwork[] = []
    const last = await run(house, seen).done
    expect(last.phase.name).toBe('published')
    expect(replayLog(house.log)).toEqual(last)
    expect(seen.at(-1)).toEqual(last)
    expect(house.works).toHaveLength(1)
  })

  it('A8: each step is painted from what its round decided', async () => {
    const painter = aPainter()
    const house = aHouse(painter)
    const running = run(house)
    const last = await running.done
    const theme = last.decisions[0]?.options[last.decisions[0].winner]?.text.ja ?? ''
    expect(painter.asked.slice(0, 2)).toEqual([[theme], [theme]])
    expect(painter.asked[2]?.[0]).toContain(theme)
    expect(painter.asked[2]?.[0]).not.toBe(theme)
  })

  it('A4: a vote is answered once it is stored', async () => {
    const stop = new AbortController()
    const house = aHouse(aPainter(), {}, { ...QUICK, ballotSeconds: 600 })
    const running = run(house, [], stop.signal)
    while (running.artwork.ballot?.state !== 'open') await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await running.dispatch({ type: 'voted', viewer: 'ann', option: 1 })).toBe(true)
    expect(house.log.some((event) => event.type === 'voted')).toBe(true)
    expect(await running.dispatch({ type: 'voted', viewer: 'ann', option: 1 })).toBe(false)
    stop.abort()
    await running.done
  })

  it('A20: a picture held at its last step can still be touched up, and is finished when it is let go', async () => {
    const { painter, house, running } = await heldAt(3)
    const touchUp = { strength: 0.5, steps: 2, seconds: 0.02, words: 'a red hat' }
    expect(await running.dispatch({ type: 'touch-up-asked', touchUp })).toBe(true)
    expect(house.works).toHaveLength(0)
    await running.dispatch({ type: 'resumed' })
    expect((await running.done).phase.name).toBe('published')
    expect(painter.asked.slice(-2)).toEqual([['a red hat'], ['a red hat']])
    expect(painter.asked).toHaveLength(6)
  })

  it('A20: held after its last step it waits, and is published once it is let go', async () => {
    const house = aHouse(aPainter())
    const running = run(house)
    while (running.artwork.stepsDone < 3) await new Promise((resolve) => setTimeout(resolve, 2))
    await running.dispatch({ type: 'stepped', step: 3 })
    const held = running.dispatch({ type: 'held' })
    if (await held) await running.dispatch({ type: 'resumed' })
    expect((await running.done).phase.name).toBe('published')
  })

  it('A25: a round that is begun again is painted from its beginning, and frames only go on', async () => {
    const shown: (FrameView | null)[] = []
    const { painter, house, running } = await heldAt(3, shown)
    await running.dispatch({ type: 'round-redone', round: 1 })
    await running.dispatch({ type: 'resumed' })
    const last = await running.done
    expect(last).toMatchObject({ phase: { name: 'published' }, takes: [{ redone: 1 }], stepsDone: 4 })
    // Once in each take's first step; what was being painted meanwhile does not count.
    expect(painter.takes.filter((take) => take !== undefined)).toEqual([1])
    const steps = house.log.flatMap((event) => (event.type === 'stepped' ? [event.step] : []))
    expect(steps.slice(steps.lastIndexOf(2))).toEqual([2, 3])
    const frames = shown.filter((frame) => frame !== null)
    const places = frames.map(({ take, step }) => take * 100 + step)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    // The picture goes back to where the round began, as what it was then.
    const back = frames.find(({ take }) => take === 1)
    expect(back).toMatchObject({ step: 2, url: '/frames/artwork-1/1-0.webp' })
    expect(replayLog(house.log)).toEqual(last)
    // F7: of what was painted in vain nothing is left.
    const kept = ['0-0', '1-0', '2-1', '3-1'].map((name) => `/frames/artwork-1/${name}.webp`)
    expect([...house.frames].toSorted()).toEqual(kept)
  })

  it('A28: a take that is gone back to goes on from its own checkpoint, and frames only go on', async () => {
    const shown: (FrameView | null)[] = []
    const { painter, house, running } = await heldAt(2, shown)
    while (running.artwork.stepsDone < 3) await new Promise((resolve) => setTimeout(resolve, 2))
    await running.dispatch({ type: 'round-redone', round: 1 })
    await running.dispatch({ type: 'take-restored', left: 1 })
    await running.dispatch({ type: 'resumed' })
    const last = await running.done
    expect(last).toMatchObject({ phase: { name: 'published' }, stepsDone: 4, take: 2 })
    // The noise of the take that was left is nowhere in what counts.
    expect(painter.takes.at(-1)).toBeUndefined()
    const steps = house.log.flatMap((event) => (event.type === 'stepped' ? [[event.step, event.take]] : []))
    expect(steps.filter(([, take]) => take !== 1)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 2],
    ])
    const places = shown.flatMap((frame) => (frame === null ? [] : [frame.take * 100 + frame.step]))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const back = shown.find((frame) => frame?.take === 2)
    expect(back).toMatchObject({ step: 3, url: '/frames/artwork-1/2-0.webp' })
    expect(replayLog(house.log)).toEqual(last)
    const kept = ['0-0', '1-0', '2-0', '3-2'].map((name) => `/frames/artwork-1/${name}.webp`)
    expect([...house.frames].toSorted()).toEqual(kept)
  })

  it('F8: where the disk has lost the last frame, a restart shows the newest that counts; where all are lost, none', async () => {
    const house = aHouse(aPainter())
    await run(house).done
    // As a kill leaves it right after the last step.
    house.log.splice(house.log.findLastIndex(({ type }) => type === 'stepped') + 1)
    const url = (name: string): string => `/frames/artwork-1/${name}.webp`
    const shownFirst = async (): Promise<FrameView | null | undefined> => {
      const shown: (FrameView | null)[] = []
      await run(house, [], AbortSignal.abort(), shown).done
      return shown[0]
    }
    expect(await shownFirst()).toMatchObject({ url: url('3-0'), step: 4 })
    house.frames.delete(url('3-0'))
    house.frames.add(url('3-1'))
    expect(await shownFirst()).toMatchObject({ url: url('2-0'), step: 3, take: 0 })
    for (const name of ['0-0', '1-0', '2-0']) house.frames.delete(url(name))
    expect(await shownFirst()).toBeNull()
  })

  it('F7: frames that cannot be let go of keep no picture out of the gallery', async () => {
    const house = aHouse(aPainter())
    const warned: string[] = []
    house.ports.frames.keep = () => Promise.reject(new Error('the disk is read-only'))
    house.ports.logger.warn = (event) => void warned.push(event)
    expect((await run(house).done).phase.name).toBe('published')
    expect([house.works.length, warned]).toEqual([1, ['frames:not-let-go']])
  })

  it('R2: a painter that fails once goes on from its last checkpoint', async () => {
    const house = aHouse(aPainter((step, attempt) => step === 2 && attempt === 1))
    expect((await run(house).done).phase.name).toBe('published')
    const steps = house.log.filter((event) => event.type === 'stepped').map((event) => event.step)
    expect(steps).toEqual([0, 1, 2, 3])
  })

  it('R2: a painter that keeps failing ends the artwork with its reason, and the stream can go on', async () => {
    const last = await run(aHouse(aPainter((step) => step === 2))).done
    expect(last.phase).toMatchObject({
      name: 'abandoned',
      reason: { en: expect.stringContaining('step 2 broke') },
    })
  })

  it('R3: a store that fails ends the run with its fault, and leaves nobody waiting', async () => {
    const house = aHouse(aPainter(), { store: true })
    const running = run(house)
    const told = running.dispatch({ type: 'held' })
    await expect(running.done).rejects.toThrow('the disk is full')
    expect(await told).toBe(false)
    expect(await running.dispatch({ type: 'resumed' })).toBe(false)
  })

  it('R3: stopping in mid-painting ends promptly, with every answer given', async () => {
    const stop = new AbortController()
    const house = aHouse(aPainter(), {}, { ...QUICK, roundSeconds: 600 })
    const running = run(house, [], stop.signal)
    while (running.artwork.stepsDone === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    const last = await running.done
    expect(last.phase.name).toBe('painting')
    expect(replayLog(house.log)).toEqual(last)
  })
})
