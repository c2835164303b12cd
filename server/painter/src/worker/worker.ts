/** The painter's thread: `session.run` blocks the thread that calls it, and this one has nothing else to do. */
import { parentPort, receiveMessageOnPort, type Transferable } from 'node:worker_threads'
import { ModelError, packError } from '../errors.ts'
import { joinCalls } from '../join-calls.ts'
import { type Painting, startPainting } from '../painting.ts'
import { type OpenStudio, openStudio } from '../studio.ts'
import type { PaintedStep } from '../types.ts'
import type { Answer, Call, CallName, Calls } from './protocol.ts'

type Served<Name extends CallName> = {
  gives: Calls[Name]['gives']
  transfer?: Transferable[]
  /** What to do after the answer, while nobody asks for anything. Never rejects. */
  after?: () => Promise<void>
}
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
    const [only, ...others] = turns.map(({ painting }) => find(painting))
    const joined = others.length > 0 ? joinCalls(studio().networks.predict, turns.length) : undefined
    const taken = await Promise.allSettled(
      turns.map(({ painting, conditioning, preview }) =>
        find(painting)
          .step(conditioning, { preview, ...(joined && { predict: joined.predict }) })
          .finally(joined?.leave),
      ),
    )
    const failed = taken.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    const steps = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const isQuick = steps.every(({ millis, previewMillis }) => millis - previewMillis < WASTE)
    return {
      gives: steps,
      transfer: steps.flatMap(buffersOf),
      ...(only && !joined && isQuick && { after: () => only.foresee() }),
    }
  },
  async decode({ painting }) {
    const picture = await find(painting).decode()
    return { gives: picture, transfer: bufferOf(picture.data) }
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
/** How many calls wait in it. */
let queued = 0
port.on('message', (call: Call) => {
  queued += 1
  queue = queue.then(() => answerOn(call))
})

/** Answers it, and what has come meanwhile: taken from the port itself, that saves a turn of the event loop. */
async function answerOn(first: Call): Promise<void> {
  queued -= 1
  await answer(first)
  while (queued === 0) {
    const received = receiveMessageOnPort(port)
    if (!received) return
    await answer(received.message)
  }
}

/**
 * The longest step worth beginning ahead, in milliseconds: where the texts change, which they do once a round, it is wasted, and
 * others wait for it. Not beginning ahead was seen to cost several milliseconds a step on two busy cores.
 */
const WASTE = 250

async function answer(call: Call): Promise<void> {
  try {
    const { gives, transfer, after } = await serve[call.name](call.asks as never)
    port.postMessage({ id: call.id, gives } satisfies Answer, transfer ?? [])
    if (queued === 0) await after?.()
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

function buffersOf({ checkpoint, preview }: PaintedStep): Transferable[] {
  return [...bufferOf(checkpoint), ...(preview ? bufferOf(preview.data) : [])]
}

/** Handing over costs more than copying does, where little is handed over. */
const LARGE = 32_768

function bufferOf(bytes: Uint8Array): Transferable[] {
  return bytes.length < LARGE ? [] : [bytes.buffer as ArrayBuffer]
}
