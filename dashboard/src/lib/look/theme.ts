/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'
export const THEMES = ['system', 'light', 'dark'] as const

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme)

/** What the switch turns to next. */
export const nextTheme = (theme: Theme): Theme =>
  THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
