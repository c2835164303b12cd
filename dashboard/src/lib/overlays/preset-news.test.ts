import { describe, expect, test } from 'vitest'
import { differingParts, freeName, presetNews, withChange } from './preset-news.ts'

const night = { name: 'night', look: { theme: 'dark', lang: 'en' } } as const
const day = { name: 'day', look: { theme: 'light' } } as const

describe('T16 what somebody else made of the saved looks', () => {
  test('nothing, in whatever order they and their parts come', () => {
    const turned = { name: 'night', look: { lang: 'en', theme: 'dark' } } as const
    expect(presetNews([night, day], [day, turned])).toEqual([])
  })

  test('added, changed and deleted looks are told, one by one', () => {
    const changed = { name: 'night', look: { theme: 'dark' } } as const
    expect(presetNews([night, day], [changed, { name: 'new', look: {} }])).toEqual([
      { name: 'night', was: night.look, is: changed.look },
      { name: 'day', was: day.look, is: null },
      { name: 'new', was: null, is: {} },
    ])
  })

  test('two looks differ in the parts that are unlike, or that one alone has', () => {
    expect(differingParts(night.look, { theme: 'light', lang: 'en', font: 'gothic' })).toEqual([
      'theme',
      'font',
    ])
    expect(differingParts(null, null)).toEqual([])
  })
})

test('a change replaces the look of its name, or takes it away', () => {
  expect(withChange([night, day], { name: 'night', look: {} })).toEqual([day, { name: 'night', look: {} }])
  expect(withChange([night, day], { name: 'night', look: null })).toEqual([day])
})

test('a free name is the next number, and no longer than a name may be', () => {
  expect(freeName('night', [night])).toBe('night-2')
  expect(freeName('night', [night, { ...night, name: 'night-2' }])).toBe('night-3')
  expect(freeName('a'.repeat(32), [])).toBe(`${'a'.repeat(30)}-2`)
})
