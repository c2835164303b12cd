import { PLATFORM_NAMES, Platform, PlatformSaid } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'

const SAID: Readonly<Record<PlatformSaid, (of: { name: string }) => string>> = {
  linked: m.platforms_said_linked,
  denied: m.platforms_said_denied,
  stale: m.platforms_said_stale,
  'not-proven': m.platforms_said_not_proven,
  'client-refused': m.platforms_said_client_refused,
  unreachable: m.platforms_said_unreachable,
  'too-many': m.platforms_said_too_many,
  closed: m.platforms_said_closed,
  'second-proof': m.platforms_said_second_proof,
  taken: m.platforms_said_taken,
  'one-each': m.platforms_said_one_each,
}

/** What a platform's answer came to, in words: from the address it led back to. */
export function saidOf({
  searchParams,
}: {
  searchParams: Pick<URLSearchParams, 'get'>
}): { text: string; problem: boolean } | null {
  const said = PlatformSaid.safeParse(searchParams.get('said'))
  const platform = Platform.safeParse(searchParams.get('platform'))
  if (!said.success || !platform.success) return null
  return { text: SAID[said.data]({ name: PLATFORM_NAMES[platform.data] }), problem: said.data !== 'linked' }
}
