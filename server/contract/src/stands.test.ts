import { describe, expect, it } from 'vitest'
import { type ControlView, EMPTY_CONTROL } from './control-view.ts'
import { brigadeStand, candidateStand, commandStand, standOf } from './stands.ts'

const artwork = {
  id: 'a',
  phase: 'voting',
  round: -1,
  held: false,
  take: 0,
  steps: 12,
} as ControlView['artwork']
const ballot = { round: 0, state: 'open', at: 5_000, voters: 1 } as ControlView['ballot']
const view: ControlView = { ...EMPTY_CONTROL, artwork, ballot }
const cat = { key: 'cat', text: '猫', viewers: 1, weight: 1, pinned: false, merged: [] }
const dog = { ...cat, key: 'dog', text: '犬' }

describe('T15 where a decision stands', () => {
  it('T15 is the same for the same value, and not for another', () => {
    expect(standOf({ a: [1, '猫'] })).toBe(standOf({ a: [1, '猫'] }))
    const values = [null, 0, '', '猫', [], {}, { a: 1 }, { a: 2 }, undefined]
    expect(new Set(values.map(standOf)).size).toBe(values.length)
    expect(standOf('猫')).toMatch(/^[a-z0-9]{1,12}$/)
  })

  it('T15 a vote, more viewers and another weight change none', () => {
    const voted = { ...view, ballot: { ...ballot!, voters: 2 } }
    expect(commandStand('ballot:void', voted)).toBe(commandStand('ballot:void', view))
    const change = { act: 'pin', key: 'cat' } as const
    const before = { candidates: [cat, dog], banned: [] }
    const after = { candidates: [dog, { ...cat, viewers: 9, weight: 0.3 }], banned: [] }
    expect(candidateStand(change, after)).toBe(candidateStand(change, before))
  })

  it('T15 a ballot that was extended, a phase gone by, a round begun again, another artwork change it', () => {
    const extended = { ...view, ballot: { ...ballot!, at: 9_000 } }
    expect(commandStand('ballot:extend', extended)).not.toBe(commandStand('ballot:extend', view))
    const painting = { ...view, artwork: { ...artwork!, phase: 'painting' as const } }
    expect(commandStand('artwork:skip', painting)).not.toBe(commandStand('artwork:skip', view))
    expect(commandStand('artwork:hold', painting)).toBe(commandStand('artwork:hold', view))
    const again = { ...painting, artwork: { ...painting.artwork, take: 1 } }
    for (const command of ['artwork:redo-round', 'artwork:restore-take', 'artwork:skip'] as const)
      expect(commandStand(command, again)).not.toBe(commandStand(command, painting))
    const next = { ...view, artwork: { ...artwork!, id: 'b' } }
    expect(commandStand('artwork:abandon', next)).not.toBe(commandStand('artwork:abandon', view))
  })

  it('T15 what another producer did to the same candidate changes it, to another not', () => {
    const before = { candidates: [cat, dog], banned: [] }
    const stand = candidateStand({ act: 'rename', key: 'cat', name: 'x' }, before)
    const renamed = { candidates: [{ ...cat, text: 'ねこ' }, dog], banned: [] }
    const banned = { candidates: [dog], banned: [{ key: 'cat', text: '猫' }] }
    const pinned = { candidates: [cat, { ...dog, pinned: true }], banned: [] }
    expect(candidateStand({ act: 'rename', key: 'cat', name: 'x' }, renamed)).not.toBe(stand)
    expect(candidateStand({ act: 'rename', key: 'cat', name: 'x' }, banned)).not.toBe(stand)
    expect(candidateStand({ act: 'rename', key: 'cat', name: 'x' }, pinned)).toBe(stand)
    const merge = { act: 'merge', key: 'cat', into: 'dog' } as const
    expect(candidateStand(merge, pinned)).not.toBe(candidateStand(merge, before))
  })

  it('T15 what another producer decided about a brigade changes it, more of them do not', () => {
    const text = { ja: '猫', en: 'cat' }
    const brigade = { round: 0, place: 0, option: 1, text, viewers: 12, without: null } as const
    const seen = (stance: 'asked' | 'aside', viewers = 12) =>
      brigadeStand(
        { ...brigade, counts: false },
        { artwork: view.artwork, brigades: [{ ...brigade, viewers, stance }] },
      )
    expect(seen('asked', 40)).toBe(seen('asked'))
    expect(seen('aside')).not.toBe(seen('asked'))
  })
})
