import { expect, test } from 'vitest'
import { account } from '../words/account.ts'
import { ownerProblems } from './owner-problems.ts'

const good = { name: '花', email: 'hana@example.com', password: 'ten letters' }

test('good fields have no problem', () => {
  expect(ownerProblems(good)).toEqual({})
})

test('each empty field has its own', () => {
  expect(ownerProblems({ name: ' ', email: '', password: '' })).toEqual({
    name: account.problem.nameMissing,
    email: account.problem.emailWrong,
    password: account.problem.passwordMissing,
  })
})

test('a short password is told how much is missing', () => {
  expect(ownerProblems({ ...good, password: 'seven77' }).password).toEqual(account.problem.passwordShort(3))
})

test.each(['hana', 'hana@', '@example.com', 'a b@example.com', 'hana@example', 'hana@.com'])(
  '%s is no address',
  (email) => {
    expect(ownerProblems({ ...good, email }).email).toBeDefined()
  },
)
