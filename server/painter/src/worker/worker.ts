/** The painter's thread: `session.run` blocks the thread that calls it, and this one has nothing else to do. */
import { parentPort, type Transferable } from 'node:worker_threads'
import { ModelError, packError } from '../errors.ts'
import { joinCalls } from '../join-calls.ts'
import { type Painting, startPainting } from '../painting.ts'
import { type OpenStudio, openStudio } from '../studio.ts'
import type { PaintedStep, RgbImage } from '../types.ts'
import type { Answer, Call, CallName, Calls } from './protocol.ts'

type Served<Name extends CallName> = { gives: Calls[Name]['gives']; transfer?: Transferable[] }
type Serve<Name extends CallName> = (asks: Calls[Name]['asks']) => Promise<Served<Name>>

const port = parentPort!
const paintings = new Map<number, Painting>()
let open: OpenStudio | undefined

const serve: { [Name in CallName]: Serve<Name> } = {
  async open({ folder, options }) {
    open = await openStudio(folder, options)
    return { gives: { model: open.model, origin: open.studio.origin, warnings: open.warnings } }
  },
  async begin({ painting, plan, resumeFrom }) {
    const begun = await startPainting(studio(), plan, { resumeFrom })
    paintings.set(painting, begun)
    return { gives: { next: begun.next, of: begun.of } }
  },
  async step({ turns }) {
    const joined = joinCalls(studio().networks.predict, turns.length)
    const taken = await Promise.allSettled(
      turns.map(({ painting, conditioning, preview }) =>
        find(painting).step(conditioning, { preview, predict: joined.predict }).finally(joined.leave),
      ),
    )
    const failed = taken.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    const steps = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    return { gives: steps, transfer: steps.flatMap(buffersOf) }
  },
  async decode({ painting }) {
    const picture = await find(painting).decode()
    return { gives: picture, transfer: [bufferOf(picture)] }
  },
  async drop({ painting }) {
    paintings.delete(painting)
    return { gives: null }
  },
  async close() {
    await open?.release()
    open = undefined
    return { gives: null }
  },
}

/** The tail of the queue: one call at a time, in order, so that paintings take turns. */
let queue = Promise.resolve()
port.on('message', (call: Call) => {
  queue = queue.then(() => answer(call))
})

async function answer(call: Call): Promise<void> {
  try {
    const { gives, transfer } = await serve[call.name](call.asks as never)
    port.postMessage({ id: call.id, gives } satisfies Answer, transfer ?? [])
  } catch (error) {
    port.postMessage({ id: call.id, error: packError(error) } satisfies Answer)
  }
  if (call.name === 'close') port.close()
}

function studio() {
  if (!open) throw new ModelError('model', 'is not open')
  return open.studio
}

function find(id: number): Painting {
  const painting = paintings.get(id)
  if (!painting) throw new Error(`there is no painting ${id}`)
  return painting
}

function buffersOf(step: PaintedStep): Transferable[] {
  const checkpoint = step.checkpoint.buffer as ArrayBuffer
  return step.preview ? [checkpoint, bufferOf(step.preview)] : [checkpoint]
}

function bufferOf(image: RgbImage): ArrayBuffer {
  return image.data.buffer as ArrayBuffer
}
