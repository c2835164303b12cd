import type { PlannedStream as Row } from '../../../../prisma/generated/client.ts'
import type { ScheduleStore } from '../../ports.ts'
import { announcementRows } from './announcement-store.ts'
import type { Database } from './database.ts'

/** Streams that are planned. */
export function createScheduleStore({ prisma }: Database): ScheduleStore {
  return {
    async add({ startsAt, ...same }, drafts, at) {
      await prisma.$transaction([
        prisma.plannedStream.create({ data: { ...same, startsAt: BigInt(startsAt) } }),
        prisma.announcement.createMany(announcementRows(drafts, at)),
      ])
    },

    async change({ id, startsAt, ...same }) {
      const data = { ...same, startsAt: BigInt(startsAt) }
      const { count } = await prisma.plannedStream.updateMany({ where: { id }, data })
      return count === 1
    },

    async remove(id) {
      const [{ count }] = await prisma.$transaction([
        prisma.plannedStream.deleteMany({ where: { id } }),
        prisma.announcement.deleteMany({ where: { kind: 'planned', subjectId: id, state: 'waiting' } }),
      ])
      return count === 1
    },

    async find(id) {
      const row = await prisma.plannedStream.findUnique({ where: { id } })
      return row && fromRow(row)
    },

    async list(from, limit) {
      const rows = await prisma.plannedStream.findMany({
        where: { startsAt: { gte: BigInt(from) } },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(fromRow)
    },
  }
}

const fromRow = ({ startsAt, ...same }: Row) => ({ ...same, startsAt: Number(startsAt) })
