import { expect, it } from 'vitest'
import { after, aPlan, optionsOf, seconds } from '../artwork/testing.ts'
import { artworkView, ballotView } from './project-show.ts'

const plan = aPlan()
const asked = { type: 'ballot-opened', round: 0, at: seconds(5), options: optionsOf(plan, 0) } as const
const given = { type: 'abandoned', at: seconds(20), reason: { ja: '', en: '' } } as const

it('A3: what was given up asks nothing any more; what was decided of it stays', () => {
  expect(ballotView(after([asked]))).toMatchObject({ state: 'open' })
  expect(ballotView(after([{ ...given, at: seconds(1) }]))).toBeNull()
  expect(ballotView(after([asked, { ...given, at: seconds(6) }]))).toBeNull()
  const second = { ...asked, round: 1, at: seconds(15), options: optionsOf(plan, 1) }
  expect(
    ballotView(after([asked, { type: 'ticked', at: seconds(9) }, second, { ...given, at: seconds(18) }])),
  ).toBeNull()
  const closed = { type: 'ticked', at: seconds(19) } as const
  expect(ballotView(after([asked, { type: 'ticked', at: seconds(9) }, second, closed, given]))).toMatchObject(
    {
      state: 'closed',
      round: 1,
    },
  )
})

it('A3: what was given up while it was held is held no more', () => {
  const held = { type: 'held', at: seconds(2) } as const
  expect(artworkView(after([held]))).toMatchObject({ phase: 'calling', held: true })
  expect(artworkView(after([held, given]))).toMatchObject({ phase: 'abandoned', held: false })
})
