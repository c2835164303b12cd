import type { Prisma, Work as Row } from '../../../../prisma/generated/client.ts'
import type { Work, WorkStore } from '../../ports.ts'
import type { Database } from './database.ts'

/** Finished works. The artwork's id is the work's id. */
export function createWorkStore({ prisma }: Database): WorkStore {
  return {
    async publish(work) {
      await prisma.work.createMany({ data: [toRow(work)], skipDuplicates: true })
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
  }
}

function toRow({ id, publishedAt, seed, ...same }: Work): Prisma.WorkCreateManyInput {
  return { ...same, artworkId: id, publishedAt: BigInt(publishedAt), seed: BigInt(seed) }
}

/** The JSON columns hold what `publish` was given: nobody else writes them. */
function fromRow({ artworkId, publishedAt, seed, ...same }: Row): Work {
  return { ...same, id: artworkId, publishedAt: Number(publishedAt), seed: Number(seed) } as unknown as Work
}
