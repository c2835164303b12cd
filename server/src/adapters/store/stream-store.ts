import { Prisma } from '../../../../prisma/generated/client.ts'
import type { StreamStore } from '../../ports.ts'
import { announcementRows } from './announcement-store.ts'
import { sweep } from './audience-store.ts'
import type { Database } from './database.ts'
import { fromInstant, toInstant } from './instant.ts'

/** Streams. At most one is live: starting one ends whichever was left without an end. */
export function createStreamStore({ prisma, engine }: Database): StreamStore {
  return {
    async start({ id, title, startedAt, endedAt, settings }, drafts = []) {
      const data = {
        id,
        title,
        startedAt: BigInt(startedAt),
        endedAt: toInstant(endedAt),
        settings: settings === null ? Prisma.JsonNull : (settings as Prisma.InputJsonValue),
      }
      await prisma.$transaction([
        prisma.stream.updateMany({ where: { endedAt: null }, data: { endedAt: BigInt(startedAt) } }),
        // Only a live stream's viewers are remembered; one that ended with its process left some.
        prisma.heard.deleteMany(),
        prisma.stream.create({ data }),
        prisma.announcement.createMany(announcementRows(drafts, startedAt)),
      ])
    },

    async end(id, at) {
      await prisma.$transaction([
        prisma.stream.updateMany({ where: { id, endedAt: null }, data: { endedAt: BigInt(at) } }),
        prisma.heard.deleteMany({ where: { streamId: id } }),
      ])
      await sweep(engine)
    },

    async live() {
      const row = await prisma.stream.findFirst({ where: { endedAt: null }, orderBy: { startedAt: 'desc' } })
      if (!row) return null
      const { id, title, settings } = row
      return { id, title, startedAt: Number(row.startedAt), endedAt: fromInstant(row.endedAt), settings }
    },
  }
}
