import { OverlayPreset, type OverlaysView } from '@yosegaki/contract'
import { z } from 'zod'
import type { Clock, LateWriter, SmallStore } from '../ports.ts'

const KEY = 'overlays'
const Kept = z.object({
  blank: z.boolean(),
  reloadAt: z.number().int().nonnegative(),
  presets: z.array(OverlayPreset),
})
type Kept = z.infer<typeof Kept>
const NOTHING_YET: Kept = { blank: false, reloadAt: 0, presets: [] }

type Ports = {
  store: SmallStore
  clock: Clock
  late: LateWriter
  /** Names the pages that are served. */
  version: string
}

/**
 * What producers decide about all overlays at once. It outlives a restart: what was blanked in a panic must not come back by
 * itself.
 */
export async function openOverlayDesk({ store, clock, late, version }: Ports) {
  let kept = Kept.catch(NOTHING_YET).parse(JSON.parse((await store.get(KEY)) ?? 'null'))
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other, so that what is stored last is what was decided last. */
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const turn = last.then(write)
    last = turn.catch(() => undefined)
    return turn
  }
  const keep = (change: Partial<Kept>): Promise<void> =>
    inTurn(async () => {
      await store.set(KEY, JSON.stringify({ ...kept, ...change }))
      kept = { ...kept, ...change }
    })

  return {
    view: (): OverlaysView => ({ version, ...kept }),
    /** Holds at once, come what may. False: not stored yet. */
    blank(on: boolean): Promise<boolean> {
      kept = { ...kept, blank: on }
      return late.write('what overlays show', () => inTurn(() => store.set(KEY, JSON.stringify(kept))))
    },
    reload: (): Promise<void> => keep({ reloadAt: Math.max(clock.now(), kept.reloadAt + 1) }),
    savePresets: (presets: OverlayPreset[]): Promise<void> => keep({ presets }),
  }
}
