/**
 * An async generator whose `return()` also ends a `next()` that is still waiting. A plain one would queue the return behind
 * it, and a painting that is held by its caller would wait for ever.
 */
export function stoppable<Y, R>(
  start: (signal: AbortSignal) => AsyncGenerator<Y, R, void>,
  outer: AbortSignal | undefined,
): AsyncGenerator<Y, R, void> {
  const stopped = new AbortController()
  const inner = start(outer ? AbortSignal.any([outer, stopped.signal]) : stopped.signal)
  const done = { done: true, value: undefined as R } as const

  const generator: AsyncGenerator<Y, R, void> = {
    async next() {
      try {
        return await inner.next()
      } catch (error) {
        if (stopped.signal.aborted && error === stopped.signal.reason) return done
        throw error
      }
    },
    async return(value) {
      stopped.abort()
      return inner.return(value)
    },
    async throw(error) {
      stopped.abort()
      return inner.throw(error)
    },
    [Symbol.asyncIterator]: () => generator,
    async [Symbol.asyncDispose]() {
      await generator.return(undefined as R)
    },
  }
  return generator
}
