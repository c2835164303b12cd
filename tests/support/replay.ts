import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { houseEnv, ROOT } from './house.ts'

type House = Parameters<typeof houseEnv>[0]

/** `npm run replay` in a process of its own, over a house's folder. */
export const replay = (dataDir: string, ...args: string[]) => replayIn({ dataDir }, ...args)

export async function replayIn(house: House, ...args: string[]) {
  const env = await houseEnv(house)
  const child = spawn(process.execPath, ['server/src/replay.ts', ...args], { cwd: ROOT, env })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, stdout, stderr }
}
