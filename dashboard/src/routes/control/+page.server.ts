import { PlannedStream, PlanView, StreamStart } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'socket /control')
  const wanted = url.searchParams.get('planned')
  const [plans, schedule, last] = await Promise.all([
    ask(fetch, '/api/plans', listOf(PlanView)),
    wanted === null ? null : ask(fetch, '/api/schedule', listOf(PlannedStream)),
    ask(fetch, '/api/last-settings', StreamStart.nullable()),
  ])
  return {
    plans: plans.ok ? plans.value : null,
    /** What was planned and is to be started now. */
    planned: (schedule?.ok && schedule.value.find(({ id }) => id === wanted)) || null,
    /** What the last stream was started with. */
    last: last.ok ? last.value : null,
  }
}
