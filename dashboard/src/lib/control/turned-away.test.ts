import { CONTROL_REFUSALS } from '@yosegaki/contract'
import { expect, it } from 'vitest'
import { away, turnedAway } from './turned-away.ts'

it.each([
  [CONTROL_REFUSALS.signedOut, 'refused'],
  [CONTROL_REFUSALS.notAllowed, 'barred'],
  [CONTROL_REFUSALS.databaseAway, 'stalled'],
  ['Invalid namespace', 'lost'],
  ['anything else', 'lost'],
])('S8: turned away with %s, a control room says %s and knocks again', (reason, connection) => {
  const told = turnedAway(reason, true)
  expect(told.connection).toBe(connection)
  expect(told.againMs).toBeGreaterThan(0)
})

it('S8: what passes by itself is asked for sooner than what somebody has to do something about', () => {
  const wait = (reason: string): number => turnedAway(reason, true).againMs
  for (const soon of [CONTROL_REFUSALS.databaseAway, 'Invalid namespace'])
    for (const late of [CONTROL_REFUSALS.signedOut, CONTROL_REFUSALS.notAllowed])
      expect(wait(soon)).toBeLessThan(wait(late))
})

it('S8: before anything was heard, nothing is said to be lost', () => {
  expect(turnedAway('Invalid namespace', false).connection).toBe('connecting')
  expect([away(false), away(true)]).toEqual(['connecting', 'lost'])
})
