import type { Clock, SmallStore } from '../../ports.ts'
import { sweep } from './audience-store.ts'
import type { Database } from './database.ts'

/** A place in a chat is kept so long after it was last written, milliseconds: no broadcast is read on after that. */
const KEPT_MS = 7 * 24 * 60 * 60_000
/** Between two sweeps. */
const SWEPT_EVERY_MS = 60 * 60_000

/** Places in platforms' chats, which say who wrote there by hashes: none is older than a week. */
export type PlaceStore = SmallStore & {
  /** Lets go of what is too old, now and every hour, until the signal aborts. Rejects only where the first time fails. */
  letGo(signal: AbortSignal): Promise<void>
}

export function createPlaceStore({ prisma, engine }: Database, clock: Clock): PlaceStore {
  const oldest = (): bigint => BigInt(clock.now() - KEPT_MS)

  const sweepOnce = async (): Promise<void> => {
    const { count } = await prisma.chatPlace.deleteMany({ where: { keptAt: { lt: oldest() } } })
    if (count > 0) await sweep(engine, 'ChatPlace')
  }

  return {
    async get(key) {
      const row = await prisma.chatPlace.findFirst({ where: { key, keptAt: { gte: oldest() } } })
      return row?.place ?? null
    },

    async set(key, place) {
      const data = { place, keptAt: BigInt(clock.now()) }
      await prisma.chatPlace.upsert({ where: { key }, create: { key, ...data }, update: data })
    },

    async letGo(signal) {
      await sweepOnce()
      while (!signal.aborted) {
        await clock.sleep(SWEPT_EVERY_MS, signal)
        if (!signal.aborted) await sweepOnce().catch(() => undefined)
      }
    },
  }
}
