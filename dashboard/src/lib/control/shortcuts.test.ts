import { COMMANDS } from '@yosegaki/contract'
import { expect, test } from 'vitest'
import { BLANK_KEY, commandFor, KEYS, type KeyPress, letterOf } from './shortcuts.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  typing: false,
  ...more,
})

test('a letter means its command, large or small', () => {
  expect(commandFor(press('s'), COMMANDS)).toBe('artwork:skip')
  expect(commandFor(press('N'), COMMANDS)).toBe('artwork:start')
  expect(commandFor(press('q'), COMMANDS)).toBeNull()
})

test('only what is possible now', () => {
  expect(commandFor(press('s'), ['artwork:hold'])).toBeNull()
  expect(commandFor(press('h'), ['artwork:hold'])).toBe('artwork:hold')
  expect(commandFor(press('h'), ['artwork:resume'])).toBe('artwork:resume')
})

test.each([
  { repeat: true },
  { ctrlKey: true },
  { metaKey: true },
  { altKey: true },
  { isComposing: true },
  { typing: true },
])('%j means none', (more) => {
  expect(commandFor(press('s', more), COMMANDS)).toBeNull()
})

test('O2: the panic button has a key of its own', () => {
  expect(letterOf(press('b'))).toBe(BLANK_KEY)
  expect(letterOf(press('b', { typing: true }))).toBeNull()
  expect(Object.values(KEYS)).not.toContain(BLANK_KEY)
})
