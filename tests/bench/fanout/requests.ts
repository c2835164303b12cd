import { type ChildProcess, fork } from 'node:child_process'

/** What a child can be asked, by name, over IPC. */
type Requests = Record<string, { ask: unknown; answer: unknown }>
type Handlers<R extends Requests> = { [K in keyof R]: (ask: R[K]['ask']) => Promise<R[K]['answer']> }

/** In a child: answer what the parent asks, one after the other. */
export function answerRequests<R extends Requests>(handlers: Handlers<R>): void {
  process.on('message', ({ id, name, ask }: { id: number; name: string; ask: unknown }) => {
    handlers[name]?.(ask).then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => process.send?.({ id, fault: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

export type Child<R extends Requests> = {
  ask<K extends keyof R & string>(name: K, ask: R[K]['ask']): Promise<R[K]['answer']>
  end(): Promise<void>
}

/** In the parent: a child that answers. */
export function startChild<R extends Requests>(file: string, args: readonly string[]): Child<R> {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args, {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
  })
  const waiting = new Map<number, { done: (answer: never) => void; fail: (error: Error) => void }>()
  let asked = 0
  child.on('message', ({ id, answer, fault }: { id: number; answer: never; fault?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (fault === undefined) one?.done(answer)
    else one?.fail(new Error(`${file}: ${fault}`))
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  gone.then(() => {
    for (const { fail } of waiting.values()) fail(new Error(`${file} ended while it was asked`))
  })
  return {
    ask: (name, ask) =>
      new Promise((done, fail) => {
        asked += 1
        waiting.set(asked, { done, fail })
        child.send({ id: asked, name, ask })
      }),
    async end() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
