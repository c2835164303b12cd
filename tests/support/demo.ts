import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { ROOT, waitFor } from './house.ts'

/** The overlays over made-up shows (overlay/demo.ts), in a process of its own. */
export async function startDemo(): Promise<{ url: string; stop(): void }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const demo = spawn(process.execPath, [join(ROOT, 'overlay/demo.ts'), String(port)], { stdio: 'ignore' })
  await waitFor(async () => (await fetch(`${url}/overlay/stage`)).ok, 'the demo')
  return { url, stop: () => void demo.kill() }
}
