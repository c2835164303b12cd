import { expect, it } from 'vitest'
import { decisionsShown } from './decisions-shown.ts'

const text = { ja: 'a', en: 'a' }
const rounds = (decided: number, all = 5) =>
  Array.from({ length: all }, (_, at) => ({
    id: `r${at}`,
    ask: text,
    decided: at < decided ? text : null,
    steps: 4,
    redone: 0,
  }))
const ids = (...given: Parameters<typeof decisionsShown>) => decisionsShown(...given).map(({ id }) => id)

it('a story tells the last of what was decided', () => {
  expect(ids(rounds(3), { most: 2, ahead: false })).toEqual(['r1', 'r2'])
})

it('a card that looks ahead has as many lines from beginning to end', () => {
  for (let decided = 0; decided <= 5; decided += 1) {
    expect(ids(rounds(decided), { most: 8, ahead: true })).toHaveLength(5)
    expect(ids(rounds(decided), { most: 3, ahead: true })).toHaveLength(3)
  }
})

it('where there is no room for all, it goes along with the round that comes next', () => {
  expect(ids(rounds(1), { most: 3, ahead: true })).toEqual(['r0', 'r1', 'r2'])
  expect(ids(rounds(3), { most: 3, ahead: true })).toEqual(['r1', 'r2', 'r3'])
  expect(ids(rounds(5), { most: 3, ahead: true })).toEqual(['r2', 'r3', 'r4'])
})
