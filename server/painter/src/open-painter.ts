import { CheckpointError } from './errors.ts'
import { planRows } from './guidance.ts'
import { readPlan, readPreviewKind, requireTouchUp } from './plan.ts'
import { stoppable } from './stoppable.ts'
import type {
  Conditioning,
  Mask,
  PaintedStep,
  Painter,
  PainterOptions,
  PaintRequest,
  PreviewKind,
  RgbImage,
  TouchUp,
} from './types.ts'
import { startWorker, type WorkerClient } from './worker/client.ts'

const WORKER = new URL('./worker/worker.ts', import.meta.url)

/**
 * Opens a model folder in a thread of its own; the event loop is never blocked.
 * Throws a ModelError naming the file and the field that is missing or wrong.
 */
export async function openPainter(folder: string, options: PainterOptions = {}): Promise<Painter> {
  const worker = startWorker(WORKER)
  try {
    const { model, origin, warnings } = await worker.call('open', { folder, options })
    for (const warning of warnings) process.emitWarning(warning, 'PainterWarning')
    let paintings = 0
    return {
      model,
      origin,
      paint(request) {
        paintings += 1
        const painting = paintings
        return stoppable((signal) => paint(worker, painting, { ...request, signal }), request.signal)
      },
      close: () => worker.close(),
    }
  } catch (error) {
    await worker.close()
    throw error
  }
}

type Stoppable = PaintRequest & { signal: AbortSignal }

async function* paint(
  worker: WorkerClient,
  painting: number,
  request: Stoppable,
): AsyncGenerator<PaintedStep, RgbImage, void> {
  const { signal } = request
  const plan = readPlan(request)
  const resumeFrom = requireBytes(request.resumeFrom)
  signal.throwIfAborted()
  let { next, of } = await worker.call('begin', { painting, plan, resumeFrom })
  try {
    for (;;) {
      const conditioning = plainConditioning(await untilAborted(request.conditioning(next), signal))
      if (next === of && !conditioning.touchUp) break
      const preview = previewAt(request, next)
      // A step in progress cannot be interrupted: it is waited for, so that nothing is left running.
      const painted = await worker.call('step', { painting, conditioning, preview })
      signal.throwIfAborted()
      yield painted
      signal.throwIfAborted()
      next = painted.step + 1
      of = painted.of
    }
    const picture = await worker.call('decode', { painting })
    signal.throwIfAborted()
    return picture
  } finally {
    await worker.call('drop', { painting }).catch(() => {})
  }
}

function previewAt({ preview = 'matrix' }: PaintRequest, step: number): PreviewKind {
  return readPreviewKind(typeof preview === 'function' ? preview(step) : preview)
}

/** Checked here, so that a wrong one is told to its author at once, and copied, so that it can cross threads. */
function plainConditioning(asked: Conditioning): Conditioning {
  const plain: Conditioning = {
    ...plainPrompting(asked),
    guidance: asked.guidance,
    ...(asked.regions && {
      regions: asked.regions.map((region) => ({
        ...plainPrompting(region),
        where: plainMask(region.where),
        ...(region.guidance !== undefined && { guidance: region.guidance }),
      })),
    }),
    ...(asked.touchUp && { touchUp: plainTouchUp(asked.touchUp) }),
  }
  planRows(plain)
  requireTouchUp(plain)
  return plain
}

function plainPrompting({ prompts, negative = [] }: Pick<Conditioning, 'prompts' | 'negative'>) {
  const copy = (list: Conditioning['prompts']) => list.map(({ text, weight }) => ({ text, weight }))
  return { prompts: copy(prompts), negative: copy(negative) }
}

function plainTouchUp({ strength, steps, where }: TouchUp): TouchUp {
  return { strength, steps, ...(where && { where: plainMask(where) }) }
}

function plainMask(mask: Mask): Mask {
  const { width, height } = mask
  return 'data' in mask
    ? { width, height, data: mask.data }
    : { left: mask.left, top: mask.top, width, height }
}

function requireBytes(bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (bytes === undefined || bytes instanceof Uint8Array) return bytes
  throw new CheckpointError('bytes', 'the checkpoint cannot be used: it must be a Uint8Array')
}

function untilAborted<T>(waiting: T | Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    Promise.resolve(waiting)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort))
  })
}
