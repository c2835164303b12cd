#!/usr/bin/env node
// The front door of every npm script. Plain JavaScript that any Node from 20.19 on can run: it makes sure that what package-lock.json
// names is installed, then hands over to the Node 24 that came with it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const [task, ...rest] = process.argv.slice(2)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js ${process.versions.node} is too old; Yosegaki starts from Node.js 20.19 on.`)
  process.exit(1)
}

install()
const bin = join(root, 'node_modules', '.bin')
const child = spawn(
  join(root, 'node_modules', 'node', 'bin', 'node'),
  [join(root, 'scripts', 'tasks.ts'), task ?? '', ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))

function install() {
  const stamp = join(root, 'node_modules', '.yosegaki-lock')
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.error('Installing what package-lock.json names (once per version; a minute or two) ...')
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional packages, and not every registry carries all
  // of them. This takes the locked versions just as well, adds what this platform needs, and leaves the lock file alone.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_engine_strict: 'false' },
    },
  )
  if (status !== 0) {
    console.error(
      'npm could not install the dependencies; its words are above. Is there a network, and npm 11?',
    )
    process.exit(status ?? 1)
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stamp, hash)
}
