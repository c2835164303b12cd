import type { FrameView } from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import { conditioningAt } from '../domain/artwork/conditioning.ts'
import { frameKindOf, nextStepAt, type StepCosts } from '../domain/artwork/pace.ts'
import { paintingSteps } from '../domain/artwork/plan.ts'
import { takeOfStep } from '../domain/artwork/takes.ts'
import { workOf } from '../domain/show/project-show.ts'
import type { Clock, Conditioning, FramePlace, RgbImage } from '../ports.ts'
import type { ArtworkInput, ArtworkPorts } from './artwork-ports.ts'
import type { Checkpoint } from './keep-log.ts'
import { hashPixels } from './replay-artwork.ts'

/** The artwork as the painting sees it: its present state, and a place to report to. */
export type PaintHandle = {
  artwork(): Artwork
  dispatch(input: ArtworkInput, checkpoint?: Checkpoint): Promise<boolean>
  /** Resolves at the next stored change. */
  changed(): Promise<void>
  showFrame(frame: FrameView): void
}

const MOST_TRIES = 3

/** The round was begun again, or a take gone back to: what is being painted leads nowhere any more. */
class OtherTake extends Error {
  override readonly name = 'OtherTake'
}

/**
 * Paint to the end and publish. A round that is begun again is painted from its beginning (A25). A painter that fails goes on from
 * the last checkpoint; one that keeps failing ends the artwork with a reason people can read, and the stream goes on. Resolves
 * early when the signal aborts.
 */
export async function paintArtwork(
  ports: ArtworkPorts,
  handle: PaintHandle,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const before = handle.artwork().stepsDone
    const painted = await paintOn(ports, handle, signal).catch((fault: unknown) => ({ fault }))
    if (signal.aborted || painted === null) return
    if (!('fault' in painted)) return publish(ports, handle, painted)
    if (painted.fault instanceof OtherTake) {
      attempt = 0
      continue
    }
    ports.logger.error('painter:failed', {
      artwork: handle.artwork().id,
      attempt,
      fault: String(painted.fault),
    })
    if (handle.artwork().stepsDone > before) attempt = 1
    if (attempt === MOST_TRIES) {
      await handle.dispatch({
        type: 'abandoned',
        reason: {
          ja: `画家が描けなくなりました(${messageOf(painted.fault)})`,
          en: `The painter could not go on (${messageOf(painted.fault)})`,
        },
      })
      return
    }
  }
}

/** Pull steps until the picture is done; null when cancelled. Each step is stored with its checkpoint before it is shown. */
async function paintOn(
  ports: ArtworkPorts,
  handle: PaintHandle,
  signal: AbortSignal,
): Promise<RgbImage | null> {
  const artwork = handle.artwork()
  const { id, seed, plan, stepsDone, take } = artwork
  const last = { step: stepsDone - 1, take: takeOfStep(artwork, stepsDone - 1) }
  const checkpoint = stepsDone === 0 ? null : await ports.artworks.checkpoint(id, last)
  let costs = null as StepCosts | null
  const steps = ports.painter.paint({
    seed,
    steps: paintingSteps(plan),
    conditioning: (step) => turnOf({ handle, clock: ports.clock, signal }, { step, take }),
    frame: (step) => frameKindOf(handle.artwork(), step, costs),
    resumeFrom: checkpoint,
    signal,
  })
  for (;;) {
    const next = await steps.next()
    if (signal.aborted) return null
    if (next.done) return next.value
    const { step, preview, checkpoint: bytes, millis, previewMillis } = next.value
    ports.meter.stepped(millis)
    costs = { step: millis - previewMillis, fineFrame: Math.max(costs?.fineFrame ?? 0, previewMillis) }
    const frame = preview === null ? null : await ports.frames.save(id, { step, take }, preview)
    const counts = await handle.dispatch({ type: 'stepped', step, take }, { step, take, bytes })
    if (frame !== null && counts)
      handle.showFrame({ ...frame, artworkId: id, take, step: step + 1, final: false })
  }
}

/**
 * Wait until step `step` may be painted: its round's ballot has closed, its time has come, nobody holds it (A8, A9); where none is
 * left, until nobody asks for more (A20). Throws `OtherTake` once the take is another.
 */
async function turnOf(
  { handle, clock, signal }: { handle: PaintHandle; clock: Clock; signal: AbortSignal },
  { step, take }: FramePlace,
): Promise<Conditioning> {
  while (!signal.aborted && handle.artwork().phase.name !== 'finishing') {
    const artwork = handle.artwork()
    if (artwork.take !== take) throw new OtherTake()
    const at = nextStepAt(artwork)
    const now = clock.now()
    if (at !== null && at <= now && artwork.stepsDone === step) break
    const waited = new AbortController()
    const either = AbortSignal.any([signal, waited.signal])
    const waits = at === null || at <= now ? clock.sleep(IDLE, either) : clock.sleep(at - now, either)
    await Promise.race([handle.changed(), waits])
    waited.abort()
  }
  return conditioningAt(handle.artwork(), step)
}

/** Nothing but an event ends such a wait; the timer only lets the loop look at its signal. */
const IDLE = 60_000

async function publish(ports: ArtworkPorts, handle: PaintHandle, image: RgbImage): Promise<void> {
  const artwork = handle.artwork()
  const size = { width: image.width, height: image.height }
  const work = workOf(artwork, ports.clock.now(), ports.painter.model, size)
  const frame = await ports.frames.finish(work, image)
  await ports.works.publish({ ...work, width: frame.width, height: frame.height }, ports.drafts.work(work))
  const { id, stepsDone, take } = artwork
  handle.showFrame({ ...frame, artworkId: id, take, step: stepsDone, final: true })
  await letGoOfOtherTakes(ports, artwork)
  const painted = { pixels: hashPixels(image), origin: ports.painter.origin }
  await handle.dispatch({ type: 'published', painted })
}

/** Before the log says that it is published: killed in between, it is published once more, and this is done then. */
async function letGoOfOtherTakes({ frames, logger }: ArtworkPorts, artwork: Artwork): Promise<void> {
  await frames
    .keep(artwork.id, ({ step, take }) => take === takeOfStep(artwork, step))
    .catch((fault: unknown) =>
      logger.warn('frames:not-let-go', { artwork: artwork.id, fault: String(fault) }),
    )
}

const messageOf = (fault: unknown): string =>
  (fault instanceof Error ? fault.message : String(fault)).slice(0, 160)
