import type { Text } from '@yosegaki/contract'
import { account } from '#lib/words/account.ts'

export type OwnerFields = { name: string; email: string; password: string }
export type OwnerProblems = Partial<Record<keyof OwnerFields, Text>>

/** What is still wrong with the owner's fields, each in words that say what to do. The server checks again. */
export function ownerProblems({ name, email, password }: OwnerFields): OwnerProblems {
  const problems: OwnerProblems = {}
  if (name.trim() === '') problems.name = account.problem.nameMissing
  else if (name.trim().length > 60) problems.name = account.problem.nameLong
  if (!looksLikeEmail(email)) problems.email = account.problem.emailWrong
  if (password === '') problems.password = account.problem.passwordMissing
  else if (password.length < 10) problems.password = account.problem.passwordShort(10 - password.length)
  else if (password.length > 200) problems.password = account.problem.passwordLong
  return problems
}

/** Only what is plainly not an address; which ones exist, only mail could tell. */
export const looksLikeEmail = (email: string): boolean =>
  email.length <= 200 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim())
