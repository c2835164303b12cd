import { createHash } from 'node:crypto'
import { applyEvent } from '../domain/artwork/apply-event.ts'
import type { Artwork, ArtworkEvent, Painted } from '../domain/artwork/artwork.ts'
import { conditioningAt, type StepConditioning } from '../domain/artwork/conditioning.ts'
import { paintingSteps } from '../domain/artwork/plan.ts'
import { takeOfStep } from '../domain/artwork/takes.ts'
import { stepsOf } from '../domain/artwork/touch-ups.ts'
import type { Painter, RgbImage } from '../ports.ts'

/** sha256 (hex) of the RGB bytes: what two pictures have in common that are the same to the pixel. */
export const hashPixels = ({ data }: RgbImage): string => createHash('sha256').update(data).digest('hex')

export type Replayed = {
  artwork: Artwork
  image: RgbImage
  pixels: string
  /** What the log keeps of the first time; null for a log from before that was kept. */
  recorded: Painted | null
  /** What is another today, by name, with both values. Empty: the pixels must be the same. */
  differences: readonly { what: string; before: string; now: string }[]
}

/** A log that cannot be replayed. */
export class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused'
}

/**
 * Paint an artwork again from its seed and its log (A17), each step under what had been decided when it was painted.
 * @throws ReplayRefused where the log is of a picture that was never finished.
 */
export async function replayArtwork(
  painter: Painter,
  log: readonly ArtworkEvent[],
  stepped: (step: number, of: number) => void = () => {},
): Promise<Replayed> {
  const { artwork, conditioningOf } = readLog(log)
  const published = log.findLast((event) => event.type === 'published')
  if (!published)
    throw new ReplayRefused(`artwork ${artwork.number} was never finished: there is nothing to compare`)
  const painting = painter.paint({
    seed: artwork.seed,
    steps: paintingSteps(artwork.plan),
    conditioning: (step) => conditioningOf(step) ?? conditioningAt(artwork, step),
    frame: () => 'matrix',
    resumeFrom: null,
    signal: new AbortController().signal,
  })
  let next = await painting.next()
  for (; !next.done; next = await painting.next()) stepped(next.value.step + 1, stepsOf(artwork))
  const recorded = published.painted ?? null
  return {
    artwork,
    image: next.value,
    pixels: hashPixels(next.value),
    recorded,
    differences: recorded === null ? [] : differencesOf(recorded.origin, painter.origin),
  }
}

type ReadLog = { artwork: Artwork; conditioningOf(step: number): StepConditioning | undefined }

/** The artwork, and the conditioning of each step as it was when the step was painted, in the take that counts. */
function readLog(log: readonly ArtworkEvent[]): ReadLog {
  let artwork: Artwork | null = null
  const painted = new Map<string, StepConditioning>()
  const keyOf = (step: number, take: number) => `${step}/${take}`
  for (const event of log) {
    const next = applyEvent(artwork, event)
    if (event.type === 'stepped' && artwork !== null && next !== artwork)
      painted.set(keyOf(event.step, artwork.take), conditioningAt(artwork, event.step))
    artwork = next
  }
  if (artwork === null) throw new ReplayRefused('the log is empty')
  const last = artwork
  return { artwork, conditioningOf: (step) => painted.get(keyOf(step, takeOfStep(last, step))) }
}

function differencesOf(before: Painted['origin'], now: Painted['origin']): Replayed['differences'] {
  const names = ['model', 'runtime', 'provider', 'optimisation'] as const
  return names
    .filter((name) => before[name] !== now[name])
    .map((what) => ({ what, before: before[what], now: now[what] }))
}
