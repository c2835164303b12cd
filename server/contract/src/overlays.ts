import { z } from 'zod'
import { Instant } from './text.ts'

/** Pages for OBS, each at `/overlay/<widget>?token=…`. `stage` is all of the show; the last two are whole scenes. */
export const WIDGETS = [
  'stage',
  'canvas',
  'progress',
  'ballot',
  'themes',
  'credits',
  'ticker',
  'starting-soon',
  'between',
] as const
export const Widget = z.enum(WIDGETS)
export type Widget = z.infer<typeof Widget>

/** What each is drawn for, in pixels of a 1920 x 1080 canvas; it grows and shrinks with its source. */
export const WIDGET_SIZES: Readonly<Record<Widget, { width: number; height: number }>> = {
  stage: { width: 1920, height: 1080 },
  canvas: { width: 880, height: 880 },
  progress: { width: 968, height: 192 },
  ballot: { width: 968, height: 600 },
  themes: { width: 800, height: 480 },
  credits: { width: 800, height: 880 },
  ticker: { width: 1920, height: 112 },
  'starting-soon': { width: 1920, height: 1080 },
  between: { width: 1920, height: 1080 },
}

export const CORNERS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const

/** `e8a917` or `#E8A917`; on an address the `#` is left out. */
const Colour = z
  .string()
  .trim()
  .regex(/^#?[0-9a-f]{6}$/i)
  .transform((text) => `#${text.replace('#', '').toLowerCase()}`)

/**
 * How an overlay looks: on its address (`?corner=top-left&paper=fbf8f1`), or under a name as a preset (`?preset=night`). What
 * the address says outweighs the preset; what neither says is the house's own look.
 */
export const OverlayLook = z
  .object({
    lang: z.enum(['ja', 'en', 'both']),
    theme: z.enum(['light', 'dark']),
    /** maru: Zen Maru Gothic, as written by hand. gothic: Noto Sans JP. */
    font: z.enum(['maru', 'gothic']),
    /** Where in its source the widget lies. */
    corner: z.enum(CORNERS),
    motion: z.enum(['on', 'off']),
    /** How an artwork's first frame comes in. */
    reveal: z.enum(['brush', 'fade']),
    paper: Colour,
    ink: Colour,
    /** Progress and clocks. */
    accent: Colour,
    /** The leading option. */
    lead: Colour,
  })
  .partial()
export type OverlayLook = z.infer<typeof OverlayLook>

export const PresetName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a-z, 0-9 and -, at most 32')
export const OverlayPreset = z.object({ name: PresetName, look: OverlayLook })
export type OverlayPreset = z.infer<typeof OverlayPreset>

/** What producers decide about all overlays at once. */
export const OverlaysView = z.object({
  /** Of the pages that are served. A page of another version loads itself again. */
  version: z.string().max(80),
  /** Every overlay shows nothing at all. */
  blank: z.boolean(),
  /** When producers last asked every overlay to load itself again. */
  reloadAt: Instant,
  presets: z.array(OverlayPreset).max(12),
})
export type OverlaysView = z.infer<typeof OverlaysView>

/** POST /api/overlays/blank, /api/overlays/presets (a list saved whole: stands.ts); POST /api/overlays/reload has no body. */
export const OverlaysBlank = z.object({ on: z.boolean() })
/** `kept`: in database and audit log; false: the database is away, they get it once it is back, unless the server ends before. */
export const OverlaysBlanked = z.object({ ok: z.literal(true), kept: z.boolean() })
export type OverlaysBlanked = z.infer<typeof OverlaysBlanked>
export const OverlayPresets = z.object({
  presets: z
    .array(OverlayPreset)
    .max(12)
    .refine((presets) => new Set(presets.map(({ name }) => name)).size === presets.length, 'each name once'),
})
