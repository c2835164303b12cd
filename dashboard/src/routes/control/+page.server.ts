import { PlanView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'socket /control')
  const plans = await ask(fetch, '/api/plans', listOf(PlanView))
  return { plans: plans.ok ? plans.value : null }
}
