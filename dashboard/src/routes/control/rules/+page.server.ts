import { error, redirect } from '@sveltejs/kit'
import { HouseRules } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  if (session === null) error(503)
  if (session.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  const rules = await ask(fetch, '/api/house-rules', HouseRules)
  return { rules: rules.ok ? rules.value : null }
}
