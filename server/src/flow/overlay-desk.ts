import { OverlayPreset, type OverlaysView } from '@yosegaki/contract'
import { z } from 'zod'
import type { Clock, SmallStore } from '../ports.ts'

const KEY = 'overlays'
const Kept = z.object({
  blank: z.boolean(),
  reloadAt: z.number().int().nonnegative(),
  presets: z.array(OverlayPreset),
})
type Kept = z.infer<typeof Kept>
const NOTHING_YET: Kept = { blank: false, reloadAt: 0, presets: [] }

/**
 * What producers decide about all overlays at once. It outlives a restart: what was blanked in a panic must not come back by
 * itself. `version` names the pages that are served.
 */
export async function openOverlayDesk(store: SmallStore, clock: Clock, version: string) {
  let kept = Kept.catch(NOTHING_YET).parse(JSON.parse((await store.get(KEY)) ?? 'null'))

  const keep = async (change: Partial<Kept>): Promise<void> => {
    kept = { ...kept, ...change }
    await store.set(KEY, JSON.stringify(kept))
  }

  return {
    view: (): OverlaysView => ({ version, ...kept }),
    blank: (on: boolean): Promise<void> => keep({ blank: on }),
    reload: (): Promise<void> => keep({ reloadAt: Math.max(clock.now(), kept.reloadAt + 1) }),
    savePresets: (presets: OverlayPreset[]): Promise<void> => keep({ presets }),
  }
}
