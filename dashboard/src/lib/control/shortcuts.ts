import type { Command } from '@yosegaki/contract'

/** The key of each command, as shown on its button. Hold and resume share one: only one of them makes sense at a time. */
export const KEYS = {
  'artwork:start': 'N',
  'artwork:skip': 'S',
  'artwork:hold': 'H',
  'artwork:resume': 'H',
  'artwork:finish': 'F',
  'artwork:abandon': 'A',
  'artwork:touch-up': 'T',
  'artwork:redo-round': 'R',
  'artwork:restore-take': 'U',
  'ballot:extend': 'E',
  'ballot:void': 'V',
  'stream:stop': 'X',
} as const satisfies Partial<Record<Command, string>>

/** The panic button's: every overlay shows nothing, and again what it should. */
export const BLANK_KEY = 'B'

export type KeyedCommand = keyof typeof KEYS

export type KeyPress = {
  key: string
  repeat: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
  /** Whether the key went to something one types into. */
  typing: boolean
}

/** The letter a key press is, or null: a key held down, a browser's own shortcut and typing mean nothing here. */
export function letterOf(press: KeyPress): string | null {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.typing)
    return null
  return press.key.toUpperCase()
}

/** The command a key press means now, or null. */
export function commandFor(press: KeyPress, possible: readonly Command[]): KeyedCommand | null {
  const key = letterOf(press)
  const commands = Object.keys(KEYS) as KeyedCommand[]
  return commands.find((command) => KEYS[command] === key && possible.includes(command)) ?? null
}
