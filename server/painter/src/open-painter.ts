import { CheckpointError } from './errors.ts'
import { planRows } from './guidance.ts'
import { readPlan } from './plan.ts'
import { stoppable } from './stoppable.ts'
import type { Conditioning, PaintedStep, Painter, PainterOptions, PaintRequest, RgbImage } from './types.ts'
import { startWorker, type WorkerClient } from './worker/client.ts'

const WORKER = new URL('./worker/worker.ts', import.meta.url)

/**
 * Opens a model folder in a thread of its own; the event loop is never blocked.
 * Throws a ModelError naming the file and the field that is missing or wrong.
 */
export async function openPainter(folder: string, options: PainterOptions = {}): Promise<Painter> {
  const worker = startWorker(WORKER)
  try {
    const { model, warnings } = await worker.call('open', { folder, options })
    for (const warning of warnings) process.emitWarning(warning, 'PainterWarning')
    let paintings = 0
    return {
      model,
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
  const { next, of } = await worker.call('begin', { painting, plan, resumeFrom })
  try {
    for (let step = next; step < of; step += 1) {
      const conditioning = plainConditioning(await untilAborted(request.conditioning(step), signal))
      // A step in progress cannot be interrupted: it is waited for, so that nothing is left running.
      const painted = await worker.call('step', { painting, conditioning })
      signal.throwIfAborted()
      yield painted
      signal.throwIfAborted()
    }
    const picture = await worker.call('decode', { painting })
    signal.throwIfAborted()
    return picture
  } finally {
    await worker.call('drop', { painting }).catch(() => {})
  }
}

/** Checked here, so that a wrong one is told to its author at once, and copied, so that it can cross threads. */
function plainConditioning({ prompts, negative, guidance }: Conditioning): Conditioning {
  const copy = (list: Conditioning['prompts']) => list.map(({ text, weight }) => ({ text, weight }))
  const plain = { prompts: copy(prompts), negative: copy(negative ?? []), guidance }
  planRows(plain)
  return plain
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
