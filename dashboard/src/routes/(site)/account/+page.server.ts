import { OwnAccount } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/account')
  const own = await ask(fetch, '/api/account', OwnAccount)
  return { own: own.ok ? own.value : null }
}
