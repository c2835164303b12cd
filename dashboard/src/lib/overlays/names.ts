import type { CORNERS, Widget } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'

export const WIDGET_NAMES: Said<Widget> = {
  stage: m.overlays_widget_stage,
  canvas: m.overlays_widget_canvas,
  progress: m.overlays_widget_progress,
  ballot: m.overlays_widget_ballot,
  themes: m.overlays_widget_themes,
  credits: m.overlays_widget_credits,
  ticker: m.overlays_widget_ticker,
  'starting-soon': m.overlays_widget_starting_soon,
  between: m.overlays_widget_between,
}

/** The parts of a look, as they are called in a link. */
export const LOOK_PARTS = {
  lang: m.overlays_look_part_lang,
  theme: m.overlays_look_part_theme,
  font: m.overlays_look_part_font,
  corner: m.overlays_look_part_corner,
  motion: m.overlays_look_part_motion,
  reveal: m.overlays_look_part_reveal,
  paper: m.overlays_look_part_paper,
  ink: m.overlays_look_part_ink,
  accent: m.overlays_look_part_accent,
  lead: m.overlays_look_part_lead,
} as const

/** What a part may be. */
export const LOOK_VALUES = {
  ja: m.overlays_look_value_ja,
  en: m.overlays_look_value_en,
  both: m.overlays_look_value_both,
  light: m.overlays_look_value_light,
  dark: m.overlays_look_value_dark,
  maru: m.overlays_look_value_maru,
  gothic: m.overlays_look_value_gothic,
  on: m.overlays_look_value_on,
  off: m.overlays_look_value_off,
  brush: m.overlays_look_value_brush,
  fade: m.overlays_look_value_fade,
  'top-left': m.overlays_look_value_top_left,
  top: m.overlays_look_value_top,
  'top-right': m.overlays_look_value_top_right,
  left: m.overlays_look_value_left,
  center: m.overlays_look_value_center,
  right: m.overlays_look_value_right,
  'bottom-left': m.overlays_look_value_bottom_left,
  bottom: m.overlays_look_value_bottom,
  'bottom-right': m.overlays_look_value_bottom_right,
} as const satisfies Said<(typeof CORNERS)[number]> & Readonly<Record<string, () => string>>
