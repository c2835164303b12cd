import {
  ObsAdd,
  type ObsAdded,
  ObsSettings,
  type ObsView,
  type OverlayPreset,
  OverlayPresets,
  OverlaysBlank,
  type OverlaysBlanked,
  type OverlaysView,
  type Text,
} from '@yosegaki/contract'
import type { AuditLog } from '../store/audit-log.ts'
import type { OpenDoor } from './doors.ts'
import { answer, parseBody } from './replies.ts'
import type { SaveList } from './save-list.ts'

export type ObsPorts = {
  view(): Promise<ObsView>
  save(settings: ObsSettings): Promise<void>
  add(asked: ObsAdd): Promise<{ ok: true; added: ObsAdded } | { ok: false; reason: Text }>
}

export type OverlaysPorts = {
  view(): OverlaysView
  /** At once. False: not stored yet. */
  blank(on: boolean): Promise<boolean>
  reload(): Promise<void>
  savePresets(presets: OverlayPreset[]): Promise<void>
}

/** What producers decide about all overlays at once. `changed` shows it to everyone. */
export function openOverlays(
  door: OpenDoor,
  saveList: SaveList,
  { overlays, changed }: { overlays: OverlaysPorts; changed(): void },
): void {
  door('POST /api/overlays/reload', async (_request, response) => {
    await overlays.reload()
    changed()
    response.json({ ok: true })
  })
  door('POST /api/overlays/presets', (request, response, { tell }) => {
    const { presets } = parseBody(OverlayPresets, request.body)
    const save = async () => {
      await overlays.savePresets(presets)
      return { ok: true } as const
    }
    return saveList(request, response, { list: () => overlays.view().presets, wanted: presets, save, tell })
  })
}

/**
 * The panic button, and its undo: done even where the database is away and neither says who asks nor takes a line of the audit log.
 * Nothing else is.
 */
export function openBlanking(
  door: OpenDoor,
  { overlays, changed, audit }: { overlays: OverlaysPorts; changed(): void; audit: AuditLog },
): void {
  door('POST /api/overlays/blank', async ({ body }, response, { who }) => {
    const { on } = parseBody(OverlaysBlank, body)
    const act = await audit.beginAnyway({ who, door: 'POST /api/overlays/blank', what: { on } })
    const stored = overlays.blank(on)
    changed()
    const kept = (await stored) && act.written
    act.done()
    response.json({ ok: true, kept } satisfies OverlaysBlanked)
  })
}

/** The OBS that the overlays are added to. */
export function openObs(door: OpenDoor, obs: ObsPorts): void {
  door('GET /api/obs', async (_request, response) => void response.json(await obs.view()))
  door('POST /api/obs', async ({ body }, response, { tell }) => {
    const settings = parseBody(ObsSettings, body)
    await tell({ address: settings.address })
    await obs.save(settings)
    response.json(await obs.view())
  })
  door('POST /api/obs/add', async ({ body }, response, { tell }) => {
    const asked = parseBody(ObsAdd, body)
    await tell(asked)
    const result = await obs.add(asked)
    // By then some of it may stand in OBS.
    if (!result.ok) return answer({ ...result, tried: true }, asked)
    response.json(result.added)
  })
}
