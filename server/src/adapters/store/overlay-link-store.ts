import { Widget } from '@yosegaki/contract'
import type { OverlayLink } from '../../../../prisma/generated/client.ts'
import type { OverlayLinkStore } from '../../ports.ts'
import type { Database } from './database.ts'
import { fromInstant } from './instant.ts'

/** Links for overlays and rehearsal viewers, by the hash of what the link carries; a revoked one stays listed. */
export function createOverlayLinkStore({ prisma }: Database): OverlayLinkStore {
  return {
    async create(link) {
      await prisma.overlayLink.create({ data: { ...link, createdAt: BigInt(link.createdAt) } })
    },

    async list() {
      const rows = await prisma.overlayLink.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] })
      return rows.map(fromRow)
    },

    async findByHash(tokenHash) {
      const row = await prisma.overlayLink.findUnique({ where: { tokenHash } })
      return row && fromRow(row)
    },

    async setHash(id, tokenHash) {
      await prisma.overlayLink.updateMany({ where: { id, tokenHash: null }, data: { tokenHash } })
    },

    async revoke(id, at) {
      const { count } = await prisma.overlayLink.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: BigInt(at) },
      })
      // Revoked already: true as well, and the first time stands.
      return count > 0 || (await prisma.overlayLink.count({ where: { id } })) > 0
    },
  }
}

const fromRow = (row: OverlayLink) => ({
  id: row.id,
  label: row.label,
  kind: row.kind as 'overlay' | 'rehearsal',
  widgets: Widget.array().parse(row.widgets),
  standing: row.standing,
  createdAt: Number(row.createdAt),
  revokedAt: fromInstant(row.revokedAt),
})
