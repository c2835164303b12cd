import { PlannedStream, PlanView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'POST /api/schedule')
  const [planned, plans] = await Promise.all([
    ask(fetch, '/api/schedule', listOf(PlannedStream)),
    ask(fetch, '/api/plans', listOf(PlanView)),
  ])
  return { planned: planned.ok ? planned.value : null, plans: plans.ok ? plans.value : [] }
}
