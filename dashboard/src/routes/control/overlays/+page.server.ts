import { ObsView, ShowView } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/obs')
  const [obs, show] = await Promise.all([ask(fetch, '/api/obs', ObsView), ask(fetch, '/api/show', ShowView)])
  return { obs: obs.ok ? obs.value : null, presets: show.ok ? show.value.overlays.presets : null }
}
