import {
  ObsAdd,
  type ObsAdded,
  ObsSettings,
  type ObsView,
  type OverlayPreset,
  OverlayPresets,
  OverlaysBlank,
  type OverlaysView,
  type Text,
} from '@yosegaki/contract'
import type { OpenDoor } from './doors.ts'
import { parseBody, refused } from './replies.ts'
import type { SaveList } from './save-list.ts'

export type ObsPorts = {
  view(): Promise<ObsView>
  save(settings: ObsSettings): Promise<void>
  add(asked: ObsAdd): Promise<{ ok: true; added: ObsAdded } | { ok: false; reason: Text }>
}

export type OverlaysPorts = {
  view(): OverlaysView
  blank(on: boolean): Promise<void>
  reload(): Promise<void>
  savePresets(presets: OverlayPreset[]): Promise<void>
}

/** What producers decide about all overlays at once. `changed` shows it to everyone. */
export function openOverlays(
  door: OpenDoor,
  saveList: SaveList,
  { overlays, changed }: { overlays: OverlaysPorts; changed(): void },
): void {
  door('POST /api/overlays/blank', async ({ body }, response) => {
    const { on } = parseBody(OverlaysBlank, body)
    await overlays.blank(on)
    changed()
    response.json({ ok: true })
    return { on }
  })
  door('POST /api/overlays/reload', async (_request, response) => {
    await overlays.reload()
    changed()
    response.json({ ok: true })
  })
  door('POST /api/overlays/presets', (request, response) => {
    const { presets } = parseBody(OverlayPresets, request.body)
    const save = async () => {
      await overlays.savePresets(presets)
      return { ok: true } as const
    }
    return saveList(request, response, { list: () => overlays.view().presets, save })
  })
}

/** The OBS that the overlays are added to. */
export function openObs(door: OpenDoor, obs: ObsPorts): void {
  door('GET /api/obs', async (_request, response) => void response.json(await obs.view()))
  door('POST /api/obs', async ({ body }, response) => {
    const settings = parseBody(ObsSettings, body)
    await obs.save(settings)
    response.json(await obs.view())
    return { address: settings.address }
  })
  door('POST /api/obs/add', async ({ body }, response) => {
    const asked = parseBody(ObsAdd, body)
    const result = await obs.add(asked)
    if (!result.ok) throw refused.notNow(result.reason)
    response.json(result.added)
    return asked
  })
}
