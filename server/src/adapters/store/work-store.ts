import type { Prisma, Work as Row } from '../../../../prisma/generated/client.ts'
import type { Work, WorkStore } from '../../ports.ts'
import { announcementRows } from './announcement-store.ts'
import type { Database } from './database.ts'

/** Finished works. The artwork's id is the work's id. */
export function createWorkStore({ prisma }: Database): WorkStore {
  return {
    async publish(work, drafts = []) {
      await prisma.$transaction([
        prisma.work.createMany({ data: [toRow(work)], skipDuplicates: true }),
        prisma.announcement.createMany(announcementRows(drafts, work.publishedAt)),
      ])
    },

    async list(limit, before) {
      const where = before === undefined ? {} : { number: { lt: before } }
      const rows = await prisma.work.findMany({ where, orderBy: { number: 'desc' }, take: limit })
      return rows.map(fromRow)
    },

    async find(id) {
      const row = await prisma.work.findUnique({ where: { artworkId: id } })
      return row && fromRow(row)
    },

    async idOf(number) {
      // Postgres would refuse what an int4 cannot hold.
      if (!(number <= 2_147_483_647)) return null
      const row = await prisma.work.findUnique({ where: { number }, select: { artworkId: true } })
      return row?.artworkId ?? null
    },

    models: () => prisma.$queryRaw<{ model: Work['model']; works: number }[]>`
      SELECT (array_agg("model" ORDER BY "number" DESC))[1] AS "model", count(*)::int AS "works"
      FROM "Work" GROUP BY "model"->>'id' ORDER BY max("number") DESC`,
  }
}

function toRow({ id, publishedAt, seed, ...same }: Work): Prisma.WorkCreateManyInput {
  return { ...same, artworkId: id, publishedAt: BigInt(publishedAt), seed: BigInt(seed) }
}

/** The JSON columns hold what `publish` was given: nobody else writes them. */
function fromRow({ artworkId, publishedAt, seed, ...same }: Row): Work {
  return { ...same, id: artworkId, publishedAt: Number(publishedAt), seed: Number(seed) } as unknown as Work
}
