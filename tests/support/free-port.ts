import { createServer } from 'node:net'

/**
 * Below the ports that systems hand out by themselves (from 32768 on), so that nobody is given one while its house is down; each
 * process has some of its own.
 */
const EACH = 50
const FIRST = 12_000 + (process.pid % 400) * EACH
let asked = 0

/** A port that nobody has now, for a house that must keep its own. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < EACH; tries += 1) {
    const port = FIRST + (asked++ % EACH)
    if (await isFree(port)) return port
  }
  throw new Error(`the ports from ${FIRST} to ${FIRST + EACH - 1} are all taken`)
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((told) => {
    const server = createServer()
    server.once('error', () => told(false))
    server.listen(port, '127.0.0.1', () => server.close(() => told(true)))
  })
