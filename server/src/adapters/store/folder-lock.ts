import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** Who holds a folder. `born` tells a process from a later one that was given the same pid. */
type LockHolder = { pid: number; host: string; born: string; id: string }
export type FolderLock = { taken: true; release(): void } | { taken: false; holder: LockHolder }

/** How often a holder shows that it lives, and after how long a silent one on another machine counts as dead; ms. */
const BEAT = 4_000
const SILENCE = 15_000

/**
 * Takes the lock file at `path`, or says who holds it. A lock whose process is gone (`kill -9`, a power cut) is taken
 * over: at once on the same machine; after 15 s without a sign of life where it was another one (a container that was
 * made anew on the same volume has another host name), and until then this waits.
 */
export async function takeFolderLock(path: string): Promise<FolderLock> {
  const self: LockHolder = {
    pid: process.pid,
    host: hostname(),
    born: birthOf(process.pid) ?? '',
    id: randomUUID(),
  }
  const deadline = Date.now() + SILENCE + BEAT
  for (;;) {
    if (claim(path, self)) return held(path, self)
    const { holder, state } = look(path)
    if (state === 'alive' && holder) return { taken: false, holder }
    if (state === 'dead') breakLock(path, holder?.id)
    else if (Date.now() > deadline && holder) return { taken: false, holder }
    else await sleep(100)
  }
}

function held(path: string, self: LockHolder): FolderLock {
  const beat = setInterval(() => touch(path), BEAT).unref()
  return {
    taken: true,
    release() {
      clearInterval(beat)
      if (read(path)?.id === self.id) rmSync(path, { force: true })
    },
  }
}

function claim(path: string, self: LockHolder): boolean {
  try {
    writeFileSync(path, JSON.stringify(self), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function look(path: string): { holder: LockHolder | null; state: 'alive' | 'dead' | 'unclear' } {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  const holder = read(path)
  // Not written yet, or cut off by a crash in between: a second tells which.
  if (!holder) return { holder: null, state: age > 1_000 ? 'dead' : 'unclear' }
  if (holder.host !== hostname()) return { holder, state: age > SILENCE ? 'dead' : 'unclear' }
  return { holder, state: lives(holder) ? 'alive' : 'dead' }
}

/** Moves a dead lock aside, and back where another process has meanwhile taken it over. */
function breakLock(path: string, id: string | undefined): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return // Somebody else moved it: look again.
  }
  const moved = read(aside)
  if (moved && moved.id !== id) renameSync(aside, path)
  else rmSync(aside, { force: true })
}

function lives(holder: LockHolder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const born = birthOf(holder.pid)
  return born === null || holder.born === '' || born === holder.born
}

/** Boot id and start tick of a process, where the system tells (Linux); null elsewhere. */
function birthOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in parentheses, may hold spaces; the start time is the 20th field after it.
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return null
  }
}

function read(path: string): LockHolder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'))
    return typeof holder?.pid === 'number' && typeof holder.id === 'string' ? holder : null
  } catch {
    return null
  }
}

function touch(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // The folder is gone: nothing is left to guard.
  }
}
