import { error } from '@sveltejs/kit'
import { Id, WorkView } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, params }) => {
  if (!Id.safeParse(params.id).success) error(404)
  const work = await ask(fetch, `/api/works/${params.id}`, WorkView)
  if (work.ok) return { work: work.value }
  error(work.status === 404 ? 404 : 503)
}
