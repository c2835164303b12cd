import { Worker } from 'node:worker_threads'
import { unpackError } from '../errors.ts'
import type { Answer, CallName, Calls } from './protocol.ts'

export type WorkerClient = {
  /** Rejects with what the thread threw, or with why it is no longer there. */
  call<Name extends CallName>(name: Name, asks: Calls[Name]['asks']): Promise<Calls[Name]['gives']>
  /** Lets the call in progress end, then ends the thread. */
  close(): Promise<void>
}

type Waiting = { resolve(gives: never): void; reject(error: Error): void }

export function startWorker(script: URL): WorkerClient {
  const worker = new Worker(script)
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let ended: Error | undefined
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))

  const end = (reason: Error) => {
    ended ??= reason
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (answer: Answer) => {
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) caller?.reject(unpackError(answer.error))
    else caller?.resolve(answer.gives as never)
  })
  worker.on('error', (error) => {
    end(new Error(`the painter's thread crashed: ${(error as Error).message}`, { cause: error }))
  })
  worker.on('exit', (code) => end(new Error(`the painter's thread has ended (exit code ${code})`)))

  const call: WorkerClient['call'] = (name, asks) => {
    if (ended) return Promise.reject(ended)
    calls += 1
    const id = calls
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, asks })
    })
  }
  return {
    call,
    async close() {
      if (!ended) {
        const closing = call('close', null)
        ended = new Error('the painter was closed')
        await closing.catch(() => {})
      }
      await gone
    },
  }
}
