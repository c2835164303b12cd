import { describe, expect, it } from 'vitest'
import { fits, fitted, roomOn } from './fit-text.ts'

describe('how much fits', () => {
  it.each([
    ['', 0],
    ['cat', 3],
    ['ねこ', 4],
    ['“cat” – it’s', 12],
    ['👩‍👩‍👧‍👦', 2],
    ['🐈ねこ', 6],
    ['a https://example.org/a/very/long/address?with=much b', 27],
  ])('N3: X counts %j as %i', (text, weight) => {
    expect(roomOn('x', text)).toBe(weight)
  })

  it('N3: words too long for a post are cut', () => {
    expect(fitted('x', '猫'.repeat(200), (words) => `${words}!`)).toBe(`${'猫'.repeat(138)}…!`)
    expect(fitted('discord', '猫'.repeat(200), (words) => `${words}!`)).toBe(`${'猫'.repeat(200)}!`)
    expect([fits('discord', 'a'.repeat(2_000)), fits('discord', 'a'.repeat(2_001))]).toEqual([true, false])
  })
})
