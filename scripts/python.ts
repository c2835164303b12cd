import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The trainer's Python: an environment made once per hash of its lock file, in the user's cache folder, so that a second clone
 * finds it there. Null, said aloud, where no fitting Python is; in CI that is a failure.
 */
export async function ensurePython(root: string, required: boolean): Promise<string | null> {
  const lock = join(root, 'pipeline/trainer/requirements.txt')
  const system = ['python3.12', 'python3.11', 'python3'].find(fits)
  if (system === undefined || !existsSync(lock)) {
    const why = 'Python 3.11 or newer with venv was not found: pipeline/trainer cannot run.'
    console.error(why)
    if (required) throw new Error(`${why} In CI its tests must.`)
    return null
  }
  const hash = createHash('sha256')
    .update(await readFile(lock))
    .digest('hex')
    .slice(0, 16)
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const home = join(cache, 'yosegaki', `trainer-${hash}`)
  const python = join(home, 'bin', 'python')
  if (existsSync(join(home, 'ready'))) return python
  await rm(home, { recursive: true, force: true })
  await mkdir(join(home, '..'), { recursive: true })
  console.error(
    'Making the Python environment of the trainer (once per lock file; several minutes, some GB) ...',
  )
  await call(system, ['-m', 'venv', home])
  await call(python, [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--progress-bar',
    'off',
    '--require-hashes',
    '-r',
    lock,
  ])
  await writeFile(join(home, 'ready.part'), hash)
  await rename(join(home, 'ready.part'), join(home, 'ready'))
  return python
}

const fits = (command: string): boolean =>
  spawnSync(command, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'], {
    stdio: 'ignore',
  }).status === 0

function call(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ${args.join(' ')} ended with ${code}`)),
    )
  })
}
