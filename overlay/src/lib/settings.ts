/** What a producer may set on an overlay's address. A value nobody knows is taken as the default, never an error. */
export type Settings = {
  token: string | null
  lang: 'ja' | 'en' | 'both'
  theme: 'light' | 'dark' | null
  motion: boolean
}
export type Lang = Settings['lang']

export function readSettings(search: string): Settings {
  const query = new URLSearchParams(search)
  const lang = query.get('lang')
  const theme = query.get('theme')
  return {
    token: query.get('token')?.trim() || null,
    lang: lang === 'ja' || lang === 'en' ? lang : 'both',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    motion: query.get('motion') !== 'off',
  }
}

/** Put the settings where the style sheets look for them. */
export function applySettings(settings: Settings, root: HTMLElement): void {
  root.lang = settings.lang === 'en' ? 'en' : 'ja'
  if (settings.theme) root.dataset.theme = settings.theme
  if (!settings.motion) root.dataset.motion = 'off'
}
