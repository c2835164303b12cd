import { OverlayLook, PresetName, type Text } from '@yosegaki/contract'
import { lookVariables } from './colours.ts'

/**
 * What a page's address says. A value that does not fit is left out, so that a live stream never shows an error; `problems` says
 * which and why, for the preview.
 */
export type Address = {
  token: string | null
  preset: string | null
  preview: boolean
  look: OverlayLook
  problems: Text[]
}
export type Lang = NonNullable<OverlayLook['lang']>
/** A look with nothing left open but the theme: without one, the system decides. */
export type Look = OverlayLook & { lang: Lang; motion: 'on' | 'off' }

type Part = keyof OverlayLook
const PARTS = Object.keys(OverlayLook.shape) as Part[]

export function readAddress(search: string): Address {
  const query = new URLSearchParams(search)
  const problems: Text[] = []
  const look: Record<string, unknown> = {}
  for (const part of PARTS) {
    const value = query.get(part)
    if (value === null) continue
    const read = OverlayLook.shape[part].safeParse(value)
    if (read.success) look[part] = read.data
    else problems.push(notThis(part, value))
  }
  const preset = query.get('preset')
  const named = PresetName.safeParse(preset)
  if (preset !== null && !named.success) problems.push(notThis('preset', preset))
  return {
    token: query.get('token')?.trim() || null,
    preset: named.success ? named.data : null,
    preview: query.has('preview'),
    look,
    problems,
  }
}

/** What the address says outweighs the preset; what neither says is as the house does it. */
export const lookOf = (address: Address, preset: OverlayLook | undefined): Look => ({
  lang: 'both',
  motion: 'on',
  ...preset,
  ...address.look,
})

let painted: string[] = []

/** Put the look where the style sheets find it. True where its colours can be read and are in use. */
export function applyLook(look: Look, root: HTMLElement): boolean {
  root.lang = look.lang === 'en' ? 'en' : 'ja'
  if (look.theme) root.dataset.theme = look.theme
  else delete root.dataset.theme
  root.dataset.motion = look.motion
  root.dataset.font = look.font ?? 'maru'
  const colours = lookVariables(look)
  for (const name of painted) root.style.removeProperty(name)
  painted = Object.keys(colours ?? {})
  for (const [name, value] of Object.entries(colours ?? {})) root.style.setProperty(name, value)
  return colours !== null
}

function notThis(part: string, value: string): Text {
  const given = value.length > 24 ? `${value.slice(0, 24)}…` : value
  const allowed = allowedFor(part)
  return {
    ja: `${part}: 「${given}」は使えません。${allowed.ja}`,
    en: `${part}: "${given}" cannot be used. ${allowed.en}`,
  }
}

function allowedFor(part: string): Text {
  const shape: unknown = (OverlayLook.shape as Record<string, { unwrap(): { options?: string[] } }>)[part]
  const options = (shape as { unwrap(): { options?: string[] } } | undefined)?.unwrap().options
  if (options) return { ja: `使えるのは ${options.join('、')}`, en: `One of: ${options.join(', ')}` }
  if (part === 'preset') {
    return { ja: '名前は英小文字・数字・ハイフンです', en: 'A name is a-z, 0-9 and -' }
  }
  return { ja: '色は e8a917 のような6桁です', en: 'A colour is six digits such as e8a917' }
}
