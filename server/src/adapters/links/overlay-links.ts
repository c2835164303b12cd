import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OverlayLinkCreate, OverlayLinkView } from '@yosegaki/contract'
import type { Clock, OverlayLinkStore, Random } from '../../ports.ts'

type Ports = {
  store: OverlayLinkStore
  clock: Clock
  random: Random
  secret: string
  publicUrl: () => string
}
export type OverlayLinks = ReturnType<typeof createOverlayLinks>
export type LinkGrant = { id: string; kind: OverlayLinkView['kind'] }

/**
 * Overlay and rehearsal links. A token is `<id>.<hmac of id>`: it can be shown again to a producer without being stored,
 * cannot be guessed, and dies when its id is revoked (T1-T3).
 */
export function createOverlayLinks({ store, clock, random, secret, publicUrl }: Ports) {
  const tokenOf = (id: string): string =>
    `${id}.${createHmac('sha256', secret).update(id).digest('base64url').slice(0, 32)}`

  const view = (link: Omit<OverlayLinkView, 'url'>): OverlayLinkView => ({
    ...link,
    url: `${publicUrl()}/overlay/${link.kind === 'overlay' ? 'stage' : 'rehearsal'}?token=${tokenOf(link.id)}`,
  })

  return {
    async create({ label, kind }: OverlayLinkCreate): Promise<OverlayLinkView> {
      const link = { id: random.id(), label, kind, createdAt: clock.now() }
      await store.create(link)
      return view({ ...link, revokedAt: null })
    },
    list: async (): Promise<OverlayLinkView[]> => (await store.list()).map(view),
    revoke: (id: string): Promise<boolean> => store.revoke(id, clock.now()),
    /** What the token allows, or null: unknown, forged or revoked. */
    async verify(token: string): Promise<LinkGrant | null> {
      const id = token.split('.')[0] ?? ''
      const expected = Buffer.from(tokenOf(id))
      const given = Buffer.from(token)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const link = await store.find(id)
      return link === null || link.revokedAt !== null ? null : { id, kind: link.kind }
    },
  }
}
