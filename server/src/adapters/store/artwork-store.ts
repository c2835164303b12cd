import { Prisma } from '../../../../prisma/generated/client.ts'
import type { ArtworkEvent } from '../../domain/artwork/artwork.ts'
import { type ArtworkStore, type FramePlace, LogConflict } from '../../ports.ts'
import type { Database } from './database.ts'

type Checkpoint = FramePlace & { bytes: Uint8Array }
type Opened = Extract<ArtworkEvent, { type: 'opened' }>

/** Artworks in Postgres. An append is one statement, so it is one round trip and happens whole or not at all. */
export function createArtworkStore(database: Database): ArtworkStore {
  const { prisma } = database
  return {
    async nextNumber() {
      const { _max } = await prisma.artwork.aggregate({ _max: { number: true } })
      return (_max.number ?? 0) + 1
    },

    async append(artworkId, from, events, checkpoint) {
      if (events.length === 0 && !checkpoint) return
      const closedAt = closingTime(events)
      const head =
        from === 0 && events.length > 0
          ? insertArtwork(artworkId, firstEvent(events), events.length, closedAt)
          : growArtwork(artworkId, from, events.length, closedAt)
      const written = await prisma.$queryRaw<{ id: string }[]>`
        WITH head AS (${head}),
        logged AS (${insertEvents(from, events)})
        ${checkpointPart(from + events.length, closedAt, checkpoint)}
        SELECT id FROM head`
      if (written.length === 0) throw new LogConflict(conflict(artworkId, from))
      if (closedAt !== null) await tidyUp(database)
    },

    async log(artworkId) {
      const rows = await prisma.artworkEvent.findMany({ where: { artworkId }, orderBy: { seq: 'asc' } })
      return rows.map(
        (row) => ({ ...(row.data as object), type: row.type, at: Number(row.at) }) as ArtworkEvent,
      )
    },

    async unfinished() {
      const rows = await prisma.artwork.findMany({
        where: { closedAt: null },
        orderBy: { number: 'asc' },
        select: { id: true },
      })
      return rows.map((row) => row.id)
    },

    async abandoned(ids) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT a."id" FROM "Artwork" a WHERE a."id" = ANY(${ids}::text[]) AND a."closedAt" IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM "Work" w WHERE w."artworkId" = a."id")`
      return rows.map((row) => row.id)
    },

    async forgetViewer(viewer, alias) {
      // As text: the column's JSON may hold what jsonb refuses. Both are ours, letters and digits only.
      const [before, after] = [viewer, alias].map((key) => `"viewer":${JSON.stringify(key)}`)
      await prisma.$executeRaw`
        UPDATE "ArtworkEvent" SET "data" = replace("data"::text, ${before}, ${after})::json
        WHERE "type" IN ('voted', 'withdrawn') AND position(${before} in "data"::text) > 0`
    },

    async checkpoint(artworkId, { step, take }) {
      const place = { artworkId, step, take }
      const row = await prisma.checkpoint.findUnique({ where: { artworkId_step_take: place } })
      return row?.bytes ?? null
    },
  }
}

const conflict = (artworkId: string, from: number) =>
  `The log of artwork ${artworkId} does not end at ${from}: somebody else wrote.`

function firstEvent(events: readonly ArtworkEvent[]): Opened {
  const first = events[0]
  if (first?.type !== 'opened') throw new Error(`A log begins with 'opened', not with '${first?.type}'.`)
  return first
}

/** When the events close the artwork, or null where they do not. */
function closingTime(events: readonly ArtworkEvent[]): number | null {
  const closing = events.find((event) => event.type === 'published' || event.type === 'abandoned')
  return closing?.at ?? null
}

/** Yields the artwork's id, or no row where its id or number is taken. */
const insertArtwork = (id: string, opened: Opened, count: number, closedAt: number | null) => Prisma.sql`
  INSERT INTO "Artwork" ("id", "number", "seed", "modelId", "openedAt", "closedAt", "eventCount")
  VALUES (${id}, ${opened.number}::int, ${opened.seed}::bigint, ${opened.modelId}, ${opened.at}::bigint,
    ${closedAt}::bigint, ${count}::int)
  ON CONFLICT DO NOTHING RETURNING "id"`

/** Yields the artwork's id, or no row where its log does not end at `from`. Locks the row, so writers take turns. */
const growArtwork = (id: string, from: number, count: number, closedAt: number | null) => Prisma.sql`
  UPDATE "Artwork"
  SET "eventCount" = "eventCount" + ${count}::int, "closedAt" = COALESCE("closedAt", ${closedAt}::bigint)
  WHERE "id" = ${id} AND "eventCount" = ${from}::int RETURNING "id"`

/** One array a column, unnested: the statement stays the same however many events there are. */
function insertEvents(from: number, events: readonly ArtworkEvent[]): Prisma.Sql {
  const data = events.map(({ type, at, ...rest }) => JSON.stringify(rest))
  return Prisma.sql`
    INSERT INTO "ArtworkEvent" ("artworkId", "seq", "type", "at", "data")
    SELECT head.id, ${from}::int + e.place::int - 1, e.type, e.at, e.data::json
    FROM head, unnest(${events.map((event) => event.type)}::text[], ${events.map((event) => event.at)}::bigint[],
      ${data}::text[]) WITH ORDINALITY AS e(type, at, data, place)`
}

/** A closed artwork needs no checkpoint any more; they are the bulk of what it weighs. */
function checkpointPart(
  seq: number,
  closedAt: number | null,
  checkpoint: Checkpoint | undefined,
): Prisma.Sql {
  if (closedAt !== null) {
    return Prisma.sql`, dropped AS (DELETE FROM "Checkpoint" USING head WHERE "artworkId" = head.id)`
  }
  if (!checkpoint) return Prisma.empty
  return Prisma.sql`, kept AS (
    INSERT INTO "Checkpoint" ("artworkId", "step", "take", "seq", "bytes")
    SELECT head.id, ${checkpoint.step}::int, ${checkpoint.take}::int, ${seq}::int, ${checkpoint.bytes}::bytea FROM head
    ON CONFLICT ("artworkId", "step", "take") DO UPDATE SET "seq" = excluded."seq", "bytes" = excluded."bytes")`
}

/**
 * PGlite runs no autovacuum and writes no checkpoint of its own while it is open: without this the space of dropped
 * checkpoints is never used again, and the write-ahead log grows for as long as the stream lasts.
 */
async function tidyUp({ engine }: Database): Promise<void> {
  if (engine.kind !== 'pglite') return
  await engine.pglite.exec('VACUUM "Checkpoint"')
  await engine.pglite.exec('CHECKPOINT')
}
