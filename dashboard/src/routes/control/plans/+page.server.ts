import { OwnPlanDesk, PlanView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/own-plans')
  const [desk, plans] = await Promise.all([
    ask(fetch, '/api/own-plans', OwnPlanDesk),
    ask(fetch, '/api/plans', listOf(PlanView)),
  ])
  return { desk: desk.ok && plans.ok ? { ...desk.value, views: plans.value } : null }
}
