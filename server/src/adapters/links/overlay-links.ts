import { createHmac } from 'node:crypto'
import type { OverlayLinkCreate, OverlayLinkMade, OverlayLinkView, Widget } from '@yosegaki/contract'
import type { Clock, OverlayLinkStore, Random } from '../../ports.ts'
import { hashOf, newToken } from '../auth/tokens.ts'

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
 * Overlay and rehearsal links. A link's token is shown when it is made and never again: only its hash is kept (T1-T3). The
 * standing ones' are made from the house's secret, so that the terminal can print them at every start.
 */
export function createOverlayLinks({ store, clock, random, secret, publicUrl }: Ports) {
  const standingToken = (id: string): string =>
    `${id}.${createHmac('sha256', secret).update(id).digest('base64url').slice(0, 32)}`
  const urlOf = ({ kind, widgets }: Pick<OverlayLinkView, 'kind' | 'widgets'>, token: string): string =>
    `${publicUrl()}/overlay/${kind === 'overlay' ? (widgets[0] ?? 'stage') : 'rehearsal'}?token=${token}`

  const make = async (
    { label, kind, widgets = [] }: OverlayLinkCreate,
    standing: boolean,
  ): Promise<OverlayLinkMade> => {
    const id = random.id()
    const token = standing ? standingToken(id) : newToken()
    const link = { id, label, kind, widgets, standing, createdAt: clock.now() }
    await store.create({ ...link, tokenHash: hashOf(token) })
    return { ...link, revokedAt: null, url: urlOf(link, token) }
  }

  return {
    create: (asked: OverlayLinkCreate): Promise<OverlayLinkMade> => make(asked, false),
    list: (): Promise<OverlayLinkView[]> => store.list(),
    revoke: (id: string): Promise<boolean> => store.revoke(id, clock.now()),

    /** One overlay link and one rehearsal link stand from the first start on; a producer makes more, or revokes these. */
    async standing(): Promise<OverlayLinkMade[]> {
      if ((await store.list()).length === 0) {
        await make({ label: 'OBS', kind: 'overlay' }, true)
        await make({ label: 'Rehearsal', kind: 'rehearsal' }, true)
      }
      const standing = (await store.list()).filter((link) => link.standing && link.revokedAt === null)
      // Links of an older program have no hash yet.
      for (const { id } of standing) await store.setHash(id, hashOf(standingToken(id)))
      return standing.map((link) => ({ ...link, url: urlOf(link, standingToken(link.id)) })).reverse()
    },

    /** What the token allows that widget, or null: unknown, forged or revoked, or not for it. */
    async verify(token: string, widget: Widget = 'stage'): Promise<LinkGrant | null> {
      const link = await store.findByHash(hashOf(token))
      if (link === null || link.revokedAt !== null) return null
      const opens = link.widgets.length === 0 || link.widgets.includes(widget)
      return opens ? { id: link.id, kind: link.kind } : null
    },
  }
}
