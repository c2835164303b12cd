import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Answer, Ask } from './ask.ts'

export type Painted = { seconds: number; rgb: Uint8Array }

/** The process of a contestant: says that it is ready, then answers each ask on stdin until there are no more. */
export async function serve(paint: (ask: Ask) => Promise<Painted>): Promise<void> {
  answer({ ready: true })
  for await (const line of createInterface({ input: process.stdin })) {
    const ask = JSON.parse(line) as Ask
    const { seconds, rgb } = await paint(ask)
    const shown = ask.pixels ? { rgb: Buffer.from(rgb).toString('base64') } : {}
    answer({ seconds, peakMb: peakMb(), ...shown })
  }
}

function answer(line: Answer | { ready: true }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** Not `maxRSS` where it can be helped: that begins with what the parent process had. */
function peakMb(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))
  return Number(line?.[1]) / 1024
}
