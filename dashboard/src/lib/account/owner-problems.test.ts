import { expect, test } from 'vitest'
import { m } from '#lib/paraglide/messages.js'
import { ownerProblems } from './owner-problems.ts'

const good = { name: '花', email: 'hana@example.com', password: 'ten letters' }

test('good fields have no problem', () => {
  expect(ownerProblems(good)).toEqual({})
})

test('each empty field has its own', () => {
  expect(ownerProblems({ name: ' ', email: '', password: '' })).toEqual({
    name: m.account_problem_name_missing(),
    email: m.account_problem_email_wrong(),
    password: m.account_problem_password_missing(),
  })
})

test('a short password is told how much is missing', () => {
  expect(ownerProblems({ ...good, password: 'seven77' }).password).toEqual(
    m.account_problem_password_short({ missing: 3 }),
  )
})

test.each(['hana', 'hana@', '@example.com', 'a b@example.com', 'hana@example', 'hana@.com'])(
  '%s is no address',
  (email) => {
    expect(ownerProblems({ ...good, email }).email).toBeDefined()
  },
)
