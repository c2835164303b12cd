import type { AccountView, Role } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'

export const ROLE_NAMES: Said<Role> = {
  owner: m.account_roles_owner,
  producer: m.account_roles_producer,
  reviewer: m.account_roles_reviewer,
  contributor: m.account_roles_contributor,
}

/** What each role may do. */
export const ROLE_NOTES: Said<Role> = {
  owner: m.account_role_notes_owner,
  producer: m.account_role_notes_producer,
  reviewer: m.account_role_notes_reviewer,
  contributor: m.account_role_notes_contributor,
}

export const PROOF_NAMES: Said<AccountView['proofs'][number]> = {
  password: m.account_proof_password,
  authenticator: m.account_proof_authenticator,
  passkey: m.account_proof_passkey,
}
