import { expect, test } from 'vitest'
import { fromLocalInput, toLocalInput } from './local-time.ts'

test('a time typed is the time shown, in this device’s zone', () => {
  for (const at of [Date.UTC(2026, 11, 1, 20, 0), Date.UTC(2026, 6, 1, 0, 30)])
    expect(fromLocalInput(toLocalInput(at))).toBe(at)
  expect(toLocalInput(new Date(2026, 11, 1, 20, 5).getTime())).toBe('2026-12-01T20:05')
})

test.each(['', '2026-12-01', 'tomorrow', '2026-13-45T99:99'])('%j is no time', (typed) => {
  expect(fromLocalInput(typed)).toBeNull()
})
