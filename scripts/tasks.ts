import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { generatePrismaClient } from '../prisma/generate.ts'
import { buildStale } from './build-stale.ts'
import { ensurePython } from './python.ts'
import { trainerArguments } from './train.ts'

const root = resolve(import.meta.dirname, '..')
const [task = '', ...rest] = process.argv.slice(2)

/** Everything a running house is made of, where it is stale. */
async function prepare(): Promise<void> {
  await generatePrismaClient()
  await buildStale(root, ['messages', 'overlay', 'dashboard'])
}

/** What each npm script does, once what it needs is installed and built. */
const TASKS: Record<string, () => Promise<number>> = {
  start: async () => {
    await prepare()
    return run('node', ['server/src/main.ts', ...rest])
  },
  dev: async () => {
    await prepare()
    return run('node', ['--watch-path=server', '--watch-path=prisma', 'server/src/main.ts', ...rest])
  },
  test: async () => {
    await prepare()
    const python = await ensurePython(root, process.env.CI === 'true')
    const code = await run('vitest', ['run', ...rest])
    if (code !== 0 || rest.length > 0) return code
    return python === null ? 0 : run(python, ['-m', 'pytest', '-q', 'pipeline/trainer/tests'])
  },
  check: async () => {
    await generatePrismaClient()
    await buildStale(root, ['messages'])
    let worst = 0
    for (const [folder, command, ...args] of CHECKS) {
      console.error(`\n> ${command} ${args.join(' ')}`)
      worst = Math.max(worst, await run(command, args, folder))
    }
    return worst
  },
  bench: async () => {
    const [name = '', ...args] = rest
    const known = (await readdir(join(root, 'tests/bench')))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
    if (!known.includes(name)) {
      console.error(`npm run bench -- <name>   with one of: ${known.join(', ')}`)
      return 2
    }
    await prepare()
    return run('node', ['--expose-gc', `tests/bench/${name}.ts`, ...args])
  },
  shots: async () => {
    await prepare()
    return run('node', ['tests/shots/shots.ts', ...rest])
  },
  paint: () => run('node', ['server/painter/src/bin/paint.ts', ...rest]),
  train: async () => {
    if (rest[0] === 'moderation') return run('node', ['scripts/moderation/train.ts'])
    const args = await trainerArguments(root, rest)
    const python = args && (await ensurePython(root, false))
    return python ? run(python, args, 'pipeline/trainer') : 2
  },
  replay: async () => {
    await generatePrismaClient()
    return run('node', ['server/src/replay.ts', ...rest])
  },
}

const CODE = ['server', 'prisma', 'tests', 'scripts', 'overlay/src', 'dashboard/src'] as const

/** Where each check runs, and what it is. SvelteKit's own types come first: others read them. */
const CHECKS = [
  ['dashboard', 'svelte-kit', 'sync'],
  ['.', 'biome', 'check', '.'],
  ['.', 'tsc', '-p', 'tsconfig.json'],
  ['.', 'svelte-check', '--tsconfig', 'overlay/tsconfig.json', '--fail-on-warnings'],
  ['.', 'svelte-check', '--tsconfig', 'dashboard/tsconfig.json', '--fail-on-warnings'],
  ['.', 'depcruise', '--config', '.dependency-cruiser.cjs', ...CODE],
  ['.', 'knip'],
] as const

function run(command: string, args: readonly string[], folder = '.'): Promise<number> {
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd: join(root, folder),
    stdio: 'inherit',
    env: process.env,
  })
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

const chosen = TASKS[task]
if (chosen === undefined) {
  console.error(`There is no task "${task}". Tasks: ${Object.keys(TASKS).join(', ')}`)
  process.exitCode = 2
} else {
  process.exitCode = await chosen()
}
