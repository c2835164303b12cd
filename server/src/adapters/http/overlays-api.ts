import {
  ObsAdd,
  type ObsAdded,
  ObsSettings,
  type ObsView,
  type OverlayPreset,
  OverlayPresets,
  OverlaysBlank,
  type Text,
} from '@yosegaki/contract'
import { type RequestHandler, Router } from 'express'
import { parseBody, refused } from './replies.ts'

export type ObsPorts = {
  view(): Promise<ObsView>
  save(settings: ObsSettings): Promise<void>
  add(asked: ObsAdd): Promise<{ ok: true; added: ObsAdded } | { ok: false; reason: Text }>
}

export type OverlaysPorts = {
  blank(on: boolean): Promise<void>
  reload(): Promise<void>
  savePresets(presets: OverlayPreset[]): Promise<void>
}

/** What producers decide about all overlays at once, below `/api/overlays`. `changed` shows it to everyone. */
export function overlaysApi(
  overlays: OverlaysPorts,
  producersOnly: RequestHandler,
  changed: () => void,
): Router {
  const api = Router()
  const change = (path: string, decide: (body: unknown) => Promise<void>): void => {
    api.post(path, producersOnly, async ({ body }, response) => {
      await decide(body)
      changed()
      response.json({ ok: true })
    })
  }
  change('/blank', (body) => overlays.blank(parseBody(OverlaysBlank, body).on))
  change('/reload', () => overlays.reload())
  change('/presets', (body) => overlays.savePresets(parseBody(OverlayPresets, body).presets))
  return api
}

/** The OBS that the overlays are added to, below `/api/obs`. */
export function obsApi(obs: ObsPorts, producersOnly: RequestHandler): Router {
  const api = Router()
  api.get('/', producersOnly, async (_request, response) => void response.json(await obs.view()))
  api.post('/', producersOnly, async ({ body }, response) => {
    await obs.save(parseBody(ObsSettings, body))
    response.json(await obs.view())
  })
  api.post('/add', producersOnly, async ({ body }, response) => {
    const result = await obs.add(parseBody(ObsAdd, body))
    if (!result.ok) throw refused.notNow(result.reason)
    response.json(result.added)
  })
  return api
}
