import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

type Part = { inputs: readonly string[]; output: string; command: readonly string[]; cwd: string }

/** What is built, from what, by what. A part whose inputs are as they were at its last build is left alone. */
const PARTS = {
  // Before the dashboard: its types and its tests need them, and they are made in a second.
  messages: {
    inputs: ['dashboard/messages', 'dashboard/project.inlang/settings.json', 'dashboard/compile-messages.ts'],
    output: 'dashboard/src/lib/paraglide',
    command: ['node', 'compile-messages.ts'],
    cwd: 'dashboard',
  },
  overlay: {
    inputs: ['overlay', 'server/contract/src'],
    output: 'overlay/dist',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'overlay',
  },
  dashboard: {
    inputs: ['dashboard', 'overlay/src/lib', 'server/contract/src'],
    output: 'dashboard/build',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'dashboard',
  },
} as const satisfies Record<string, Part>

export type PartName = keyof typeof PARTS

/** Build each named part that is stale, one after the other, saying so. Exits the process where a build fails. */
export async function buildStale(root: string, names: readonly PartName[]): Promise<void> {
  for (const name of names) {
    const part: Part = PARTS[name]
    const stamp = join(root, 'node_modules', '.cache', 'yosegaki', `${name}.hash`)
    const hash = await hashInputs(root, part.inputs)
    const before = await readFile(stamp, 'utf8').catch(() => '')
    if (before === hash && existsSync(join(root, part.output))) continue
    const started = performance.now()
    // A build that is cut off leaves a mixture, which no stamp may call finished.
    await rm(stamp, { force: true })
    console.error(`Building ${name} ...`)
    await build(root, name, part)
    await mkdir(join(stamp, '..'), { recursive: true })
    await writeFile(stamp, hash)
    console.error(`Built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
}

function build(root: string, name: string, { command, cwd }: Part): Promise<void> {
  const [program = '', ...args] = command
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: join(root, cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => {
      if (code === 0) return done()
      console.error(said)
      console.error(`Building ${name} failed; the words above say where.`)
      process.exit(code ?? 1)
    })
  })
}

const NOT_INPUT = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'generated', 'paraglide'])

async function hashInputs(root: string, inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')))
  for (const input of inputs) {
    for (const file of await filesBelow(join(root, input))) {
      hash.update(relative(root, file)).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null)
  if (entries === null) return existsSync(path) ? [path] : []
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(path, file)
          .split(/[\\/]/)
          .some((part) => NOT_INPUT.has(part)),
    )
    .sort()
}
