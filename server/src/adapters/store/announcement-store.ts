import { Prisma, type Announcement as Row } from '../../../../prisma/generated/client.ts'
import type { Draft } from '../../domain/announce/draft.ts'
import type { Announcement, AnnouncementStore } from '../../ports.ts'
import type { Database } from './database.ts'

/** Rows for drafts, to be written in the transaction of what they tell of. Of one that is there already the first stays. */
export const announcementRows = (
  drafts: readonly Draft[],
  at: number,
): Prisma.AnnouncementCreateManyArgs => ({
  data: drafts.map((draft) => ({ ...draft, state: 'waiting', createdAt: BigInt(at), changedAt: BigInt(at) })),
  skipDuplicates: true,
})

/** Announcements. Every change names the state it starts from, so that of several at once one happens. */
export function createAnnouncementStore({ prisma }: Database): AnnouncementStore {
  const change = async (
    where: Prisma.AnnouncementWhereInput,
    data: Prisma.AnnouncementUpdateManyMutationInput,
    at: number,
  ): Promise<number> => {
    const { count } = await prisma.announcement.updateMany({
      where,
      data: { ...data, changedAt: BigInt(at) },
    })
    return count
  }

  return {
    async list(limit) {
      const rows = await prisma.announcement.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(fromRow)
    },

    async find(id) {
      const row = await prisma.announcement.findUnique({ where: { id } })
      return row && fromRow(row)
    },

    async claim(id, text, at) {
      const free = { id, state: { in: ['waiting', 'failed'] } }
      return (await change(free, { state: 'sending', text, reason: Prisma.DbNull }, at)) === 1
    },

    async settle(id, outcome, at) {
      const sent = outcome.state === 'sent'
      // It may have been given up meanwhile by a program that started: what came of it is known after all.
      await change(
        { id, state: { in: ['sending', 'unsure'] } },
        {
          state: outcome.state,
          sentUrl: sent ? outcome.url : null,
          reason: sent ? Prisma.DbNull : outcome.reason,
        },
        at,
      )
    },

    async decide(id, from, to, at) {
      return (await change({ id, state: from }, { state: to, reason: Prisma.DbNull }, at)) === 1
    },

    giveUpSending: (reason, at) => change({ state: 'sending' }, { state: 'unsure', reason }, at),
  }
}

/** What the text columns hold was written by this store. */
function fromRow({ createdAt, changedAt, ...same }: Row): Announcement {
  return { ...same, createdAt: Number(createdAt), changedAt: Number(changedAt) } as Announcement
}
