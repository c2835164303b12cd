import { error, redirect } from '@sveltejs/kit'
import { PlanView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  if (session === null) error(503)
  if (session.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  const plans = await ask(fetch, '/api/plans', listOf(PlanView))
  return { plans: plans.ok ? plans.value : null }
}
