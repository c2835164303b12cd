import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'
import type { Theme } from './theme.ts'

export const THEME_NAMES: Said<Theme> = {
  system: m.site_theme_system,
  light: m.site_theme_light,
  dark: m.site_theme_dark,
}
