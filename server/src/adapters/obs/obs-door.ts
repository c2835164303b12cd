import type {
  ObsAdd,
  ObsAdded,
  ObsSettings,
  ObsView,
  OverlayLinkMade,
  Text,
  Widget,
} from '@yosegaki/contract'
import { z } from 'zod'
import type { SmallStore } from '../../ports.ts'
import type { Seal } from '../system/seal.ts'
import { addOverlays } from './add-overlays.ts'
import { callObs, ObsProblem } from './obs-call.ts'

const KEY = 'obs'
const Kept = z.object({
  address: z.string(),
  /** Sealed. */
  password: z.string().nullable(),
  /** The link that the last click put into the OBS at this address; the next one takes it back. */
  linkId: z.string().nullable(),
})
const DEFAULT: z.infer<typeof Kept> = { address: 'ws://127.0.0.1:4455', password: null, linkId: null }

type Ports = {
  store: SmallStore
  seal: Seal
  /** A link for these widgets, and how to take an older one back. */
  createLink(label: string, widgets: readonly Widget[]): Promise<OverlayLinkMade>
  revokeLink(id: string): Promise<void>
}

/** The OBS of this house: where it is, and adding the overlays to it. Its password is kept sealed and told to nobody but OBS. */
export function createObsDoor({ store, seal, createLink, revokeLink }: Ports) {
  const kept = async (): Promise<z.infer<typeof Kept>> =>
    Kept.catch(DEFAULT).parse(JSON.parse((await store.get(KEY)) ?? 'null'))
  const keep = async (next: z.infer<typeof Kept>): Promise<void> => store.set(KEY, JSON.stringify(next))

  return {
    async view(): Promise<ObsView> {
      const { address, password } = await kept()
      return { address, hasPassword: password !== null }
    },

    async save({ address, password }: ObsSettings): Promise<void> {
      const before = await kept()
      await keep({
        address,
        password: password === undefined ? before.password : password === '' ? null : seal.close(password),
        linkId: address === before.address ? before.linkId : null,
      })
    },

    async add({
      widgets,
      look,
    }: ObsAdd): Promise<{ ok: true; added: ObsAdded } | { ok: false; reason: Text }> {
      const settings = await kept()
      const password = settings.password === null ? null : seal.open(settings.password)
      let linkId: string | null = null
      const makeLink = async () => {
        const { id, url } = await createLink('OBS', widgets)
        linkId = id
        return (widget: Widget) => overlayUrl(url, widget, look)
      }
      try {
        const added = await callObs({ address: settings.address, password }, (obs) =>
          addOverlays(obs, widgets, makeLink),
        )
        await keep({ ...settings, linkId })
        if (settings.linkId !== null) await revokeLink(settings.linkId)
        return { ok: true, added }
      } catch (error) {
        if (error instanceof ObsProblem) return { ok: false, reason: error.text }
        throw error
      }
    },
  }
}

/** The same token on another widget's page, with the look that was chosen. */
function overlayUrl(link: string, widget: Widget, look: string): string {
  const url = new URL(link)
  url.pathname = `/overlay/${widget}`
  for (const [name, value] of new URLSearchParams(look)) url.searchParams.set(name, value)
  return url.href
}
