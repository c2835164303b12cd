import { join } from 'node:path'
import { ensurePython } from '../../../scripts/python.ts'
import type { Ask } from './ask.ts'
import { type Contestant, runOnce, startContestant } from './contestant.ts'

export type Contestants = {
  all: Contestant[]
  /** Why there are none in Python. */
  pythonMissing: string | undefined
}

/** first: the picture whose inference the bare contestant repeats. */
type Setup = { root: string; model: string; threads: number; scratch: string; first: Ask }

export async function startAll(setup: Setup): Promise<Contestants> {
  const { model, threads, scratch, first } = setup
  const recording = join(scratch, 'runs')
  await runOnce(process.execPath, [scriptOf('record'), model, `${threads}`, recording], JSON.stringify(first))
  const python = await findPython(setup.root)
  const others =
    python.command === undefined
      ? []
      : [
          await startPython(setup, python.command, 'python-ort'),
          await startPython(setup, python.command, 'python-ort-tuned'),
          await startPython(setup, python.command, 'diffusers'),
        ]
  return {
    all: [
      await startNode('ours', [model, `${threads}`]),
      await startNode('bare', [model, `${threads}`, recording]),
      ...others,
    ],
    pythonMissing: python.missing,
  }
}

export function startNode(name: 'ours' | 'bare', args: readonly string[]): Promise<Contestant> {
  return startContestant({ name, command: process.execPath, args: [scriptOf(name), ...args] })
}

function scriptOf(name: string): string {
  return join(import.meta.dirname, `${name}.ts`)
}

function startPython({ root, model, threads }: Setup, command: string, name: string): Promise<Contestant> {
  const args = ['bench', '--contestant', name, '--model', model, '--threads', `${threads}`]
  return startContestant({
    name,
    command,
    args: ['-m', 'yosegaki_trainer', ...args],
    env: { PYTHONPATH: join(root, 'pipeline/trainer') },
  })
}

type Python = { command: string; missing?: undefined } | { command?: undefined; missing: string }

async function findPython(root: string): Promise<Python> {
  const missing = await ensurePython(root, false).then(
    (command) => (command === null ? 'no Python 3.11 or newer with venv' : { command }),
    (error: Error) => error.message,
  )
  if (typeof missing !== 'string') return missing
  console.error(`without onnxruntime in Python and diffusers: ${missing}`)
  return { missing }
}
