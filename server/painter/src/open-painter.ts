import { CheckpointError } from './errors.ts'
import { planRows } from './guidance.ts'
import { readPlan, readPreviewKind, requireTake, requireTouchUp } from './plan.ts'
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
import type { Turn } from './worker/protocol.ts'

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
        return stoppable(
          (signal) => paintOne(worker, painting, { requests: [request], signal }),
          request.signal,
        )
      },
      paintTogether(requests) {
        const ids = requests.map((_, i) => paintings + i + 1)
        paintings += requests.length
        const outer = requests.flatMap(({ signal }) => signal ?? [])
        return stoppable((signal) => paintTogether(worker, ids, { requests, signal }), AbortSignal.any(outer))
      },
      close: () => worker.close(),
    }
  } catch (error) {
    await worker.close()
    throw error
  }
}

type Stoppable = { requests: readonly PaintRequest[]; signal: AbortSignal }

/** A painting of one. */
async function* paintOne(
  worker: WorkerClient,
  painting: number,
  work: Stoppable,
): AsyncGenerator<PaintedStep, RgbImage, void> {
  const together = paintTogether(worker, [painting], work)
  try {
    let turn = await together.next()
    for (; !turn.done; turn = await together.next()) yield turn.value[0]!
    return turn.value[0]!
  } finally {
    await together.return([])
  }
}

async function* paintTogether(
  worker: WorkerClient,
  ids: readonly number[],
  { requests, signal }: Stoppable,
): AsyncGenerator<(PaintedStep | null)[], RgbImage[], void> {
  const plans = requests.map((request) => ({
    plan: readPlan(request),
    resumeFrom: requireBytes(request.resumeFrom),
  }))
  signal.throwIfAborted()
  try {
    const places: Place[] = []
    for (const [i, asked] of plans.entries()) {
      const { next, of } = await worker.call('begin', { painting: ids[i]!, ...asked })
      places.push({ painting: ids[i]!, request: requests[i]!, next, of })
    }
    for (;;) {
      const asked = await Promise.all(places.map((place) => turnOf(place, signal)))
      const turns = asked.filter((turn) => turn !== null)
      if (turns.length === 0) break
      // A step in progress cannot be interrupted: it is waited for, so that nothing is left running.
      const painted = await worker.call('step', { turns })
      signal.throwIfAborted()
      const steps = asked.map((turn) => (turn === null ? null : painted.shift()!))
      yield steps
      signal.throwIfAborted()
      for (const [i, step] of steps.entries())
        if (step) Object.assign(places[i]!, { next: step.step + 1, of: step.of })
    }
    const pictures: RgbImage[] = []
    for (const painting of ids) pictures.push(await worker.call('decode', { painting }))
    signal.throwIfAborted()
    return pictures
  } finally {
    // Nobody needs to wait for it: the thread takes it before whatever is asked next.
    for (const painting of ids) worker.call('drop', { painting }).catch(() => {})
  }
}

/** Where one painting of several is. */
type Place = { painting: number; request: PaintRequest; next: number; of: number }

/** Its next step, asked for; null where it is finished. */
async function turnOf({ painting, request, next, of }: Place, signal: AbortSignal): Promise<Turn | null> {
  const answer = request.conditioning(next)
  const conditioning = plainConditioning('then' in answer ? await untilAborted(answer, signal) : answer)
  signal.throwIfAborted()
  if (next === of && !conditioning.touchUp) return null
  return { painting, conditioning, preview: previewAt(request, next) }
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
    ...(asked.take !== undefined && { take: asked.take }),
  }
  planRows(plain)
  requireTouchUp(plain)
  requireTake(plain)
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

function untilAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
