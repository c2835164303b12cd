import { expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { secondsSince, secondsUntil, spanInWords } from './time-left.ts'

test('time left is by the server’s clock', () => {
  expect(secondsUntil(20_000, 10_000, 0)).toBe(10)
  // The server is 4 s ahead of this page.
  expect(secondsUntil(20_000, 10_000, 4_000)).toBe(6)
  expect(secondsUntil(20_000, 19_001, 0)).toBe(1)
  expect(secondsUntil(20_000, 30_000, 0)).toBe(0)
})

test('A27: time gone is by the server’s clock too', () => {
  expect(secondsSince(10_000, 13_900, 0)).toBe(3)
  expect(secondsSince(10_000, 9_000, 4_000)).toBe(3)
  expect(secondsSince(10_000, 9_000, 0)).toBe(0)
})

test('a span is said in seconds, then in minutes', () => {
  expect([spanInWords(89), spanInWords(125)]).toEqual(['89秒', '2分05秒'])
  overwriteGetLocale(() => 'en')
  expect([spanInWords(89), spanInWords(125)]).toEqual(['89 s', '2:05'])
})
