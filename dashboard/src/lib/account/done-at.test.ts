import { ACCESS, COMMANDS, type Door, mayOpen } from '@yosegaki/contract'
import { expect, it } from 'vitest'
import { doneAt } from './done-at.ts'

const told = (Object.keys(ACCESS) as Door[]).filter(
  (door) => !door.startsWith('GET ') && !door.startsWith('socket ') && !mayOpen('nobody', door),
)

it('T13, W8: all that members can do has words of its own in the audit log', () => {
  expect(told.length).toBeGreaterThan(30)
  for (const door of told) expect(doneAt(door, { command: 'artwork:hold' })).not.toBe(door)
  for (const command of COMMANDS) expect(doneAt('POST /api/commands/:command', { command })).not.toBe(command)
})
