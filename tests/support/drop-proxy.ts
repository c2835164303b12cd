import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network between pages and a house that can fail: `drop` cuts every connection and takes none, `stall` lets nothing through. */
export async function startDropProxy(port: number) {
  const open = new Set<Socket>()
  let down = false
  let held = false

  const server = createServer((near) => {
    if (down) return void near.resetAndDestroy()
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
    if (held) for (const socket of [near, far]) socket.pause()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const drop = (): void => {
    down = true
    for (const socket of open) socket.destroy()
  }
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Away for so long, and until `back` has come about. */
    async drop(ms: number, back: Promise<unknown> = Promise.resolve()): Promise<void> {
      drop()
      await Promise.all([wait(ms), back])
      down = false
    },
    /** Away until it is called. */
    cut(): () => void {
      drop()
      return () => {
        down = false
      }
    },
    /** Nothing gets through until it is called. */
    hold(): () => void {
      held = true
      for (const socket of open) socket.pause()
      return () => {
        held = false
        for (const socket of open) socket.resume()
      }
    },
    async stall(ms: number): Promise<void> {
      const goOn = this.hold()
      await wait(ms)
      goOn()
    },
    async close(): Promise<void> {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
