import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Answer, Ask } from './ask.ts'

export type Contestant = {
  name: string
  ask(ask: Ask): Promise<Answer>
  close(): Promise<void>
}

type Start = { name: string; command: string; args: readonly string[]; env?: Record<string, string> }

/** Resolves once the process says that it is ready. What it says on stderr is shown only where it fails. */
export async function startContestant({ name, command, args, env }: Start): Promise<Contestant> {
  const child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...env } })
  let said = ''
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-4000)
  })
  child.stdin.on('error', () => {}) // its end is told by `lines`
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<unknown> => {
    const line = await lines.next()
    if (!line.done) return JSON.parse(line.value)
    const [code] = await ended
    throw new Error(`contestant ${name} ended (exit code ${code}):\n${said}`)
  }
  await nextLine()
  return {
    name,
    async ask(ask) {
      child.stdin.write(`${JSON.stringify(ask)}\n`)
      return (await nextLine()) as Answer
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

/** Runs a command that is given `input` and must succeed. */
export async function runOnce(command: string, args: readonly string[], input: string): Promise<void> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`)
}
