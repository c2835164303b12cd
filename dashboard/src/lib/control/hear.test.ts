import { type ControlView, EMPTY_CONTROL, PROTOCOL_VERSION } from '@yosegaki/contract'
import { expect, test } from 'vitest'
import { hearDelta, hearSnapshot } from './hear.ts'

const view: ControlView = { ...EMPTY_CONTROL, commands: ['stream:start'] }
const snapshot = { protocol: PROTOCOL_VERSION, seq: 4, at: 1_000, view }
const known = { seq: 4, view }
const delta = { seq: 5, at: 1_100, changes: { commands: ['stream:stop'] } }

test('S1: a snapshot is taken whole', () => {
  expect(hearSnapshot(null, snapshot)).toEqual({ known, ask: 'nothing', at: 1_000 })
})

test('S2: a delta replaces whole sections', () => {
  const heard = hearDelta(known, delta)
  expect(heard.known).toEqual({ seq: 5, view: { ...view, commands: ['stream:stop'] } })
  expect(heard.ask).toBe('nothing')
})

test('S4: a gap changes nothing and asks again; a delta seen before changes nothing', () => {
  expect(hearDelta(known, { ...delta, seq: 6 })).toEqual({ known, ask: 'resync', at: null })
  expect(hearDelta(known, { ...delta, seq: 4 }).known).toBe(known)
})

test('a delta before any snapshot asks for one', () => {
  expect(hearDelta(null, delta)).toEqual({ known: null, ask: 'resync', at: null })
})

test('S7: another protocol asks for a reload', () => {
  expect(hearSnapshot(known, { ...snapshot, protocol: PROTOCOL_VERSION + 1 }).ask).toBe('reload')
})

test.each([null, 'x', {}, { ...snapshot, view: { ...view, commands: ['rm'] } }])(
  'T5: %j is not taken',
  (payload) => {
    expect(hearSnapshot(known, payload)).toEqual({ known, ask: 'resync', at: null })
    expect(hearDelta(known, payload)).toEqual({ known, ask: 'resync', at: null })
  },
)
