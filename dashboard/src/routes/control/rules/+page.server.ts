import { HouseRules } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/house-rules')
  const rules = await ask(fetch, '/api/house-rules', HouseRules)
  return { rules: rules.ok ? rules.value : null }
}
