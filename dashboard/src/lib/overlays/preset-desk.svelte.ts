import { ListSaved, type OverlayPreset, OverlayPresets, standOf } from '@yosegaki/contract'
import { reasonFor } from '#lib/control/commands.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { send } from '#lib/send.ts'
import { lookIn, type PresetChange, type PresetNews, presetNews, withChange } from './preset-news.ts'

/** Two producers changed one look: what this one wants, beside what the other made of it. */
export type Clash = { mine: PresetChange; theirs: PresetNews }

const PATH = '/api/overlays/presets'
const TRIES = 3

/**
 * The saved looks. Saving over what somebody else saved since is turned down (T15); then what they changed is told, and where it is
 * not the look at hand both stay (T16).
 */
export function presetDesk(presets: readonly OverlayPreset[]) {
  let kept = $state.raw(presets)
  let stand = standOf(presets)
  let note = $state.raw<{ text: string; problem: boolean } | null>(null)
  let news = $state.raw<readonly PresetNews[]>([])
  let clash = $state.raw<Clash | null>(null)

  async function keep(mine: PresetChange, tries = TRIES): Promise<boolean> {
    const next = withChange(kept, mine)
    const sent = await send('POST', PATH, { presets: next }, stand)
    if (sent.ok) {
      stand = ListSaved.parse(sent.value).stand
      kept = next
      note = { text: m.overlays_look_saved(), problem: false }
      return true
    }
    const now = sent.status === 412 ? OverlayPresets.shape.presets.safeParse(sent.now) : null
    if (!now?.success || tries <= 1) {
      note = { text: reasonFor(sent), problem: true }
      return false
    }
    const changed = presetNews(kept, now.data)
    stand = standOf(now.data)
    kept = now.data
    news = [...news, ...changed.filter(({ name }) => name !== mine.name)]
    const theirs = changed.find(({ name }) => name === mine.name)
    if (theirs === undefined) return keep(mine, tries - 1)
    clash = { mine, theirs }
    return false
  }

  return {
    get kept() {
      return kept
    },
    get note() {
      return note
    },
    /** What somebody else changed since this page was opened, found out when something was saved. */
    get news() {
      return news
    },
    /** Until one of both is chosen. */
    get clash() {
      return clash
    },
    lookOf: (name: string) => lookIn(kept, name),
    /** True when the server has it. */
    keep(mine: PresetChange): Promise<boolean> {
      note = null
      news = []
      clash = null
      return keep(mine)
    },
    leave(): void {
      clash = null
    },
  }
}
