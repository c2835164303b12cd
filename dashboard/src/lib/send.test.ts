import { expect, test } from 'vitest'
import { problemIn } from './send.ts'

test('an ApiError gives its reason in both languages', () => {
  const error = { what: 'busy', message: { ja: '描いています', en: 'It is painting' } }
  expect(problemIn({ error })).toEqual(error)
})

test('better-auth gives its code, and no text that people should read', () => {
  expect(problemIn({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' })).toEqual({
    what: 'INVALID_EMAIL_OR_PASSWORD',
    message: null,
  })
})

test.each([null, 'x', 3, [], { error: null }, { error: { message: { ja: 'a' } } }])(
  '%j gives nothing',
  (value) => {
    expect(problemIn(value)).toEqual({ what: 'unknown', message: null })
  },
)
