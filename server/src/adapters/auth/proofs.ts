import type { Platform, Role } from '@yosegaki/contract'

/** Whose word starts streams and opens accounts. */
const MIGHTY: readonly Role[] = ['owner', 'producer']

/**
 * Whether a password, or an account elsewhere, is not enough. Producers show a passkey or an authenticator app too; an owner on
 * the very machine need not, where only that machine can reach the house, so that trying it out takes one click of the
 * printed link. `far`: the request may have come from elsewhere.
 */
export const needsSecondProof = (role: Role, far: boolean): boolean =>
  MIGHTY.includes(role) && (far || role !== 'owner')

/** What an account has to show who somebody is. */
export type Proofs = {
  email: string | null
  passwordHash: string | null
  totpSecret: string | null
  passkeys: readonly { id: string }[]
  identities: readonly { provider: string }[]
}

/** In how many ways somebody can sign in. `open`: the platforms whose keys the house has. */
export function waysIn(proofs: Proofs, strong: boolean, open: readonly Platform[]): number {
  const { email, passwordHash, totpSecret, passkeys, identities } = proofs
  const byPassword = email !== null && passwordHash !== null && (totpSecret !== null || !strong)
  const elsewhere = identities.filter(({ provider }) => (open as readonly string[]).includes(provider))
  return (byPassword ? 1 : 0) + passkeys.length + (strong ? 0 : elsewhere.length)
}
