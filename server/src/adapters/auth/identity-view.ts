import { type IdentityView, Platform } from '@yosegaki/contract'
import type { Identity } from '../../../../prisma/generated/client.ts'

/** An account elsewhere, as pages show it: its number there stays here. */
export const identityView = ({ provider, name, createdAt }: Identity): IdentityView => ({
  platform: Platform.parse(provider),
  handle: name,
  since: Number(createdAt),
})
