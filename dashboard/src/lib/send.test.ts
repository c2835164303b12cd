import { expect, test } from 'vitest'
import { problemIn } from './send.ts'

test('an ApiError gives its reason in both languages, and how things are now', () => {
  const error = { what: 'busy', message: { ja: '描いています', en: 'It is painting' }, now: [1] }
  expect(problemIn({ error })).toEqual(error)
})

test.each([null, 'x', 3, [], { error: null }, { error: { message: { ja: 'a' } } }])(
  '%j gives nothing',
  (value) => {
    expect(problemIn(value)).toEqual({ what: 'unknown', message: null })
  },
)
