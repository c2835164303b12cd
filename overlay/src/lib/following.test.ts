import { EMPTY_SHOW, PROTOCOL_VERSION, sameText } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import { type Following, hearDelta, hearSnapshot, reloadWait } from './following.ts'

const snapshot = { protocol: PROTOCOL_VERSION, seq: 7, at: 1000, view: EMPTY_SHOW }
const known: Following = { seq: 7, view: EMPTY_SHOW }
const notice = sameText('hi')

describe('following a show', () => {
  it('S1 takes the snapshot as the whole truth, also when its number is lower (the server restarted)', () => {
    expect(hearSnapshot(null, snapshot)).toEqual({ following: known, ask: 'nothing', at: 1000 })
    expect(hearSnapshot({ seq: 99, view: { ...EMPTY_SHOW, notice } }, snapshot).following).toEqual(known)
  })

  it('S2 folds the next delta in by whole sections', () => {
    const heard = hearDelta(known, { seq: 8, at: 1100, changes: { notice } })
    expect(heard).toEqual({
      following: { seq: 8, view: { ...EMPTY_SHOW, notice } },
      ask: 'nothing',
      at: 1100,
    })
  })

  it('S4 a skipped number changes nothing and asks again', () => {
    expect(hearDelta(known, { seq: 9, at: 1, changes: { notice } })).toEqual({
      following: known,
      ask: 'resync',
      at: null,
    })
  })

  it('S4 a delta already seen changes nothing', () => {
    expect(hearDelta(known, { seq: 7, at: 1, changes: { notice } })).toMatchObject({
      following: known,
      ask: 'nothing',
    })
  })

  it('S4 a delta before any snapshot asks for one', () => {
    expect(hearDelta(null, { seq: 1, at: 1, changes: {} })).toMatchObject({ following: null, ask: 'resync' })
  })

  it('T5 what does not fit the schema is dropped and asked for again', () => {
    const bad = [
      null,
      'x',
      {},
      { ...snapshot, view: { ...EMPTY_SHOW, themes: 'many' } },
      { ...snapshot, seq: -1 },
    ]
    for (const payload of bad) {
      expect(hearSnapshot(known, payload)).toEqual({ following: known, ask: 'resync', at: null })
    }
    expect(hearDelta(known, { seq: 8, at: 1, changes: { frame: { url: 3 } } })).toMatchObject({
      following: known,
      ask: 'resync',
    })
  })

  it('S7 another protocol asks for a reload and shows nothing it could misread', () => {
    const newer = { protocol: PROTOCOL_VERSION + 1, seq: 1, at: 1, view: { other: true } }
    expect(hearSnapshot(known, newer)).toEqual({ following: known, ask: 'reload', at: null })
  })

  it('S7 reloads at most once a minute', () => {
    expect(reloadWait(null, 5000)).toBe(0)
    expect(reloadWait(5000, 5000)).toBe(60_000)
    expect(reloadWait(5000, 45_000)).toBe(20_000)
    expect(reloadWait(5000, 95_000)).toBe(0)
    expect(reloadWait(9_000_000, 5000)).toBe(0)
  })
})
