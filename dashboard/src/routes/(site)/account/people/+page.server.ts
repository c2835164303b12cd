import { PeopleView } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  const { id } = membersOnly(session, url, 'GET /api/accounts')
  const find = url.searchParams.get('find')?.slice(0, 60) ?? ''
  const people = await ask(fetch, `/api/accounts?find=${encodeURIComponent(find)}`, PeopleView)
  return { own: id, find, people: people.ok ? people.value : null }
}
