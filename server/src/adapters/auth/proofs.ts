import type { Role } from '@yosegaki/contract'

/** Whose word starts streams and opens accounts. */
const MIGHTY: readonly Role[] = ['owner', 'producer']

/**
 * Whether a password alone is not enough. Producers show a passkey or an authenticator app too; the owner of a house that only
 * this machine can reach need not, so that trying it out takes one click of the printed link.
 */
export const needsSecondProof = (role: Role, reachable: boolean): boolean =>
  MIGHTY.includes(role) && (reachable || role !== 'owner')
