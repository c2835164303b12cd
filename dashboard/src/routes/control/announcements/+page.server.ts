import { AnnouncementDesk } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/announcements')
  const desk = await ask(fetch, '/api/announcements', AnnouncementDesk)
  return { desk: desk.ok ? desk.value : null }
}
