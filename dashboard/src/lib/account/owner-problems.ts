import { m } from '#lib/paraglide/messages.js'

export type OwnerFields = { name: string; email: string; password: string }
export type OwnerProblems = Partial<Record<keyof OwnerFields, string>>

/** What is still wrong with the owner's fields, each in words that say what to do. The server checks again. */
export function ownerProblems({ name, email, password }: OwnerFields): OwnerProblems {
  const problems: OwnerProblems = {}
  if (name.trim() === '') problems.name = m.account_problem_name_missing()
  else if (name.trim().length > 60) problems.name = m.account_problem_name_long()
  if (!looksLikeEmail(email)) problems.email = m.account_problem_email_wrong()
  if (password === '') problems.password = m.account_problem_password_missing()
  else if (password.length < 10)
    problems.password = m.account_problem_password_short({ missing: 10 - password.length })
  else if (password.length > 200) problems.password = m.account_problem_password_long()
  return problems
}

/** Only what is plainly not an address; which ones exist, only mail could tell. */
export const looksLikeEmail = (email: string): boolean =>
  email.length <= 200 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim())
