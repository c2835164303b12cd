import { expect, test } from 'vitest'
import { startWorker } from './client.ts'

const script = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'\n${code}`)}`,
  )

test('P24: when the thread crashes, the call in progress and all later ones say so', async () => {
  const worker = startWorker(script(`parentPort.on('message', () => { throw new Error('out of paint') })`))
  await expect(worker.call('drop', { painting: 1 })).rejects.toThrow(
    "the painter's thread crashed: out of paint",
  )
  await expect(worker.call('drop', { painting: 1 })).rejects.toThrow(
    "the painter's thread crashed: out of paint",
  )
  await worker.close()
})

test('P24: when the thread ends by itself, the call in progress says so', async () => {
  const worker = startWorker(script(`parentPort.on('message', () => process.exit(3))`))
  await expect(worker.call('drop', { painting: 1 })).rejects.toThrow(
    "the painter's thread has ended (exit code 3)",
  )
  await worker.close()
})
