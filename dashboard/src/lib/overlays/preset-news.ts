import type { OverlayLook, OverlayPreset } from '@yosegaki/contract'

/** What became of one saved look; null where there is none of its name. */
export type PresetNews = { name: string; was: OverlayLook | null; is: OverlayLook | null }
/** A look to be saved under a name, or with null to be deleted. */
export type PresetChange = { name: string; look: OverlayLook | null }

type Presets = readonly OverlayPreset[]

/** What somebody else changed from `before` to `now`. */
export function presetNews(before: Presets, now: Presets): PresetNews[] {
  const names = new Set([...before, ...now].map(({ name }) => name))
  return [...names]
    .map((name) => ({ name, was: lookIn(before, name), is: lookIn(now, name) }))
    .filter(({ was, is }) => (was === null) !== (is === null) || differingParts(was, is).length > 0)
}

export const withChange = (presets: Presets, { name, look }: PresetChange): OverlayPreset[] => [
  ...presets.filter((each) => each.name !== name),
  ...(look === null ? [] : [{ name, look }]),
]

export const lookIn = (presets: Presets, name: string): OverlayLook | null =>
  presets.find((each) => each.name === name)?.look ?? null

/** The parts that two looks have unlike. */
export function differingParts(a: OverlayLook | null, b: OverlayLook | null): (keyof OverlayLook)[] {
  const parts = new Set(Object.keys({ ...a, ...b }) as (keyof OverlayLook)[])
  return [...parts].filter((part) => a?.[part] !== b?.[part])
}

/** "night" -> "night-2", or the next that nobody has taken; at most 32 letters long, as names are. */
export function freeName(name: string, presets: Presets): string {
  const taken = new Set(presets.map((each) => each.name))
  for (let n = 2; ; n += 1) {
    const next = `${name.slice(0, 32 - `-${n}`.length)}-${n}`
    if (!taken.has(next)) return next
  }
}
