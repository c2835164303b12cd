import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SmallStore } from '../../ports.ts'

/** Where we are in a chat: the token to go on from, and what was already counted. */
export type Place = {
  token: string | null
  /** True once, for an item that was not counted before. `at`: when it was said, where it says so. */
  isNew(key: string, at: number | null): boolean
  /** True where an item is older than all that is remembered: it was counted and forgotten. */
  isBefore(at: number | null): boolean
  /** Keeps the place once `done` is settled: what was handed over is stored before we say we had it. */
  keep(done: Promise<unknown>): void
  /** Resolves when what was kept is written, or after `most` milliseconds. */
  written(most: number): Promise<void>
}

/** Remembered in memory, and over a restart (their hashes: about 3 kB). */
const REMEMBERED = 20_000
const KEPT = 200
const MOST_OPEN_WRITES = 1_000

const Kept = z.object({
  chat: z.string(),
  token: z.string().max(4_096).nullable(),
  seen: z.array(z.tuple([z.string().length(12), z.number().nullable()])).max(KEPT),
})
type Kept = z.infer<typeof Kept>

/** 72 bits: two of 20,000 ids are taken for one once in 10^13 streams. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 12)

const readKept = (text: string | null): Kept | null => {
  try {
    const parsed = Kept.safeParse(JSON.parse(text ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Opens the place kept under `key`; a place in another chat is forgotten. A store that fails is an empty one. */
export const openPlace = async (store: SmallStore, key: string, chat: string): Promise<Place> => {
  const found = readKept(await store.get(key).catch(() => null))
  const kept = found?.chat === chat ? found : null
  /** Hash -> when it was said; the oldest first. */
  const seen = new Map(kept?.seen ?? [])
  // What was kept is the end of a longer list, where it is full: all before it was counted.
  let floor =
    kept !== null && kept.seen.length >= KEPT ? (kept.seen.find(([, at]) => at !== null)?.[1] ?? null) : null
  let token = kept?.token ?? null
  let newest: Promise<unknown>[] = []
  let writing: Promise<void> | null = null

  const snapshot = (): string => {
    const held = [...seen].slice(-KEPT)
    return JSON.stringify({ chat, token, seen: held } satisfies Kept)
  }

  const write = async (): Promise<void> => {
    while (newest.length > 0) {
      // Pages that come while one is written are written together: only the last place counts.
      const waited = newest
      newest = []
      const now = snapshot()
      await Promise.allSettled(waited)
      await store.set(key, now).catch(() => undefined)
    }
    writing = null
  }

  return {
    get token() {
      return token
    },
    set token(value) {
      token = value
    },
    isNew(key, at) {
      const hash = hashOf(key)
      if (seen.has(hash)) return false
      seen.set(hash, at)
      if (seen.size > REMEMBERED) {
        const [oldest, when] = seen.entries().next().value!
        seen.delete(oldest)
        floor = Math.max(floor ?? Number.NEGATIVE_INFINITY, when ?? Number.NEGATIVE_INFINITY)
      }
      return true
    },
    isBefore: (at) => floor !== null && at !== null && at <= floor,
    keep(done) {
      newest.push(done)
      if (newest.length > MOST_OPEN_WRITES) newest = [Promise.allSettled(newest)]
      writing ??= write()
    },
    async written(most) {
      if (writing === null) return
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, most)
      })
      await Promise.race([writing, late])
      clearTimeout(timer)
    },
  }
}
