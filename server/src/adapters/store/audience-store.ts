import type { Prisma } from '../../../../prisma/generated/client.ts'
import { type AudienceEntry, withoutViewer } from '../../domain/chat/audience-entry.ts'
import type { AudienceStore } from '../../ports.ts'
import type { Database } from './database.ts'

/** What viewers did, as many entries a row as came together: a storm of lines is a few small writes. */
export function createAudienceStore({ prisma, engine }: Database): AudienceStore {
  return {
    async append(streamId, from, entries) {
      await insert(engine, [streamId, from, entries.length, JSON.stringify(entries)])
    },

    async read(streamId) {
      const rows = await prisma.heard.findMany({ where: { streamId }, orderBy: { from: 'asc' } })
      const last = rows.at(-1)
      return {
        entries: rows.flatMap((row) => row.entries as AudienceEntry[]),
        next: last === undefined ? 0 : last.from + last.count,
      }
    },

    async forget(streamId, before) {
      // The row that `before` falls into stays whole.
      await prisma.heard.deleteMany({ where: { streamId, from: { lt: before } } })
      await sweep(engine)
    },

    async forgetViewer(streamId, viewer) {
      for (const { from, entries } of await prisma.heard.findMany({ where: { streamId } })) {
        const kept = (entries as AudienceEntry[]).map((entry) => withoutViewer(entry, viewer))
        if (kept.every((entry, index) => entry === (entries as AudienceEntry[])[index])) continue
        const where = { streamId_from: { streamId, from } }
        await prisma.heard.update({ where, data: { entries: kept as Prisma.InputJsonArray } })
      }
      await sweep(engine)
    },
  }
}

const INSERT =
  'INSERT INTO "Heard" ("streamId", "from", "count", "entries") VALUES ($1, $2::int, $3::int, $4::json)'
/** Past Prisma, which writes the whole of it anew: a busy chat does this fifty times a second. */
const insert = async (engine: Database['engine'], row: unknown[]): Promise<void> =>
  void (await (engine.kind === 'pglite' ? engine.pglite.query(INSERT, row) : engine.pool.query(INSERT, row)))

/** PGlite vacuums nothing by itself: what was let go of would stay on the disk, names and all. */
export async function sweep(
  engine: Database['engine'],
  table: 'Heard' | 'ChatPlace' = 'Heard',
): Promise<void> {
  if (engine.kind === 'pglite') await engine.pglite.exec(`VACUUM "${table}"`)
}
