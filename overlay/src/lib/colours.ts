import type { OverlayLook } from '@yosegaki/contract'

/** LOOK.md's own, where a look leaves one out. */
const HOUSE = {
  light: { paper: '#fbf8f1', ink: '#1f1b16', accent: '#2b4c7e', lead: '#e8a917' },
  dark: { paper: '#14161a', ink: '#ece6da', accent: '#8fb3e8', lead: '#e8a917' },
}
/** WCAG AA for text. */
const READABLE = 4.5

/**
 * The CSS variables of a look's own colours: everything between paper and ink is mixed from them. Empty where it has none, null
 * where ink could not be read on paper (then the house's own stay).
 */
export function lookVariables(look: OverlayLook): Record<string, string> | null {
  if (!look.paper && !look.ink && !look.accent && !look.lead) return {}
  const house = HOUSE[look.theme ?? 'light']
  const { paper, ink, accent, lead } = { ...house, ...dropEmpty(look) }
  if (contrast(paper, ink) < READABLE) return null
  const variables: Record<string, string> = {
    '--on-yamabuki': readableOn(lead),
    '--yamabuki': lead,
    '--bar-leading': readableMix(lead, paper, ink),
    '--indigo': accent,
    '--indigo-ink': accent,
    '--on-indigo': readableOn(accent),
  }
  if (!look.paper && !look.ink) return variables
  return {
    ...variables,
    '--paper': paper,
    '--sheet': mix(
      paper,
      contrast(paper, '#ffffff') < contrast(paper, '#000000') ? '#ffffff' : '#000000',
      0.25,
    ),
    '--strip': `${paper}eb`,
    '--canvas': paper,
    '--canvas-mark': mix(paper, ink, 0.12),
    '--ink': ink,
    '--faded': fadedInk(paper, ink),
    '--rule': mix(paper, ink, 0.14),
    '--bar': mix(paper, ink, 0.16),
  }
}

/** WCAG's contrast ratio of two `#rrggbb`, 1..21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const readableOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#1f1b16') ? '#ffffff' : '#1f1b16'

/** As pale as an ink can be and still be read. */
function fadedInk(paper: string, ink: string): string {
  const pale = [0.35, 0.25, 0.15].map((share) => mix(ink, paper, share))
  return pale.find((each) => contrast(each, paper) >= READABLE) ?? ink
}

/** `colour` under ink: thinned with paper until ink reads on it. */
function readableMix(colour: string, paper: string, ink: string): string {
  const thinned = [0.35, 0.5, 0.65, 0.8].map((share) => mix(colour, paper, share))
  return thinned.find((each) => contrast(each, ink) >= READABLE) ?? paper
}

/** `a` with `share` (0..1) of `b` in it. */
function mix(a: string, b: string, share: number): string {
  const [x, y] = [channels(a), channels(b)]
  return `#${x.map((value, i) => hex(value + ((y[i] ?? value) - value) * share)).join('')}`
}

const hex = (value: number): string => Math.round(value).toString(16).padStart(2, '0')
const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

type Colours = { paper: string; ink: string; accent: string; lead: string }
const dropEmpty = ({ paper, ink, accent, lead }: OverlayLook): Partial<Colours> =>
  Object.fromEntries(
    Object.entries({ paper, ink, accent, lead }).filter(([, colour]) => colour !== undefined),
  )
